// What is refused, in which words, and when: ranges, sizes, validated cells, addresses, sleeps. Nothing is sent anywhere.
import type { Findings, Told } from '../report-form';
import { type Probe, type Sheet, told, went, wiped } from '../told';

function ranges(scratch: Sheet): Findings {
  const sheet = wiped(scratch);
  const range = (...args: [number, number, number?, number?]): Told =>
    told(() => (sheet.getRange as (...all: unknown[]) => GoogleAppsScript.Spreadsheet.Range)(...args).getA1Notation());
  const write = (a1: string, rows: unknown): Told =>
    told(() => {
      sheet.getRange(a1).setValues(rows as unknown[][]);
      SpreadsheetApp.flush();
      return 'written';
    });
  return {
    'a range from row 0': range(0, 1),
    'a range from column 0': range(1, 0),
    'a range of no rows': range(1, 1, 0, 1),
    'a range of no columns': range(1, 1, 1, 0),
    'a range below the sheet': range(sheet.getMaxRows() + 1, 1),
    'a range of a tab that is not there': told(() => sheet.getRange('Backfill has no such tab!A1').getA1Notation()),
    'too few rows': write('A1:B2', [[1, 2]]),
    'too few columns': write('A1:B1', [[1]]),
    'not a table': write('A1', 'x'),
    'a text of 50,001 characters': write('A1:B1', [['x', 'y'.repeat(50_001)]]),
    'and what stood beside it': String(sheet.getRange('A1').getValue()),
    'a write to rows that are gone': told(() => {
      const last = sheet.getMaxRows();
      const gone = sheet.getRange(last, 1);
      sheet.deleteRows(last - 9, 10);
      const result = told(() => {
        gone.setValue('x');
        SpreadsheetApp.flush();
        return 'written';
      });
      sheet.insertRowsAfter(sheet.getMaxRows(), last - sheet.getMaxRows());
      return result;
    }),
  };
}

/** Whether a refused write throws at once or when the buffer is emptied. */
function validated(scratch: Sheet): Findings {
  const sheet = wiped(scratch);
  const rule = SpreadsheetApp.newDataValidation().requireValueInList(['yes'], true).setAllowInvalid(false).build();
  const cell = sheet.getRange('B1');
  cell.setDataValidation(rule);
  SpreadsheetApp.flush();
  let message = '';
  const when = ((): Told => {
    const first = told(() => {
      sheet.getRange('A1:B1').setValues([['beside', 'perhaps']]);
      return '';
    });
    const second = first === '' ? went(() => SpreadsheetApp.flush(), '') : '';
    for (const one of [first, second])
      if (one && typeof one === 'object' && 'error' in one) message = String(one.error);
    return first !== '' ? 'at once' : second !== '' ? 'at commit' : 'never';
  })();
  const beside = told(() => String(sheet.getRange('A1').getValue()));
  cell.setDataValidation(null);
  return {
    'a refused write throws': when,
    'a refused write says': message,
    'what was written beside a refused cell': beside,
  };
}

function unsent(): Findings {
  return {
    'an address that is none': told(() => UrlFetchApp.fetch('nonsense').getResponseCode()),
    'one of several that is none': told(() => UrlFetchApp.fetchAll(['nonsense']).length),
    'no addresses at all': told(() => UrlFetchApp.fetchAll([]).length),
    'a sleep of 300,001 ms': went(() => Utilities.sleep(300_001), 'slept'),
    'a page file that is not there': told(() => HtmlService.createHtmlOutputFromFile('no such file').getContent()),
    'a trigger every 7 minutes': told(() => {
      const made = ScriptApp.newTrigger('checkGoogleAlarm').timeBased().everyMinutes(7).create();
      ScriptApp.deleteTrigger(made);
      return 'made';
    }),
  };
}

export const REFUSAL_PROBES: Probe[] = [
  { name: 'ranges', ask: ranges },
  { name: 'validation', ask: validated },
  { name: 'refusals', ask: unsent },
];
