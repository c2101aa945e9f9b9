// An export by the command that a person would type: without a list, onto a list, and over HTTP.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Child, startProviders } from '../providers/served-in-child';

const RECIPE = 'workbench/samples/enrichabl.export.json';
const HEADER = 'Email,First name,Last name,Company,Tier,Summary,Enrichment,Validation,Pipeline status';
const folder = mkdtempSync(join(tmpdir(), 'backfill-export-'));
const at = (name: string) => join(folder, name);
const read = (name: string) => readFileSync(at(name), 'utf8');
let provider: Child;

beforeAll(async () => {
  provider = await startProviders();
});
afterAll(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

function backfill(...flags: string[]) {
  const command = ['--import', 'tsx', 'workbench/cli.ts', ...flags];
  const { status, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8' });
  return { status, stderr };
}

const run = (out: string, ...flags: string[]) => backfill('run', '--recipe', RECIPE, '--out', at(out), ...flags);

test('without a list the file has only what came, also when it is given again', { timeout: 60_000 }, () => {
  expect(run('new.csv', '--report', at('report.json'))).toEqual({ status: 0, stderr: '' });
  const first = read('new.csv');
  expect(first.split('\n')[0]).toBe(HEADER);
  expect(first.trim().split('\n')).toHaveLength(9);
  expect(first).toContain(',=SUM(A1:A9) Ltd,');
  expect(JSON.parse(read('report.json'))).toMatchObject({
    state: 'finished',
    requests: 8,
    rows: 8,
    reused: 0,
    outcomes: { found: 8, check: 0 },
    credits: { estimatedMin: 0, estimatedMax: 0, spent: 0 },
  });
  writeFileSync(at('new.csv'), `${first}typed@example.com\n`);
  expect(run('new.csv').status).toBe(0);
  expect(read('new.csv')).toBe(first);
});

test('onto a list over HTTP: its own rows are filled, what was typed stays, the rest comes below; undo takes it back', {
  timeout: 120_000,
}, () => {
  const list = 'Email,Company,Notes\r\nSREN@sample1.example,,007\r\nelse@example.com,Elsewhere,\r\n';
  writeFileSync(at('list.csv'), list);
  const route = ['--route', `https://api.enrichabl.com=${provider.origin}`, '--clock', 'virtual'];
  const key = ['--key', 'enrichabl=eab_live_a-key-of-this-test'];
  expect(run('filled.csv', '--in', at('list.csv'), ...route, ...key)).toEqual({ status: 0, stderr: '' });
  const lines = read('filled.csv').split('\r\n');
  expect(lines[0]).toMatch(/^Email,Company,Notes,First name,/);
  expect(lines[1]).toMatch(/^SREN@sample1\.example,Fjord & Sons,007,Søren,.*,found$/);
  expect(lines[2]).toMatch(/^else@example\.com,Elsewhere,,*$/);
  expect(lines).toHaveLength(1 + 2 + 7 + 1);
  expect(backfill('undo', '--out', at('filled.csv'), ...route, ...key).status).toBe(0);
  expect(
    read('filled.csv')
      .replace(/,+(?=\r\n)/g, '')
      .trim(),
  ).toMatch(/^Email,Company,Notes,.*\r\nSREN@sample1\.example,,007\r\nelse@example\.com,Elsewhere$/);
  expect(read('filled.csv.backfill.json')).not.toContain('a-key-of-this-test');
});
