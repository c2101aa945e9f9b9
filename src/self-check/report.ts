// The report's tab: one line for each question, kept there as soon as it is answered. Not the questions.
import type { Findings, Report, Told } from './report-form';
import type { Sheet } from './told';

/** What the local host answers, baked in by the build; the build's version. */
declare const SELF_CHECK_EXPECTED: Findings;
declare const BACKFILL_VERSION: string;

const TAB_MARK = 'backfill.selfcheck';
const HEADER = ['question', 'seen here', 'assumed', 'verdict'];
/** In front of every answer, so that no cell reads it as anything but text. */
const SAW = 'saw ';

function markedTabs(kind: string): Sheet[] {
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const found = book.createDeveloperMetadataFinder().withKey(TAB_MARK).withValue(kind).find();
  return found.flatMap((one) => one.getLocation().getSheet() ?? []);
}

/** `aside` is what stays while the scratch tab is wiped again and again. */
const NAMES = { report: 'Backfill check', scratch: 'Backfill check (scratch)', aside: 'Backfill check (aside)' };

/** The marked tab, made where there is none; a tab of the same name that is somebody's own stays as it is. */
export function tabFor(kind: keyof typeof NAMES): Sheet {
  const [there] = markedTabs(kind);
  if (there) return there;
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const front = book.getActiveSheet();
  const name = NAMES[kind];
  let free = name;
  for (let n = 2; book.getSheetByName(free); n++) free = `${name} ${n}`;
  const made = book.insertSheet(free, book.getSheets().length);
  made.addDeveloperMetadata(TAB_MARK, kind, SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
  book.setActiveSheet(front);
  return made;
}

export function removeScratch(): void {
  for (const tab of [...markedTabs('scratch'), ...markedTabs('aside')])
    SpreadsheetApp.getActiveSpreadsheet().deleteSheet(tab);
}

export function beginReport(): void {
  const tab = tabFor('report');
  tab.clear();
  tab.getRange(1, 1, 1, HEADER.length).setValues([HEADER]).setFontWeight('bold');
  tab.setFrozenRows(1);
}

/** One text for equal answers, whatever the order of their names. */
export function stable(value: Told): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${stable(value[name]!)}`).join()}}`;
}

function lineOf(question: string, seen: Told): string[] {
  const expected = SELF_CHECK_EXPECTED[question];
  const verdict =
    expected === undefined
      ? 'not assumed'
      : question.startsWith('ms: ')
        ? 'time'
        : stable(seen) === stable(expected)
          ? 'same'
          : 'DIFFERS';
  const texts = [`${SAW}${stable(seen)}`, expected === undefined ? '' : `${SAW}${stable(expected)}`];
  return [`'${question}`, ...texts.map((text) => text.slice(0, 5000)), verdict];
}

export function keep(findings: Findings): void {
  const lines = Object.entries(findings).map(([question, seen]) => lineOf(question, seen));
  if (lines.length === 0) return;
  const tab = tabFor('report');
  tab.getRange(tab.getLastRow() + 1, 1, lines.length, HEADER.length).setValues(lines);
  SpreadsheetApp.flush();
}

/** What no execution could answer, so that a report is never short without a word. */
export function keepMissing(): void {
  const seen = readReport().seen;
  const missing = Object.keys(SELF_CHECK_EXPECTED).filter((question) => !(question in seen));
  keep(Object.fromEntries(missing.map((question) => [question, { notSeen: true }])));
}

export function readReport(): Report {
  const tab = tabFor('report');
  const seen: Findings = {};
  const count = tab.getLastRow() - 1;
  const lines = count > 0 ? tab.getRange(2, 1, count, 2).getValues() : [];
  for (const [question, text] of lines) seen[String(question)] = JSON.parse(String(text).slice(SAW.length)) as Told;
  const book = SpreadsheetApp.getActiveSpreadsheet();
  return {
    backfillSelfCheck: 1,
    version: BACKFILL_VERSION,
    at: new Date().toISOString(),
    locale: book.getSpreadsheetLocale(),
    timeZone: book.getSpreadsheetTimeZone(),
    seen,
  };
}
