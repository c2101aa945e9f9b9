import { describe, expect, test } from 'vitest';
import { hearScan, newScan, rowIn, type Scan, scanCalls } from '../../../src/providers/enrichabl/known-leads';
import type { Call, Json } from '../../../src/providers/operation';
import { answer, leadRow, page } from './answers';

const all = (_found: Scan['found']): boolean => false;

/** Reads to the end. `lists`: pipeline → its leads now; called for each page, so that a list can change between pages. */
function readAll(lists: (pipeline: string) => Json[], wanted: string[], limit = 1000, enough = all) {
  let scan = newScan('a', ['a', 'b', 'c']);
  const asked: Call[][] = [];
  while (scan.queue.length > 0) {
    const calls = scanCalls(scan);
    asked.push(calls);
    const answers = calls.map(({ path }) => {
      const [, pipeline, offset] = /pipelines\/(\w+)\/leads\?limit=1000&offset=(\d+)/.exec(path)!;
      return page(lists(pipeline!), Number(offset), limit);
    });
    const heard = hearScan(scan, answers, new Set(wanted), enough);
    if ('failure' in heard) throw new Error(JSON.stringify(heard.failure));
    scan = heard;
  }
  return { found: scan.found, asked };
}

const emails = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}@example.com`);

test('every lead is found, in whichever pipeline and on whichever page it is', () => {
  const lists: Record<string, string[]> = { a: emails(2500), b: [], c: ['last@example.com'] };
  const { found } = readAll(
    (id) => lists[id]!.map((one) => leadRow(one)),
    ['p0@example.com', 'p2499@example.com', 'last@example.com'],
  );
  expect(Object.keys(found).sort()).toEqual(['last@example.com', 'p0@example.com', 'p2499@example.com']);
  expect(found['last@example.com']![0]).toMatchObject({ pipeline: 'c', leadId: 'id of last@example.com' });
});

test('the likeliest pipeline is read first and alone; the rest only where something is missing', () => {
  const enough = (found: Scan['found']): boolean => 'p1@example.com' in found;
  const { asked } = readAll(() => emails(3).map((one) => leadRow(one)), ['p1@example.com'], 1000, enough);
  expect(asked.flat().map(({ path }) => path)).toEqual(['/v1/pipelines/a/leads?limit=1000&offset=0']);
});

test('at most eight pages are asked at once', () => {
  const { asked } = readAll(
    (id) => (id === 'a' ? emails(30_000) : []).map((one) => leadRow(one)),
    ['none@example.com'],
  );
  expect(Math.max(...asked.map((calls) => calls.length))).toBe(8);
});

test('a smaller page than was asked for leaves no gap', () => {
  const { found } = readAll((id) => (id === 'a' ? emails(250) : []).map((one) => leadRow(one)), emails(250), 100);
  expect(Object.keys(found)).toHaveLength(250);
});

test('leads that are added while pages are read push none past the end', () => {
  let added = 0;
  const list = (): Json[] =>
    [...Array.from({ length: added++ * 400 }, (_, i) => `new${i}@example.com`), ...emails(1500)].map((one) =>
      leadRow(one),
    );
  const { found } = readAll((id) => (id === 'a' ? list() : []), emails(1500));
  expect(Object.keys(found)).toHaveLength(1500);
});

test('a lead that comes on two pages is one row, one that is in two pipelines has two', () => {
  const twice = [leadRow('x@example.com'), leadRow('x@example.com')];
  const { found } = readAll((id) => (id === 'a' ? twice : []), ['x@example.com']);
  expect(found['x@example.com']).toHaveLength(1);
  const rows = readAll(
    (id) => (id === 'c' ? [{ ...(leadRow('x@example.com') as object), pipeline_lead_id: 'other' }] : twice.slice(1)),
    ['x@example.com'],
  ).found['x@example.com']!;
  expect(rows.length).toBe(2);
  expect(rowIn(rows, 'c')!.pipeline).toBe('c');
  expect(rowIn(rows, 'elsewhere')).toBe(rows[0]);
});

test('an address is the same whatever its case and the space around it', () => {
  const { found } = readAll(() => [leadRow(' Ada@Example.COM ')], ['ada@example.com']);
  expect(Object.keys(found)).toEqual(['ada@example.com']);
});

describe('a page that cannot be read', () => {
  test('is a failure for now, and nothing is left out', () => {
    expect(hearScan(newScan('a', []), [answer(500, '<html>')], new Set(['x']), all)).toMatchObject({
      failure: { kind: 'again' },
    });
    expect(hearScan(newScan('a', []), [{ fault: 'Timeout', sent: true }], new Set(['x']), all)).toMatchObject({
      failure: { kind: 'again' },
    });
    expect(hearScan(newScan('a', []), [answer(429, { error: 'x' })], new Set(['x']), all)).toEqual({
      failure: { kind: 'later' },
    });
  });

  test('of another pipeline that is gone counts as empty', () => {
    const scan: Scan = { likely: 'a', queue: [['b', 0]], found: {} };
    expect(hearScan(scan, [answer(404, { error: 'Pipeline not found' })], new Set(['x']), all)).toMatchObject({
      queue: [],
    });
  });

  test('with a total beyond reason plans no more than 300 pages', () => {
    const body = { data: [leadRow('x@example.com')], pagination: { total: 1e12, has_more: true } };
    const scan = hearScan(newScan('a', []), [answer(200, body)], new Set(['y']), all);
    expect('queue' in scan && scan.queue.length).toBeLessThanOrEqual(301);
  });
});
