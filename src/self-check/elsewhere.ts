// What other executions see: a trigger's, a formula's, one that runs beside another. Each tells by value; nothing here writes a report.
import type { Findings, Told } from './report-form';
import { messageOf, told, toldValue, went } from './told';

export const ALARM_KEY = 'backfill.check.alarm';
const HOLD_KEY = 'backfill.check.hold';
const HOLD_MS = 8000;

/** `armedMs` is when the trigger was made to come as soon as it can. */
export function alarmSees(event: unknown): Findings {
  const { triggerUid, authMode } = (event ?? {}) as { triggerUid?: string; authMode?: unknown };
  const id = String(triggerUid ?? '');
  return {
    'an alarm has an active spreadsheet': told(() => SpreadsheetApp.getActiveSpreadsheet() !== null),
    'an alarm opens a page': went(() => SpreadsheetApp.getUi(), 'yes'),
    'an alarm knows its person': told(() => Session.getEffectiveUser().getEmail() !== ''),
    'an alarm’s mode': `${authMode}`,
    'an alarm is told its trigger’s id': id !== '',
    'an alarm’s trigger is still listed': told(() =>
      ScriptApp.getProjectTriggers().some((trigger) => trigger.getUniqueId() === id),
    ),
  };
}

export function removeAlarm(): void {
  for (const trigger of ScriptApp.getProjectTriggers())
    if (trigger.getHandlerFunction() === 'checkGoogleAlarm') ScriptApp.deleteTrigger(trigger);
}

function kindOf(value: unknown): Told {
  if (Array.isArray(value)) return value.map(kindOf);
  return typeof value === 'string' || typeof value === 'number' ? value : Object.keys(toldValue(value) as object);
}

/** In a cell: which arguments come how, and which services answer. JSON text, since a cell holds one value. */
export function formulaSees(args: unknown[]): string {
  const may = (ask: () => unknown): Told => {
    try {
      ask();
      return 'yes';
    } catch (error) {
      return messageOf(error);
    }
  };
  const sees: Findings = {
    'a formula’s arguments: cell, range, date, blank': args.map(kindOf),
    'a formula reads the sheet': may(() => SpreadsheetApp.getActiveSpreadsheet().getSheets()[0]!.getLastRow()),
    'a formula writes a cell': may(() =>
      SpreadsheetApp.getActiveSpreadsheet().getSheets()[0]!.getRange(1, 1).setNote(null),
    ),
    'a formula reads properties': may(() =>
      PropertiesService.getDocumentProperties()!.getProperty('backfill.check.none'),
    ),
    'a formula reads the cache': may(() => CacheService.getDocumentCache()!.get('backfill.check.none')),
    'a formula takes a lock': may(() => LockService.getScriptLock().hasLock()),
    'a formula knows its person': may(() => {
      if (Session.getEffectiveUser().getEmail() === '') throw new Error('an empty address');
    }),
    'a formula lists triggers': may(() => ScriptApp.getProjectTriggers()),
    'a formula opens a page': may(() => SpreadsheetApp.getUi()),
  };
  return JSON.stringify(sees);
}

/** The first of two executions at once: holds the lock, and a write that it has not flushed. */
export function hold(sheet: GoogleAppsScript.Spreadsheet.Sheet): Findings {
  const lock = LockService.getScriptLock();
  const store = PropertiesService.getUserProperties();
  if (!lock.tryLock(0)) return {};
  sheet.getRange('H1').setValue('held');
  store.setProperty(HOLD_KEY, '1');
  Utilities.sleep(HOLD_MS);
  SpreadsheetApp.flush();
  lock.releaseLock();
  store.deleteProperty(HOLD_KEY);
  return {};
}

/** The second: what it sees of the first. */
export function look(sheet: GoogleAppsScript.Spreadsheet.Sheet): Findings {
  const lock = LockService.getScriptLock();
  const store = PropertiesService.getUserProperties();
  for (let i = 0; i < 40 && store.getProperty(HOLD_KEY) === null; i++) Utilities.sleep(250);
  if (store.getProperty(HOLD_KEY) === null) return {};
  const cell = sheet.getRange('H1');
  const fromMs = Date.now();
  const findings: Findings = {
    'a lock that another execution holds': told(() => lock.tryLock(0)),
    'a write that another execution has not flushed': toldValue(cell.getValue()),
    'a lock waited for 2 seconds': told(() => lock.tryLock(2000)),
    'and 2 seconds passed': Date.now() - fromMs >= 2000,
    'a wait that is over says': went(() => lock.waitLock(1000), 'taken'),
    'a lock that became free': told(() => lock.tryLock(20_000)),
    'a write that was flushed before': toldValue(cell.getValue()),
  };
  lock.releaseLock();
  return findings;
}
