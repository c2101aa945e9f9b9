// The command line as a program: exit codes and standard error, with the add-on that ships and the samples. Each test starts processes, so there are few.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../../workbench/runner/csv-file';

const folder = mkdtempSync(join(tmpdir(), 'backfill-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => join(folder, name);

function backfill(...args: string[]) {
  return spawnSync(process.execPath, ['--import', 'tsx', 'workbench/cli.ts', ...args], { encoding: 'utf8' });
}

describe('the sample', () => {
  const given = 'workbench/samples/leads.csv';
  let first: ReturnType<typeof backfill>;
  const run = (input: string) =>
    backfill(
      'run',
      '--recipe',
      'workbench/samples/work-emails.json',
      '--in',
      input,
      '--out',
      at('filled.csv'),
      '--report',
      at('report.json'),
    );
  beforeAll(() => {
    first = run(given);
  });

  test('is filled: exit 0, nothing on standard error, every request has an outcome', () => {
    expect(first).toMatchObject({ status: 0, stderr: '' });
    const report = JSON.parse(readFileSync(at('report.json'), 'utf8'));
    const counted = Object.values(report.outcomes as Record<string, number>).reduce((sum, count) => sum + count, 0);
    expect(report).toMatchObject({ state: 'finished', reason: null });
    expect(report.requests).toBeGreaterThan(30);
    expect(counted).toBe(report.requests);
  });

  test('keeps what was there, byte for byte', () => {
    const before = readCsv(readFileSync(given));
    const after = readCsv(readFileSync(at('filled.csv')));
    const ours = before.rows[0]!.indexOf('Work email');
    const foreign = (rows: string[][]) =>
      rows.map((row) => row.slice(0, before.form.width).filter((_, column) => column !== ours));
    expect(foreign(after.rows)).toEqual(foreign(before.rows));
    const lines = before.rows.map((_, i) => i).filter((i) => before.rows[i]![ours] !== '' && i > 0);
    expect(lines.map((i) => after.rows[i]![ours])).toEqual(lines.map((i) => before.rows[i]![ours]));
  });

  test('is filled to its end also where nobody reads what the command says', () => {
    const args = `--recipe workbench/samples/work-emails.json --in ${given} --out "${at('unread.csv')}"`;
    const shell = `"${process.execPath}" --import tsx workbench/cli.ts run ${args} | true; exit \${PIPESTATUS[0]}`;
    const { status, stderr } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(at('unread.csv'), 'utf8')).toBe(readFileSync(at('filled.csv'), 'utf8'));
  });

  test('given again with what was written, buys nothing', () => {
    expect(run(at('filled.csv')).status).toBe(0);
    const report = JSON.parse(readFileSync(at('report.json'), 'utf8'));
    expect(report.http.filter((call: { method: string }) => call.method === 'POST')).toEqual([]);
    expect(report.credits.spent).toBe(0);
  });

  test('can be undone', () => {
    const undone = backfill('undo', '--out', at('filled.csv'));
    expect(undone.status).toBe(0);
    expect(undone.stdout).toMatch(/cells are blank again/);
  });
});

describe('what is wrong is one line on standard error and exit 1, and nothing is written', () => {
  beforeAll(() =>
    writeFileSync(at('bad.json'), JSON.stringify({ version: 1, name: 'X', operation: 'databar.enrichment', capp: 1 })),
  );
  test.each([
    [[], /name a command/],
    [['fill'], /unknown command/],
    [['run', '--inn', 'x'], /unknown option/],
    [['run', '--recipe', 'FOLDER/bad.json', '--in', 'workbench/samples/leads.csv', '--out', 'FOLDER/x.csv'], /capp/],
    [['settle', '--out', 'FOLDER/x.csv'], /--as/],
    [['resume', '--out', 'FOLDER/x.csv'], /no such file/],
  ])('%j', (args, complaint) => {
    const before = readdirSync(folder);
    const { status, stderr, stdout } = backfill(...args.map((arg) => arg.replace('FOLDER', folder)));
    expect(status).toBe(1);
    expect(stderr).toMatch(complaint);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(readdirSync(folder)).toEqual(before);
  });
});
