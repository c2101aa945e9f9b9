// The runner's flags: each wrong one is one clear line before anything else happens. What the commands do is in run.test.ts.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { keyFor, readFlags } from '../../../workbench/runner/flags';

const folder = mkdtempSync(join(tmpdir(), 'backfill-flags-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const out = join(folder, 'filled.csv');
const route = ['https://api.databar.ai=http://127.0.0.1:4010'];

describe('flags that are right', () => {
  test('the state lies beside the file that is written', () => {
    expect(readFlags({ out }, {}).state).toBe(`${out}.backfill.json`);
  });

  test('the clock is virtual without a route and real with one, unless it is named', () => {
    expect(readFlags({ out }, {}).clock).toBe('virtual');
    expect(readFlags({ out, route }, {}).clock).toBe('real');
    expect(readFlags({ out, route, clock: 'virtual' }, {}).clock).toBe('virtual');
  });

  test('a key on the command line wins over the environment, and may hold =', () => {
    const flags = readFlags({ out, key: ['databar=a=b'] }, { BACKFILL_KEY_DATABAR: 'c', BACKFILL_KEY_ENRICHABL: 'd' });
    expect(flags.keys).toEqual({ databar: 'a=b', enrichabl: 'd' });
  });

  test('a simulated provider gets a sample key, a routed one needs a real one', () => {
    expect(keyFor('databar', readFlags({ out }, {}))).not.toBe('');
    expect(() => keyFor('databar', readFlags({ out, route }, {}))).toThrow('BACKFILL_KEY_DATABAR');
  });

  test.each(['http://localhost:1', 'http://127.1.2.3:1', 'http://[::1]:1'])('%s is a loopback address', (to) => {
    expect(Object.keys(readFlags({ out, route: [`https://api.databar.ai=${to}`] }, {}).routes)).toHaveLength(1);
  });

  test('--in may be the file that is written', () => {
    expect(readFlags({ out, in: out }, {}).in).toBe(out);
  });
});

describe('flags that are wrong end the command with one line', () => {
  const other = join(folder, 'other');
  test.each([
    ['a key without its provider', { key: ['secret'] }, /--key must look like/],
    ['a key for nobody', { key: ['clearbit=secret'] }, /--key names no provider/],
    ['a blank key', { key: ['databar='] }, /has no key/],
    ['a route to elsewhere', { route: ['https://api.databar.ai=http://example.com'] }, /leaves this machine/],
    [
      'a route to a name that only begins like loopback',
      { route: ['https://api.databar.ai=http://127.0.0.1.example.com'] },
      /leaves this machine/,
    ],
    [
      'a route from a host that no provider has',
      { route: ['https://example.com=http://127.0.0.1:1'] },
      /must be one of/,
    ],
    ['a route with a path', { route: ['https://api.databar.ai=http://127.0.0.1:1/v1'] }, /without a path/],
    ['the same route twice', { route: [...route, ...route] }, /twice/],
    ['an unknown clock', { clock: 'sundial' }, /use virtual or real/],
    ['a folder that is not there', { report: join(folder, 'no', 'r.json') }, /folder is missing/],
    ['a report in place of the output', { report: out }, /same file/],
    ['a state in place of the input', { in: other, state: other }, /same file/],
  ])('%s', (_, raw, complaint) => {
    expect(() => readFlags({ out, ...raw }, {})).toThrow(complaint);
  });

  test('and a key is never shown in it', () => {
    for (const key of ['very-secret', 'clearbit=very-secret']) {
      expect(() => readFlags({ out, key: [key] }, {})).toThrow(/^(?!.*very-secret)/);
    }
  });

  test('no file at all to work on', () => {
    expect(() => readFlags({}, {})).toThrow('--out');
  });
});
