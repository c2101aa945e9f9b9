// The rules by which two rows are one purchase, from cells to fingerprint: documented here rule by rule. Not the hash.
import { describe, expect, test } from 'vitest';
import { readTable } from '../../src/job/table';
import type { CellValue } from '../../src/platform/ports';
import { databarEnrichment } from '../../src/providers/databar/enrichment';
import type { Recipe } from '../../src/recipe/recipe';

const isoDate = (date: Date): string => date.toISOString().slice(0, 10);

/** The canonical input of a one-column sheet with this cell; null where the row is incomplete. */
function canonical(parameter: string, cell: CellValue, constants: Recipe['inputs'] = {}): string | null {
  const recipe = { inputs: { [parameter]: 'In', ...constants } } as unknown as Recipe;
  const reader = {
    recipe,
    operation: databarEnrichment,
    settings: { enrichment: 833, pages: 1 },
    required: null,
    isoDate,
  };
  const columns = { headerRow: 1, byHeader: { In: 1 }, missing: [] };
  const table = readTable(reader, columns, { values: [['In'], [cell]], formulas: [] });
  return [...table.requests.values()][0]?.canonical ?? null;
}

describe('two cells are one request when', () => {
  test.each<[string, string, CellValue, CellValue]>([
    ['blanks around the text differ', 'name', 'Ada', '  Ada\n'],
    ['the same letters are composed differently (NFC)', 'name', 'Zo\u00eb', 'Zoe\u0308'],
    ['one is the number 42 and the other the text "42"', 'limit', 42, '42'],
    ['one is TRUE and the other the text "TRUE"', 'flag', true, 'TRUE'],
    ['one is a date and the other its ISO text', 'since', new Date('2026-01-31T00:00:00Z'), '2026-01-31'],
    ['an e-mail differs in case', 'work_email', 'Ada@Example.com', 'ada@example.com'],
    ['a domain differs in case', 'company_domain', 'Example.COM', 'example.com'],
    ['a website differs in case', 'Website', 'HTTPS://Example.com', 'https://example.com'],
  ])('%s', (_rule, parameter, one, two) => {
    expect(canonical(parameter, one)).not.toBeNull();
    expect(canonical(parameter, one)).toBe(canonical(parameter, two));
  });
});

describe('two cells are two requests when', () => {
  test.each<[string, string, CellValue, CellValue]>([
    ['a name differs in case', 'first_name', 'Ada', 'ADA'],
    ['blanks inside the text differ', 'name', 'Ada  L', 'Ada L'],
    ['letters only look alike (no NFKC)', 'name', 'ﬁ', 'fi'],
    ['a zero stands in front', 'zip', '007', '7'],
    ['dates are a day apart', 'since', new Date('2026-01-31T00:00:00Z'), new Date('2026-02-01T00:00:00Z')],
  ])('%s', (_rule, parameter, one, two) => {
    expect(canonical(parameter, one)).not.toBe(canonical(parameter, two));
  });
});

describe('a cell is blank, and is left out of the input, when it is', () => {
  test.each<CellValue>([
    '',
    '   ',
    '#N/A',
    '#REF!',
    '#ERROR!',
    '#VALUE!',
    '#NAME?',
    '#DIV/0!',
    '#NUM!',
    'Loading...',
    'Loading…',
  ])('%j', (cell) => {
    expect(canonical('name', cell)).toBeNull();
  });
});

describe('constants', () => {
  test.each<[string | number | boolean, string]>([
    [' US ', 'US'],
    [5, '5'],
    [true, 'TRUE'],
  ])('%j counts as the text %j', (value, text) => {
    expect(canonical('name', 'Ada', { country: { value } })).toBe(
      JSON.stringify([
        ['country', text],
        ['name', 'Ada'],
      ]),
    );
  });

  test('a blank one is left out', () => {
    expect(canonical('name', 'Ada', { country: { value: ' ' } })).toBe('[["name","Ada"]]');
  });
});
