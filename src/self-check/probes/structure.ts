// What sorting, inserting, moving and deleting do to cells, notes, formulas and developer metadata. Only in the scratch tab.
import type { Findings, Told } from '../report-form';
import { type Probe, type Sheet, told, toldValue, wiped } from '../told';

const KEY = 'backfill.check';

function mark(sheet: Sheet, a1: string): void {
  const { DOCUMENT } = SpreadsheetApp.DeveloperMetadataVisibility;
  sheet.getRange(a1).addDeveloperMetadata(KEY, a1, DOCUMENT);
}

/** Where the marks are now: `3:3 is at row 1`. */
function marks(sheet: Sheet): Told {
  return sheet
    .createDeveloperMetadataFinder()
    .withKey(KEY)
    .find()
    .map((found) => {
      const place = found.getLocation();
      const row = place.getRow();
      const range = place.getColumn();
      return `${found.getValue()} is at ${row ? `row ${row.getRow()}` : `column ${range ? range.getColumn() : 'none'}`}`;
    })
    .sort();
}

function unmark(sheet: Sheet): void {
  for (const found of sheet.createDeveloperMetadataFinder().withKey(KEY).find()) found.remove();
}

function firstColumn(sheet: Sheet, rows: number): Told {
  return sheet
    .getRange(1, 1, rows, 1)
    .getValues()
    .map(([value]) => toldValue(value));
}

function sorting(scratch: Sheet): Findings {
  const sheet = wiped(scratch);
  const lines = [
    ['b', 1],
    ['', 2],
    [10, 3],
    ['A', 4],
    [2, 5],
    ['b', 6],
    ['a', 7],
    [true, 8],
  ];
  const area = sheet.getRange(1, 1, lines.length, 2).setValues(lines);
  const order = (): Told => area.getValues().map((line) => Number(line[1]));
  area.sort({ column: 1, ascending: true });
  const findings: Findings = { 'sorted upwards': order() };
  area.sort({ column: 1, ascending: false });
  findings['sorted downwards'] = order();
  wiped(sheet)
    .getRange('A1:A2')
    .setValues([['b'], ['a']]);
  sheet.getRange('A1').setNote('note of b');
  mark(sheet, '1:1');
  sheet.getRange('A1:A2').sort({ column: 1, ascending: true });
  findings['row metadata after a sort by script'] = marks(sheet);
  findings['a note after a sort'] = sheet.getRange('A1:A2').getNotes().flat();
  unmark(sheet);
  return findings;
}

function moving(scratch: Sheet): Findings {
  const sheet = wiped(scratch);
  sheet.getRange('A1:A4').setValues([['a'], ['b'], ['c'], ['d']]);
  mark(sheet, 'B:B');
  mark(sheet, '3:3');
  sheet.insertRowsBefore(1, 1);
  sheet.insertColumnsBefore(1, 1);
  const findings: Findings = { 'metadata after inserting before it': marks(sheet) };
  sheet.deleteColumns(1, 1);
  sheet.deleteRows(1, 1);
  sheet.moveRows(sheet.getRange('3:3'), 1);
  findings['a row moved to the top'] = firstColumn(sheet, 4);
  findings['metadata after its row was moved'] = marks(sheet);
  sheet.moveColumns(sheet.getRange('B:B'), 4);
  findings['metadata after its column was moved'] = marks(sheet);
  sheet.deleteRows(1, 1);
  findings['metadata after its row was deleted'] = marks(sheet);
  unmark(sheet);
  return findings;
}

function limits(scratch: Sheet): Findings {
  const add = (key: string, characters: number): Told =>
    told(() => {
      scratch.addDeveloperMetadata(key, 'x'.repeat(characters), SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
      return 'kept';
    });
  const findings: Findings = {
    'metadata on part of a column': told(() => {
      scratch.getRange('B2:B9').addDeveloperMetadata(KEY);
      return 'kept';
    }),
    '29,900 characters of metadata': add(KEY, 29_900),
    '200 more': add(KEY, 200),
  };
  unmark(scratch);
  return findings;
}

export const STRUCTURE_PROBES: Probe[] = [
  { name: 'sorting', ask: sorting },
  { name: 'moving', ask: moving },
  { name: 'metadata', ask: limits },
];
