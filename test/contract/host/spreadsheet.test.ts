// SpreadsheetApp as a script sees it: ranges, messages, metadata, protection, buffering. The grid behind it has its own suite.
import { describe, expect, it } from 'vitest';
import { errorOf, GUEST, hostFor, OWNER, resultOf, runIn, SHEET } from './with-host';

const inSheet = (body: string) => resultOf(`${SHEET} ${body}`);

describe('ranges (documented: developers.google.com/apps-script/reference/spreadsheet/sheet)', () => {
  it('come in four forms and from A1 notation', () => {
    const body = `return ['B3', 'B2:C4', 'B:B', '2:3'].map((a1) => sheet.getRange(a1)).concat([sheet.getRange(3, 2), sheet.getRange(2, 2, 3), sheet.getRange(2, 2, 3, 2)])
      .map((r) => [r.getRow(), r.getColumn(), r.getNumRows(), r.getNumColumns(), r.getA1Notation()]);`;
    expect(inSheet(body)).toEqual([
      [3, 2, 1, 1, 'B3'],
      [2, 2, 3, 2, 'B2:C4'],
      [1, 2, 1000, 1, 'B1:B1000'],
      [2, 1, 2, 26, 'A2:Z3'],
      [3, 2, 1, 1, 'B3'],
      [2, 2, 3, 1, 'B2:B4'],
      [2, 2, 3, 2, 'B2:C4'],
    ]);
  });

  it('refuse to start below 1, to be empty, or to leave the sheet (the last message assumed)', () => {
    expect(errorOf(`${SHEET} sheet.getRange(0, 1)`)).toBe('The starting row of the range is too small.');
    expect(errorOf(`${SHEET} sheet.getRange(1, 0)`)).toBe('The starting column of the range is too small.');
    expect(errorOf(`${SHEET} sheet.getRange(1, 1, 0, 1)`)).toBe('The number of rows in the range must be at least 1.');
    expect(errorOf(`${SHEET} sheet.getRange(1, 1, 1, 0)`)).toBe(
      'The number of columns in the range must be at least 1.',
    );
    expect(errorOf(`${SHEET} sheet.getRange(1001, 1)`)).toBe(
      'The coordinates of the range are outside the dimensions of the sheet.',
    );
    expect(errorOf(`${SHEET} sheet.getRange('Nowhere!A1')`)).toBe('Range not found');
  });

  it('throw on writing when rows that they had are gone by then (assumed)', () => {
    expect(errorOf(`${SHEET} const r = sheet.getRange('A1000'); sheet.deleteRows(2, 900); r.setValue('x')`)).toBe(
      'The coordinates or dimensions of the range are invalid.',
    );
  });
});

describe('writing (documented: developers.google.com/apps-script/reference/spreadsheet/range)', () => {
  it('needs data of exactly the range’s size', () => {
    expect(errorOf(`${SHEET} sheet.getRange('A1:B2').setValues([[1, 2]])`)).toBe(
      'The number of rows in the data does not match the number of rows in the range. The data has 1 but the range has 2.',
    );
    expect(errorOf(`${SHEET} sheet.getRange('A1:B1').setValues([[1]])`)).toBe(
      'The number of columns in the data does not match the number of columns in the range. The data has 1 but the range has 2.',
    );
    expect(errorOf(`${SHEET} sheet.getRange('A1').setValues('x')`)).toContain(
      "don't match the method signature for SpreadsheetApp.Range.setValues",
    );
  });

  it('fails as a whole when one cell has more than 50,000 characters (reported widely)', () => {
    const host = hostFor(`${SHEET} sheet.getRange('A1:B1').setValues([['x', 'y'.repeat(50001)]])`);
    expect(runIn(host).error).toBe('Your input contains more than the maximum of 50000 characters in a single cell.');
    expect(host.person().tab('Sheet1').values()).toEqual([]);
  });

  it('parses strings as if typed, keeps numbers, booleans and dates, and clears with null', () => {
    const body = `const r = sheet.getRange('A1:F1'); r.setValues([['007', "'007", '=1+1', true, new Date(0), null]]);
      return [r.getValues()[0].map((v) => (v instanceof Date ? 'date ' + v.getTime() : v)), r.getFormulas()[0], r.getDisplayValues()[0]];`;
    expect(inSheet(body)).toEqual([
      [7, '007', 2, true, 'date 0', ''],
      ['', '', '=1+1', '', '', ''],
      ['7', '007', '2', 'TRUE', '1/1/1970', ''],
    ]);
  });

  it('fills every cell of a range with setValue, notes and formats', () => {
    const body = `const r = sheet.getRange('A1:B2'); r.setNumberFormat('@').setValue('01').setNote('n');
      return [r.getValues(), r.getNotes(), r.getNumberFormats()];`;
    const both = (text: string) => [
      [text, text],
      [text, text],
    ];
    expect(inSheet(body)).toEqual([both('01'), both('n'), both('@')]);
  });

  it('appends below the last content and grows the sheet', () => {
    const body = `sheet.deleteRows(3, 998); sheet.appendRow(['a']); sheet.appendRow(['b', 2]); sheet.appendRow(['c']); return [sheet.getMaxRows(), sheet.getDataRange().getValues()];`;
    expect(inSheet(body)).toEqual([
      3,
      [
        ['a', ''],
        ['b', 2],
        ['c', ''],
      ],
    ]);
  });

  it('is held back until something reads: other executions see nothing of it before', () => {
    const host = hostFor(
      `${SHEET} if (a === 'look') return sheet.getRange('A1').getValue(); sheet.getRange('A1').setValue('x'); LockService.getUserLock().tryLock(0); sheet.getLastRow(); LockService.getUserLock().releaseLock();`,
    );
    const seen: unknown[] = [];
    host.setHook((call, phase) => {
      if (call.name.startsWith('Lock.') && phase === 'before') seen.push(runIn(host, 'menu', GUEST, ['look']).value);
    });
    runIn(host);
    expect(seen).toEqual(['', 'x']);
  });

  it('is committed at the end of the execution, and by itself at 20,000 pending cells (the second part by measurement)', () => {
    const host = hostFor(`${SHEET} sheet.getRange('A1').setValue('x');`);
    runIn(host);
    expect(host.person().tab('Sheet1').cell('A1').value).toBe('x');
    const body = `${SHEET} const from = Date.now(); sheet.getRange(1, 1, 1000, 20).setValues(Array(1000).fill(Array(20).fill('x'))); return Date.now() - from > 1000;`;
    expect(resultOf(body)).toBe(true);
  });
});

describe('formulas', () => {
  it('are text with the value that a test gave them: the host calculates nothing but literals', () => {
    const host = hostFor(
      `${SHEET} return [sheet.getRange('A1:B1').getValues(), sheet.getRange('A1:B1').getFormulas()]`,
    );
    host.person().tab('Sheet1').set('A1', 'Ada', '=UPPER(B1)');
    host.person().tab('Sheet1').type('B1', '=C1');
    expect(runIn(host).value).toEqual([[['Ada', 'Loading...']], [['=UPPER(B1)', '=C1']]]);
  });

  it('can be calculated by the test where an input depends on an output', () => {
    const host = hostFor(`${SHEET} sheet.getRange('B1').setValue('x'); return sheet.getRange('A1').getValue()`, {
      // Univer calculates by itself.
      makeGrid: undefined,
      evaluate: (formula, cell) => (formula === '=B1&"!"' ? `${cell(1, 2)}!` : undefined),
    });
    host.person().tab('Sheet1').type('A1', '=B1&"!"');
    expect(runIn(host).value).toBe('x!');
  });
});

describe('protected and validated cells', () => {
  const body = `${SHEET} let at = 'nothing'; try { sheet.getRange('A1:B1').setValues([['a', 'b']]); SpreadsheetApp.flush(); } catch (e) { at = e.message; } return at;`;

  it.each(['at once', 'at commit'] as const)(
    'refuse a write as a whole, %s (when is unknown: a switch)',
    (writeErrors) => {
      const host = hostFor(body, { switches: { writeErrors } });
      host.person().tab('Sheet1').protect('B1');
      expect(runIn(host, 'sidebar', GUEST).value).toContain('You are trying to edit a protected cell or object.');
      expect(host.person().tab('Sheet1').values()).toEqual([]);
      expect(runIn(host, 'sidebar', OWNER).value).toBe('nothing');
    },
  );

  it('throw only at flush when writes are refused at commit', () => {
    const host = hostFor(
      `${SHEET} sheet.getRange('B1').setValue('x'); try { SpreadsheetApp.flush(); } catch (e) { return 'at flush'; } return 'never'`,
      {
        switches: { writeErrors: 'at commit' },
      },
    );
    host.person().tab('Sheet1').protect('B1');
    expect(runIn(host, 'sidebar', GUEST).value).toBe('at flush');
  });

  it('can be asked with canEdit', () => {
    const host = hostFor(`${SHEET} return [sheet.getRange('A1').canEdit(), sheet.getRange('B1').canEdit()]`);
    host.person().tab('Sheet1').protect('B1');
    expect(runIn(host, 'sidebar', GUEST).value).toEqual([true, false]);
    expect(runIn(host, 'sidebar', OWNER).value).toEqual([true, true]);
  });

  it('refuse values outside a validation list', () => {
    const host = hostFor(body);
    host.person().tab('Sheet1').restrict('B1', ['yes']);
    expect(runIn(host).value).toBe(
      'The data you entered in cell B1 violates the data validation rules set on this cell.',
    );
  });

  it('are made by a script too', () => {
    const host = hostFor(
      `${SHEET} const p = sheet.protect().setDescription('archive'); p.removeEditors(p.getEditors()); return sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).map((x) => [x.getDescription(), x.getEditors().length])`,
    );
    expect(runIn(host).value).toEqual([['archive', 1]]);
    expect(runIn(host, 'sidebar', GUEST).ok).toBe(true);
  });
});

describe('developer metadata (documented: developers.google.com/apps-script/reference/spreadsheet/developer-metadata)', () => {
  it('hangs on a spreadsheet, a sheet, a whole column or a whole row, and on nothing else', () => {
    expect(errorOf(`${SHEET} sheet.getRange('B2:B9').addDeveloperMetadata('k')`)).toContain('arbitrary ranges');
    const body = `sheet.getRange('B:B').addDeveloperMetadata('k', 'v', SpreadsheetApp.DeveloperMetadataVisibility.PROJECT);
      const [found] = sheet.createDeveloperMetadataFinder().withKey('k').find();
      return [found.getValue(), found.getVisibility().toString(), found.getLocation().getColumn().getColumn(), found.getLocation().getRow(), found.getLocation().getLocationType() === SpreadsheetApp.DeveloperMetadataLocationType.COLUMN];`;
    expect(inSheet(body)).toEqual(['v', 'PROJECT', 2, null, true]);
  });

  it('is found by key, value, id and kind of place, within what the finder was made from', () => {
    const body = `const ss = SpreadsheetApp.getActive(); const other = ss.insertSheet('Other');
      ss.addDeveloperMetadata('k', '1'); sheet.addDeveloperMetadata('k', '2'); other.getRange('A:A').addDeveloperMetadata('k', '3');
      const all = (finder) => finder.withKey('k').find().map((m) => m.getValue()).join('');
      return [all(ss.createDeveloperMetadataFinder()), all(sheet.createDeveloperMetadataFinder()), all(other.createDeveloperMetadataFinder()),
        all(ss.createDeveloperMetadataFinder().withValue('2')), all(ss.createDeveloperMetadataFinder().withLocationType(SpreadsheetApp.DeveloperMetadataLocationType.COLUMN))];`;
    expect(inSheet(body)).toEqual(['123', '2', '3', '2', '3']);
  });

  it('follows its column when people move it, and can be changed and removed', () => {
    const host =
      hostFor(`${SHEET} const column = () => sheet.createDeveloperMetadataFinder().withKey('k').find().map((m) => m.getLocation().getColumn().getColumn());
      if (a === 'add') sheet.getRange('C:C').addDeveloperMetadata('k', 'v');
      if (a === 'remove') { const m = sheet.createDeveloperMetadataFinder().withKey('k').find()[0]; m.setValue('w'); if (m.getValue() !== 'w') throw new Error('same'); m.remove(); }
      return column();`);
    expect(runIn(host, 'sidebar', OWNER, ['add']).value).toEqual([3]);
    host.person().tab('Sheet1').insertColumns(1, 2);
    host.person().tab('Sheet1').moveColumn(5, 1);
    expect(runIn(host).value).toEqual([1]);
    expect(runIn(host, 'sidebar', OWNER, ['remove']).value).toEqual([]);
  });
});

describe('people', () => {
  it('act without service calls, and scripts see what they did', () => {
    const host = hostFor(`${SHEET} return sheet.getDataRange().getValues()`);
    const tab = host.person().tab('Sheet1');
    tab.load([
      ['name', 'n'],
      ['b', '007'],
      ['a', '=1+1'],
    ]);
    tab.type('C2', '5');
    tab.sort(1, true, 1);
    expect(runIn(host).value).toEqual([
      ['name', 'n', ''],
      ['a', '=1+1', ''],
      ['b', '007', 5],
    ]);
    expect(host.calls).toEqual({ 'Range.getValues': 1 });
  });

  it('have each their own selection', () => {
    const host = hostFor(
      'const r = SpreadsheetApp.getActiveRange(); return r.getSheet().getName() + r.getA1Notation()',
    );
    host.person().addTab('Two');
    host.person(GUEST).tab('Two').select('B2:C3');
    expect(runIn(host, 'sidebar', GUEST).value).toBe('TwoB2:C3');
    expect(runIn(host, 'sidebar', OWNER).value).toBe('Sheet1A1');
  });

  it('hide rows with a filter that scripts can see', () => {
    const host = hostFor(
      `${SHEET} return [sheet.getFilter().getRange().getA1Notation(), [1, 2, 3].map((row) => sheet.isRowHiddenByFilter(row))]`,
    );
    const tab = host.person().tab('Sheet1');
    tab.load([['city'], ['Rome'], ['Oslo']]);
    tab.filter({ column: 1, hide: ['Rome'] });
    expect(runIn(host).value).toEqual(['A1:A3', [false, true, false]]);
  });
});

describe('sheets', () => {
  it('are added, hidden, renamed, found by id, and deleted', () => {
    const body = `const ss = SpreadsheetApp.getActive(); const s = ss.insertSheet('New', 0); s.hideSheet(); s.setName('Renamed'); s.setFrozenRows(1);
      const found = ss.getSheetById(s.getSheetId()); const facts = [found.getName(), found.isSheetHidden(), found.getIndex(), ss.getSheets().length];
      ss.deleteSheet(s); return facts.concat(ss.getSheetById(s.getSheetId()), ss.getSheetByName('Renamed'));`;
    expect(resultOf(body)).toEqual(['Renamed', true, 1, 2, null, null]);
  });

  it('become the active one when a script inserts them, for that user only', () => {
    const host = hostFor(
      "const ss = SpreadsheetApp.getActive(); if (a) ss.insertSheet('New'); return ss.getActiveSheet().getName()",
    );
    expect(runIn(host, 'sidebar', OWNER, ['insert']).value).toBe('New');
    expect(runIn(host, 'sidebar', GUEST).value).toBe('Sheet1');
  });

  it('need another scope to be opened by id (documented: spreadsheets.currentonly)', () => {
    expect(errorOf("SpreadsheetApp.openById('x')")).toContain(
      'You do not have permission to call SpreadsheetApp.openById',
    );
  });
});
