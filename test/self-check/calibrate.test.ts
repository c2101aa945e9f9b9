// `npm run calibrate`: what a report changes in the host's data, what it cannot, and which files are refused. The command line once at the end.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { changesFor } from '../../workbench/calibrate/changes';
import { compare } from '../../workbench/calibrate/differences';
import { fitCosts } from '../../workbench/calibrate/fit-costs';
import { readReport } from '../../workbench/calibrate/report-file';
import { ASSUMPTIONS, type Assumptions } from '../../workbench/host/assumptions';
import { SLOW } from '../../workbench/host/cost-model';
import type { Switches } from '../../workbench/host/host';
import { ANSWERS, checked } from './checked';

const costs = JSON.parse(readFileSync('workbench/host/costs.json', 'utf8'));
const differ = (seen: Record<string, unknown>) => compare({ ...ANSWERS, ...seen }, ANSWERS).differ;

describe('the host’s own report', () => {
  test('changes nothing', () => {
    const compared = compare(ANSWERS, ANSWERS);
    expect(compared).toMatchObject({ differ: [], times: [], unanswered: [], unasked: [] });
    expect(changesFor(ASSUMPTIONS, compared.differ)).toEqual({ assumptions: ASSUMPTIONS, done: [], byHand: [] });
    expect(fitCosts(costs, ANSWERS)).toEqual({ nominal: costs.nominal, slow: costs.slow, changed: [] });
  });
});

describe('a report of a Google that differs', () => {
  test.each<[keyof Assumptions['switches'], Partial<Switches>]>([
    ['textFormatStopsFormulas', { textFormatStopsFormulas: true }],
    ['writeErrors', { writeErrors: 'at commit' }],
    ['triggerHasSpreadsheet', { triggerHasSpreadsheet: false }],
    ['sortMovesRowMetadata', { sortMovesRowMetadata: true }],
    ['overflowKeepsWhatFits', { overflowKeepsWhatFits: true }],
  ])('sets %s, and nothing else', async (name, switches) => {
    const { report } = await checked({ switches });
    const { assumptions, byHand } = changesFor(ASSUMPTIONS, compare(report.seen, ANSWERS).differ);
    expect(assumptions).toEqual({ ...ASSUMPTIONS, switches: { ...ASSUMPTIONS.switches, [name]: switches[name] } });
    expect(byHand).toEqual([]);
  });

  test('sets each figure of the cost model that the check times, within a tenth', async () => {
    const { report } = await checked({ costs: 'slow' });
    const { nominal } = fitCosts(costs, report.seen);
    const timed = Object.keys(SLOW).filter((name) => !/^(fetch|triggers)/.test(name)) as (keyof typeof SLOW)[];
    for (const name of timed) expect(Math.abs(nominal[name]! / SLOW[name] - 1), name).toBeLessThan(0.1);
    expect(nominal.fetchMs).toBe(costs.nominal.fetchMs);
  });

  test('leaves the slow preset never faster than the nominal one', () => {
    const { nominal, slow } = fitCosts(costs, { ...ANSWERS, 'ms: get a property': 900 });
    expect([nominal.propertiesGetMs, slow.propertiesGetMs]).toEqual([900, 900]);
  });

  test('raises limits, and takes Google’s words for its own', () => {
    const seen = {
      'a property of 9,217 bytes': 'kept',
      'a cache key of 251 characters': { error: 'Key is too long' },
      'of 1,001 cache entries are left': 901,
    };
    const { assumptions, byHand } = changesFor(ASSUMPTIONS, differ(seen));
    expect(assumptions.limits).toMatchObject({ propertyValueBytes: 9217, cacheKept: 901 });
    expect(assumptions.messages).toEqual({ 'Argument too large: key': 'Key is too long' });
    expect(byHand).toEqual([]);
  });

  test('what is no data of the host is told, not hidden', () => {
    const { done, byHand } = changesFor(ASSUMPTIONS, differ({ 'sorted upwards': [1, 2, 3] }));
    expect(done).toEqual([]);
    expect(byHand).toEqual([{ question: 'sorted upwards', google: [1, 2, 3], host: ANSWERS['sorted upwards'] }]);
  });

  test('what it could not see is no difference', () => {
    expect(compare({ ...ANSWERS, 'typed "007"': { notSeen: true } }, ANSWERS)).toMatchObject({
      differ: [],
      unanswered: ['typed "007"'],
    });
  });
});

describe('a host that follows a report', () => {
  const before = structuredClone(ASSUMPTIONS);
  afterEach(() => Object.assign(ASSUMPTIONS, structuredClone(before)));

  test('answers as Google did: typed texts, dates of this year, formulas, messages', async () => {
    const google = {
      'typed "5-6"': { v: '5-6' },
      'typed "March"': { v: { date: 'YYYY-03-01 00:00:00' } },
      'typed "3:30 PM"': { v: 0.5 },
      'typed "+1 555"': { v: '#ERROR!', f: '=+1 555 ' },
      'in a plain-text cell "007"': { v: 7 },
      'a range below the sheet': { error: 'Out of bounds' },
    };
    Object.assign(ASSUMPTIONS, changesFor(ASSUMPTIONS, differ(google)).assumptions);
    const { report } = await checked();
    expect(report.seen).toEqual({ ...ANSWERS, ...google });
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backfill-calibrate-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const head = { backfillSelfCheck: 1, version: '1', at: '2026-07-04T22:05:09.000Z', locale: 'en_US', timeZone: 'UTC' };
  const file = (text: string) => {
    writeFileSync(join(folder, 'report.json'), text);
    return join(folder, 'report.json');
  };

  test.each([
    ['text', 'hello', /is not JSON/],
    ['half of one', JSON.stringify({ ...head, seen: ANSWERS }).slice(0, 500), /not all of it/],
    ['other JSON', '{"a":1}', /no report of the self-check \(at/],
    [
      'another kind of report',
      JSON.stringify({ ...head, backfillSelfCheck: 2, seen: { a: 1 } }),
      /no report of the self-check/,
    ],
    ['something more', JSON.stringify({ ...head, seen: { a: 1 }, more: 1 }), /no report of the self-check/],
    ['an empty report', JSON.stringify({ ...head, seen: {} }), /without a single answer/],
    ['too much', JSON.stringify({ ...head, seen: { a: 'x'.repeat(1_000_001) } }), /no report is that long/],
    [
      'too many',
      JSON.stringify({ ...head, seen: Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, 1])) }),
      /1001 answers/,
    ],
  ])('with %s are refused with a sentence that says what to do', (_what, text, sentence) => {
    expect(() => readReport(file(text))).toThrow(sentence);
    expect(() => readReport(file(text))).toThrow('Check this Google account');
  });

  test('that are not there too', () => {
    expect(() => readReport(join(folder, 'none.json'))).toThrow(/There is no file .*none\.json/);
    expect(() => readReport(folder)).toThrow('There is no file');
  });

  test('the command tells where the host differs, and changes nothing without --write', () => {
    const path = file(JSON.stringify({ ...head, seen: { ...ANSWERS, 'typed "5-6"': { v: '5-6' } } }));
    const data = ['workbench/host/assumptions.json', 'workbench/host/costs.json', 'workbench/self-check/answers.json'];
    const before = data.map((name) => readFileSync(name, 'utf8'));
    const run = (...args: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'workbench/calibrate/main.ts', ...args], { encoding: 'utf8' });
    const told = run(path);
    expect(told.stdout).toMatch(/1 differ:\n {2}typed "5-6"\n {4}Google {2}\{"v":"5-6"\}/);
    expect(told.stdout).toContain('Nothing was changed');
    expect(told.status).toBe(0);
    const refused = run(join(folder, 'none.json'));
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
    expect(data.map((name) => readFileSync(name, 'utf8'))).toEqual(before);
  }, 180_000);
});
