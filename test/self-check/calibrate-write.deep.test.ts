// `npm run calibrate -- report.json --write` as a whole, on a copy of the files that it writes: they change where the report differs and
// nowhere else, and the host there answers as the report does. Slow, since each command builds the self-check and runs it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ANSWERS } from './checked';

/** What the command reads or writes: the host, the self-check, and what both are built from. */
const COPIED = ['workbench', 'src', 'appsscript.json', 'tsconfig.json', 'package.json', 'biome.json'];
const DATA = ['workbench/host/assumptions.json', 'workbench/host/costs.json', 'workbench/self-check/answers.json'];

const GOOGLE_TYPED = { v: '5-6' };
const GOOGLE_MS = 400;
const HEAD = {
  backfillSelfCheck: 1,
  version: '9.9.9',
  at: '2026-07-04T22:05:09.000Z',
  locale: 'en_US',
  timeZone: 'UTC',
};

const folder = mkdtempSync(join(tmpdir(), 'backfill-calibrated-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readCopy = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));
const readOwn = (name: string) => JSON.parse(readFileSync(name, 'utf8'));

function calibrate(...args: string[]): string {
  const main = join('workbench', 'calibrate', 'main.ts');
  const ran = spawnSync(process.execPath, ['--import', 'tsx', main, ...args], { cwd: folder, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  expect(ran.status).toBe(0);
  return ran.stdout;
}

const own = DATA.map((name) => readFileSync(name, 'utf8'));
let told = '';

beforeAll(() => {
  for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const seen = { ...ANSWERS, 'typed "5-6"': GOOGLE_TYPED, 'ms: put into the cache': GOOGLE_MS };
  writeFileSync(join(folder, 'report.json'), JSON.stringify({ ...HEAD, seen }));
  told = calibrate('report.json', '--write');
}, 180_000);

test('the assumption that differs is written down with the report it is from, and no other', () => {
  const before = readOwn(DATA[0]!);
  const calibrated = { at: HEAD.at, version: HEAD.version };
  expect(readCopy(DATA[0]!)).toEqual({ ...before, calibrated, typed: { ...before.typed, '5-6': GOOGLE_TYPED } });
});

test('the figure that differs is written into both presets, and no other', () => {
  const { nominal, slow } = readOwn(DATA[1]!);
  expect(readCopy(DATA[1]!)).toEqual({
    calibrated: { at: HEAD.at, version: HEAD.version },
    nominal: { ...nominal, cachePutMs: GOOGLE_MS },
    slow: { ...slow, cachePutMs: GOOGLE_MS },
  });
});

test('what the self-check expects from now on is what this Google answered', () => {
  const { 'typed "5-6"': typed, 'ms: put into the cache': tookMs, ...rest } = readCopy(DATA[2]!);
  const { 'typed "5-6"': _typed, 'ms: put into the cache': _tookMs, ...restBefore } = ANSWERS;
  expect([typed, tookMs]).toEqual([GOOGLE_TYPED, GOOGLE_MS]);
  expect(rest).toEqual(restBefore);
});

test('the command says what follows now, and the tests to run', () => {
  expect(told).toContain('assumptions.json now follows: typed "5-6"');
  expect(told).toContain('costs.json: cachePutMs 93 → 400');
  expect(told).not.toContain('These still differ');
  expect(told).toContain('npx vitest run test/contract/host test/self-check');
});

test('given again, the same report finds nothing that differs', () => {
  const again = calibrate('report.json', '--write');
  expect(again).not.toMatch(/differ|now follows|costs\.json:/);
  expect(again).toContain(`${Object.keys(ANSWERS).length} answers are the same.`);
}, 180_000);

test('the lint has nothing to say about what was written', () => {
  const biome = resolve('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const paths = DATA.slice(0, 2);
  const ran = spawnSync(process.execPath, [biome, 'check', ...paths], { cwd: folder, encoding: 'utf8' });
  expect(ran.stdout + ran.stderr).toContain(`Checked ${paths.length} files`);
  expect(ran.status).toBe(0);
});

test('the files of this checkout are as they were', () => {
  expect(DATA.map((name) => readFileSync(name, 'utf8'))).toEqual(own);
});
