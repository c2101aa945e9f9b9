// What a probe tells: plain data, so that a report can be compared and kept. An exception is told, not thrown.
import type { Findings, Told } from './report-form';

export type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** One slice's worth of questions, asked in a tab of their own. */
export type Probe = { name: string; ask(scratch: Sheet): Findings };

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function told(ask: () => Told): Told {
  try {
    return ask();
  } catch (error) {
    return { error: messageOf(error) };
  }
}

/** The word where the act went through, else what it was refused with. */
export function went(act: () => unknown, word: string): Told {
  return told(() => {
    act();
    return word;
  });
}

/** A value of a cell: dates by the wall clock of the sheet, since that is what people typed. */
export function toldValue(value: unknown): Told {
  if (Object.prototype.toString.call(value) === '[object Date]') {
    const zone = SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
    return { date: Utilities.formatDate(value as GoogleAppsScript.Base.Date & Date, zone, 'yyyy-MM-dd HH:mm:ss') };
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

/** Empty again, its formats too. */
export function wiped(sheet: Sheet): Sheet {
  sheet.clear();
  SpreadsheetApp.flush();
  return sheet;
}
