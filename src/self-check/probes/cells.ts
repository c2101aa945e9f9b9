// How cells take what is written: typed text, plain-text cells, apostrophes, numbers and dates, formulas. Not sorting, not errors.
import type { Findings, Told } from '../report-form';
import { type Probe, type Sheet, told, toldValue, wiped } from '../told';
import { HOSTILE, IN_PLAIN_TEXT, TYPED } from '../typed-texts';

function column(scratch: Sheet, entered: unknown[], format = ''): Told[] {
  const range = wiped(scratch).getRange(1, 1, entered.length, 1);
  if (format) range.setNumberFormat(format);
  range.setValues(entered.map((one) => [one]));
  SpreadsheetApp.flush();
  const formulas = range.getFormulas();
  return range.getValues().map(([value], row): Told => {
    const formula = formulas[row]![0]!;
    // What another cell gives is that cell's business.
    if (/[A-Z]\d/.test(formula)) return { f: formula };
    return formula ? { v: toldValue(value), f: formula } : { v: toldValue(value) };
  });
}

/** This year is told as YYYY where the text names none: a report is compared in another year too. */
function withoutYear(text: string, seen: Told): Told {
  if (/\d{4}/.test(text)) return seen;
  return JSON.parse(JSON.stringify(seen).replace(`"date":"${new Date().getFullYear()}-`, '"date":"YYYY-')) as Told;
}

function named(prefix: string, texts: string[], seen: Told[]): Findings {
  const pairs = texts.map((text, i) => [`${prefix} ${JSON.stringify(text)}`, withoutYear(text, seen[i]!)] as const);
  return Object.fromEntries(pairs);
}

const DATE = new Date(Date.UTC(2026, 6, 4, 22, 5, 9));

const VALUES: [string, unknown][] = [
  ['a number', 0.1 + 0.2],
  ['a large number', 1e21],
  ['not a number', Number.NaN],
  ['true', true],
  ['null', null],
  ['a date', DATE],
];

export const CELL_PROBES: Probe[] = [
  { name: 'typed text', ask: (scratch) => named('typed', TYPED, column(scratch, TYPED)) },
  {
    name: 'plain-text cells',
    ask: (scratch) => ({
      ...named('in a plain-text cell', IN_PLAIN_TEXT, column(scratch, IN_PLAIN_TEXT, '@')),
      'a number in a plain-text cell': column(scratch, [7], '@')[0]!,
    }),
  },
  {
    name: 'apostrophes',
    ask(scratch) {
      const longest = 'x'.repeat(49_999);
      const entered = [...HOSTILE, longest].map((text) => `'${text}`);
      const seen = column(scratch, entered);
      const last = seen.pop() as { v: Told };
      return {
        ...named('with an apostrophe', HOSTILE, seen),
        'with an apostrophe, 49,999 characters': last.v === longest ? 'kept' : 'changed',
      };
    },
  },
  {
    name: 'values',
    ask(scratch) {
      const seen = column(
        scratch,
        VALUES.map(([, value]) => value),
      );
      const findings: Findings = {};
      VALUES.forEach(([name], i) => {
        findings[`written ${name}`] = seen[i]!;
      });
      const read = scratch.getRange(VALUES.length, 1).getValue() as Date;
      findings['a date comes back as the same moment'] = told(() => read.getTime() - DATE.getTime());
      return findings;
    },
  },
  {
    name: 'formulas',
    ask(scratch) {
      const sheet = wiped(scratch);
      const findings: Findings = {
        'a new tab has rows and columns': [sheet.getMaxRows(), sheet.getMaxColumns()],
        'an empty tab has a last row': sheet.getLastRow(),
      };
      sheet.getRange('B4').setValue('=""');
      findings['a formula that shows nothing counts as content'] = [sheet.getLastRow(), sheet.getLastColumn()];
      const cells = sheet.getRange('A1:A2').setValues([['=1+1'], ["'007"]]);
      cells.copyTo(cells, SpreadsheetApp.CopyPasteType.PASTE_VALUES, false);
      findings['values pasted over themselves'] = [cells.getValues().flat().map(toldValue), cells.getFormulas().flat()];
      const call = sheet.getRange('A3').setValue('=checkGoogleFormula(B9)');
      const replaced = (text: string, by: string): Told =>
        told(() => sheet.createTextFinder(text).matchCase(true).matchFormulaText(true).replaceAllWith(by));
      findings['a name replaced in formulas, how often'] = replaced('checkGoogleFormula', 'CHECKGOOGLEFORMULA');
      findings['and then it reads'] = call.getFormula();
      findings['and back, how often'] = replaced('CHECKGOOGLEFORMULA', 'checkGoogleFormula');
      findings['and then it reads again'] = call.getFormula();
      return findings;
    },
  },
];
