// What the host promises of any grid: cells, structure, what moves along. Written against the port; costs and services are elsewhere.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Area, CellValue, Grid } from '../../../workbench/host/grid/port';
import { GRIDS } from './grids';

const OWNER = 'owner@example.com';
const GUEST = 'guest@example.com';

describe.each(GRIDS)('$name', ({ make, restore }) => {
  let grid: Grid;
  let tab: number;
  const area = (row: number, column: number, rows = 1, columns = 1): Area => ({ tab, row, column, rows, columns });
  const write = (row: number, column: number, rows: (CellValue | null)[][]) =>
    grid.write(area(row, column, rows.length, rows[0]?.length ?? 0), rows);
  const values = (rows: number, columns: number) => grid.values(area(1, 1, rows, columns));

  beforeEach(() => {
    grid = make();
    tab = grid.tabs()[0]?.id ?? -1;
  });

  it('starts a tab with 1,000 rows and 26 columns, empty as ""', () => {
    expect(grid.tabs()[0]).toMatchObject({ name: 'Leads', maxRows: 1000, maxColumns: 26, hidden: false });
    expect(values(1, 2)).toEqual([['', '']]);
    expect([grid.lastRow(tab), grid.lastColumn(tab)]).toEqual([0, 0]);
  });

  it('keeps types, and parses text as if typed', () => {
    write(1, 1, [['x', 1.5, true, { $d: 86_400_000 }, '007', null]]);
    expect(values(1, 6)).toEqual([['x', 1.5, true, { $d: 86_400_000 }, 7, '']]);
  });

  it('puts exact cells down without parsing them', () => {
    grid.put(area(1, 1, 1, 2), [[{ value: '007' }, { value: '=1+1' }]]);
    expect(values(1, 2)).toEqual([['007', '=1+1']]);
    expect(grid.formulas(area(1, 1, 1, 2))).toEqual([['', '']]);
  });

  it('counts content for the last row and column, formulas that show nothing included', () => {
    write(3, 2, [['x']]);
    grid.put(area(5, 4), [[{ value: '', formula: '=""' }]]);
    expect([grid.lastRow(tab), grid.lastColumn(tab)]).toEqual([5, 4]);
    grid.clear(area(5, 4), { contents: true });
    expect([grid.lastRow(tab), grid.lastColumn(tab)]).toEqual([3, 2]);
  });

  it('replaces a formula by a value that is written over it, and clears both', () => {
    write(1, 1, [['=1+1']]);
    expect(grid.formulas(area(1, 1))).toEqual([['=1+1']]);
    write(1, 1, [['plain']]);
    expect([values(1, 1), grid.formulas(area(1, 1))]).toEqual([[['plain']], [['']]]);
  });

  it('shows numbers, money, percent, booleans and dates as Sheets does', () => {
    write(1, 1, [['1234567', '$1,234.50', '12.5%', 'TRUE', '1/2/2024', '2024-01-02', 0.1 + 0.2]]);
    expect(grid.displayed(area(1, 1, 1, 7))).toEqual([
      ['1234567', '$1,234.50', '12.50%', 'TRUE', '1/2/2024', '2024-01-02', '0.3'],
    ]);
  });

  it('refuses cells outside the grid', () => {
    expect(() => grid.values(area(1001, 1))).toThrow('The coordinates or dimensions of the range are invalid.');
    expect(() => write(1, 27, [['x']])).toThrow('The coordinates or dimensions of the range are invalid.');
  });

  it('refuses to grow beyond 10 million cells (documented: support.google.com/drive/answer/37603)', () => {
    expect(() => grid.insert('row', tab, 1001, 400_000)).toThrow('10000000');
    expect(grid.tabs()[0]?.maxRows).toBe(1000);
  });

  it('inserts, removes and moves rows with everything in them', () => {
    write(1, 1, [['a'], ['b'], ['c'], ['d']]);
    grid.setTexts('notes', area(2, 1), [['note b']]);
    grid.insert('row', tab, 2, 2);
    expect(values(6, 1).flat()).toEqual(['a', '', '', 'b', 'c', 'd']);
    expect(grid.texts('notes', area(4, 1))).toEqual([['note b']]);
    grid.remove('row', tab, 1, 3);
    expect(values(3, 1).flat()).toEqual(['b', 'c', 'd']);
    grid.move('row', tab, 1, 1, 4);
    expect(values(3, 1).flat()).toEqual(['c', 'd', 'b']);
    expect(grid.texts('notes', area(3, 1))).toEqual([['note b']]);
    expect(grid.tabs()[0]?.maxRows).toBe(999);
  });

  it('inserts, removes and moves columns with everything in them', () => {
    write(1, 1, [['a', 'b', '=1+1']]);
    grid.insert('column', tab, 2, 1);
    expect(values(1, 4)).toEqual([['a', '', 'b', 2]]);
    grid.move('column', tab, 4, 1, 1);
    expect([values(1, 4), grid.formulas(area(1, 1))]).toEqual([[[2, 'a', '', 'b']], [['=1+1']]]);
    grid.remove('column', tab, 2, 2);
    expect(values(1, 2)).toEqual([[2, 'b']]);
  });

  it('moves developer metadata with its row or column, and drops it with them (documented: sheets/api/guides/metadata)', () => {
    const at = (type: 'ROW' | 'COLUMN', index: number, key: string) =>
      grid.addMetadata({ key, value: 'v', visibility: 'DOCUMENT', place: { type, tab, index } });
    at('COLUMN', 2, 'column');
    at('ROW', 3, 'row');
    grid.insert('column', tab, 1, 1);
    grid.move('row', tab, 3, 1, 1);
    expect(grid.metadata().map(({ key, place }) => [key, place.index])).toEqual([
      ['column', 3],
      ['row', 1],
    ]);
    grid.remove('column', tab, 3, 1);
    expect(grid.metadata().map(({ key }) => key)).toEqual(['row']);
  });

  it('takes 30,000 characters of metadata per sheet (documented: sheets/api/guides/metadata)', () => {
    const place = { type: 'SHEET' as const, tab, index: null };
    grid.addMetadata({ key: 'k', value: 'x'.repeat(29_999), visibility: 'PROJECT', place });
    expect(() => grid.addMetadata({ key: 'l', value: '', visibility: 'PROJECT', place })).toThrow('maximum amount');
  });

  it('sorts numbers before text, blanks last in both directions, equal rows in their order', () => {
    write(1, 1, [
      ['b', 1],
      ['', 2],
      [10, 3],
      ['A', 4],
      [2, 5],
      ['b', 6],
    ]);
    grid.sort(area(1, 1, 6, 2), [{ column: 1, ascending: true }]);
    expect(values(6, 2)).toEqual([
      [2, 5],
      [10, 3],
      ['A', 4],
      ['b', 1],
      ['b', 6],
      ['', 2],
    ]);
    grid.sort(area(1, 1, 6, 2), [{ column: 1, ascending: false }]);
    expect(values(6, 1).flat()).toEqual(['b', 'b', 'A', 10, 2, '']);
  });

  it('leaves row metadata where it is when rows are sorted (assumed: undocumented)', () => {
    write(1, 1, [['b'], ['a']]);
    grid.addMetadata({ key: 'k', value: null, visibility: 'DOCUMENT', place: { type: 'ROW', tab, index: 1 } });
    grid.sort(area(1, 1, 2, 1), [{ column: 1, ascending: true }]);
    expect(grid.metadata()[0]?.place.index).toBe(1);
    expect(values(2, 1)).toEqual([['a'], ['b']]);
  });

  it('refuses a protected area to everybody but the owner and its editors, and follows it', () => {
    const { id } = grid.protect(area(2, 2, 2, 1), false, []);
    expect(grid.refusal(area(1, 1, 2, 2), GUEST, OWNER)).toContain('protected cell or object');
    expect(grid.refusal(area(1, 1, 2, 2), OWNER, OWNER)).toBeNull();
    expect(grid.refusal(area(1, 1, 9, 1), GUEST, OWNER)).toBeNull();
    grid.insert('column', tab, 1, 1);
    expect(grid.refusal(area(2, 2), GUEST, OWNER)).toBeNull();
    expect(grid.refusal(area(2, 3), GUEST, OWNER)).not.toBeNull();
    grid.changeProtection(id, { editors: [GUEST] });
    expect(grid.refusal(area(2, 3), GUEST, OWNER)).toBeNull();
  });

  it('hides rows by filter and by hand, and keeps that when rows are inserted', () => {
    write(1, 1, [['city'], ['Rome'], ['Oslo'], ['Rome']]);
    grid.setFilter(tab, { area: area(1, 1, 4, 1), hides: { 1: ['Rome'] } });
    grid.hideRows(tab, 3, 1, true);
    const hidden = (by: 'filter' | 'user') => [1, 2, 3, 4, 5].filter((row) => grid.isRowHidden(tab, row, by));
    expect([hidden('filter'), hidden('user')]).toEqual([[2, 4], [3]]);
    grid.insert('row', tab, 2, 1);
    expect([hidden('filter'), hidden('user')]).toEqual([[3, 5], [4]]);
    grid.setFilter(tab, null);
    expect(hidden('filter')).toEqual([]);
  });

  it('refuses values that data validation does not accept', () => {
    grid.restrict(area(2, 1, 5, 1), ['yes', 'no']);
    expect(grid.invalid(area(1, 1, 2, 1), [['header'], ['perhaps']])).toBe(
      'The data you entered in cell A2 violates the data validation rules set on this cell.',
    );
    expect(grid.invalid(area(2, 1), [['yes']])).toBeNull();
  });

  it('refuses two tabs of one name and the deletion of the last one', () => {
    expect(() => grid.addTab('Leads')).toThrow('already exists');
    expect(() => grid.deleteTab(tab)).toThrow("can't remove all the sheets");
    const other = grid.addTab('Other', 0);
    expect(grid.tabs().map(({ name }) => name)).toEqual(['Other', 'Leads']);
    grid.deleteTab(other.id);
    expect(grid.tabs().length).toBe(1);
  });

  it('comes back the same from its saved state, through JSON', () => {
    write(1, 1, [['a', '=1+1', { $d: 0 }, '50%']]);
    write(4, 2, [['x']]);
    grid.setTexts('notes', area(1, 1), [['n']]);
    grid.addMetadata({ key: 'k', value: 'v', visibility: 'DOCUMENT', place: { type: 'COLUMN', tab, index: 2 } });
    grid.protect(area(1, 1), false, [OWNER]);
    grid.hideRows(tab, 2, 1, true);
    const again = restore(JSON.parse(JSON.stringify(grid.save())));
    expect(again.save()).toEqual(grid.save());
    expect(again.values(area(1, 1, 4, 4))).toEqual(grid.values(area(1, 1, 4, 4)));
    expect(again.isRowHidden(tab, 2, 'user')).toBe(true);
  });

  it('holds 200,000 rows', () => {
    grid.insert('row', tab, 1001, 199_000);
    write(
      199_990,
      1,
      Array.from({ length: 11 }, (_, index) => [`row ${index}`]),
    );
    expect(grid.lastRow(tab)).toBe(200_000);
    grid.insert('row', tab, 2, 1);
    expect(grid.lastRow(tab)).toBe(200_001);
  });
});
