// One row of the archive: what is written can be read again, and nothing in it is a formula.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ANSWER,
  answerCells,
  HEADERS,
  INDEX,
  INPUTS,
  readAnswer,
  resultOf,
  STUB,
  stubCells,
} from '../../src/archive/archive-row';
import { packResult } from '../../src/archive/reduced-result';
import type { CellValue } from '../../src/platform/ports';
import type { Json } from '../../src/providers/operation';
import { typedValue } from '../../workbench/host/grid/typed-text';
import { ANY_TEXT, SEEDED } from '../text/seed';

const RULES = { zone: 'Etc/UTC', nowMs: Date.UTC(2026, 9, 5), textFormatStopsFormulas: false };

/** Cells as they are read back after Sheets took them. */
function stored(cells: CellValue[]): CellValue[] {
  return cells.map((cell) => {
    const { value, formula } = typedValue(cell as string | number | boolean, '', RULES);
    expect(formula).toBeUndefined();
    return value as CellValue;
  });
}

describe('a row of the archive', () => {
  test('has its columns where the areas say', () => {
    expect(HEADERS.slice(STUB.column - 1, STUB.column - 1 + STUB.width).at(-1)).toBe('outcome');
    expect(HEADERS.slice(INDEX.column - 1, INDEX.column - 1 + INDEX.width)).toEqual(['key', 'run', 'outcome', 'when']);
    expect(HEADERS.slice(INPUTS.column - 1, INPUTS.column - 1 + INPUTS.width)).toEqual(['sent input', 'input']);
    expect(HEADERS.slice(ANSWER.column - 1)).toHaveLength(ANSWER.width);
    expect(HEADERS[ANSWER.column - 1]).toBe('outcome');
  });

  test('an answer comes back from the cells as it went in, whatever the provider said', () => {
    const answer = fc.record({
      result: fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>,
      detail: fc.oneof(fc.string(ANY_TEXT), fc.constantFrom('=1+1', '007', 'TRUE', '2024-01-02')),
      credits: fc.option(fc.double({ min: 0, max: 1000, noNaN: true })),
      whenMs: fc.integer({ min: 0, max: 4e12 }),
      batch: fc.string({ unit: 'grapheme-ascii' }),
    });
    fc.assert(
      fc.property(answer, ({ result, ...rest }) => {
        const reduced = packResult(result, []);
        const cells = stored(answerCells({ outcome: 'found', ...rest, reduced }));
        const read = readAnswer(cells);
        expect(read).toMatchObject({ outcome: 'found', detail: rest.detail, batch: rest.batch, whenMs: rest.whenMs });
        expect(read.credits).toBe(rest.credits);
        expect(resultOf(read)).toEqual(JSON.parse(JSON.stringify(result)));
      }),
      SEEDED,
    );
  });

  test('a stub comes back too: inputs are joined from it after a crash', () => {
    fc.assert(
      fc.property(fc.string(ANY_TEXT), fc.string(ANY_TEXT), (sent, canonical) => {
        const cells = stub(sent, canonical);
        expect(stored(cells).slice(INPUTS.column - 1, INPUTS.column - 1 + INPUTS.width)).toEqual([sent, canonical]);
        expect(cells.at(-1)).toBe('stub');
      }),
      SEEDED,
    );
  });

  test('a missing credit figure is not zero', () => {
    const cells = answerCells({
      outcome: 'check',
      whenMs: 1,
      batch: '',
      credits: null,
      detail: '',
      reduced: { cells: [] },
    });
    expect(readAnswer(stored(cells)).credits).toBeNull();
    const free = answerCells({
      outcome: 'found',
      whenMs: 1,
      batch: '',
      credits: 0,
      detail: '',
      reduced: { cells: [] },
    });
    expect(readAnswer(stored(free)).credits).toBe(0);
  });
});

function stub(sent: string, canonical: string): CellValue[] {
  return stubCells({
    operation: 'databar.enrichment',
    by: '@tag',
    sent,
    canonical,
    key: '-B94YkfBM6ac-y3X',
    job: '1e5',
  });
}
