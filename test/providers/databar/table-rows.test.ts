// Reading a table page by page: which pages next, and what a page must look like. Not which rows are wanted.
import { describe, expect, test } from 'vitest';
import { pageCalls, readOn, readPages, startReading } from '../../../src/providers/databar/table-rows';
import type { Answer, Json } from '../../../src/providers/operation';

const SETTINGS = { table: '00000000-0000-4000-8000-000000000000', enrichment: 1, key: 'k' };
const says = (status: number, body: Json): Answer => ({ status, headers: {}, text: JSON.stringify(body) });
const page = (count: number, more: Json = {}): Answer =>
  says(200, { data: Array.from({ length: count }, (_, i) => ({ id: `r${i}`, k: i })), ...(more as object) });

function pagesRead(answers: (asked: number) => Answer, from: number[] = []): number[][] {
  const rounds: number[][] = [];
  let reading: ReturnType<typeof readOn> = startReading(from, false);
  while (reading) {
    rounds.push(reading.asked);
    const read = readPages(reading.asked.map(answers), false);
    if (!('pages' in read)) throw new Error(JSON.stringify(read));
    reading = readOn(reading, read.pages);
  }
  return rounds;
}

describe('the pages of a reading', () => {
  test('asks for at most 500 rows, and for 100 where the server takes no more', () => {
    expect(pageCalls(SETTINGS, startReading([], false))[0]!.path).toMatch(/\?page=1&per_page=500$/);
    expect(pageCalls(SETTINGS, startReading([], true))[0]!.path).toMatch(/\?page=1&per_page=100$/);
  });

  test('the first, then the last ones first, eight at once', () => {
    const all = { total_count: 5100, has_next_page: true };
    expect(pagesRead((asked) => page(asked < 11 ? 500 : 100, all))).toEqual([[1], [11, 10, 9, 8, 7, 6, 5, 4], [3, 2]]);
  });

  test('those that held the rows before, then the others', () => {
    expect(pagesRead(() => page(500, { total_count: 2000, has_next_page: true }), [3])).toEqual([[3], [4, 2, 1]]);
  });

  test('a server that gives fewer rows than asked for has more pages', () => {
    expect(pagesRead(() => page(200, { total_count: 1000, has_next_page: true }))).toEqual([[1], [5, 4, 3, 2]]);
  });

  test('without a total one after the other, until there is no next', () => {
    expect(pagesRead((asked) => page(500, { has_next_page: asked < 3 ? 'true' : 'false' }))).toEqual([[1], [2], [3]]);
  });

  test('a total beyond all reason is cut', () => {
    const reading = startReading([], false);
    const read = readPages([page(500, { total_count: 1e15, has_next_page: true })], false);
    expect(readOn(reading, 'pages' in read ? read.pages : [])!.left.length).toBeLessThan(2000);
  });
});

describe('a page', () => {
  test('has rows with ids, in the current shape or the old one', () => {
    const expected = { pages: [{ rows: [{ id: 'a', row: { k: 1 } }], total: 1, more: false }] };
    expect(readPages([says(200, { data: [{ id: 'a', k: 1 }], total_count: 1 })], false)).toEqual(expected);
    const old = { result: [{ id: 'a', parent: null, data: { k: 1 }, status: 'completed' }], total_count: 1 };
    expect(readPages([says(200, old)], false)).toEqual(expected);
  });

  test.each<[string, Answer, string]>([
    ['rows without ids', says(200, { data: [{ k: 1 }] }), 'again'],
    ['rows that are none', says(200, { data: [null] }), 'again'],
    ['another shape', says(200, { rows: [] }), 'again'],
    ['a server error', says(500, {}), 'again'],
    ['no answer', { fault: 'Timeout', sent: true }, 'again'],
    ['too many requests', says(429, {}), 'later'],
    ['a table that is gone', says(404, { detail: 'Not found' }), 'lost'],
    ['a rejected key', says(401, {}), 'pause'],
  ])('%s: no rows are taken from it', (_what, answer, kind) => {
    expect(readPages([answer], false)).toMatchObject({ failure: { kind } });
  });

  test.each<Json>([
    { detail: { code: 'PER_PAGE_TOO_LARGE', message: 'x' } },
    { error: { code: 'PER_PAGE_TOO_LARGE' } },
    { detail: 'PER_PAGE_TOO_LARGE: x' },
    { detail: [{ loc: ['query', 'per_page'], msg: 'less' }] },
  ])('refused for its size (%j) it is asked for again, smaller, and once only', (body) => {
    expect(readPages([says(400, body)], false)).toEqual({ small: true });
    expect(readPages([says(400, body)], true)).toMatchObject({ failure: { kind: 'again' } });
  });
});
