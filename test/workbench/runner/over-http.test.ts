// 250 leads against a Databar over real HTTP, by the command that a person would type: what is billed, what is filled, what a second run costs.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectedResult } from '../../../workbench/providers/databar/result';
import { readCsv } from '../../../workbench/runner/csv-file';
import { leads } from '../../story/scene';
import { type Child, startProviders } from '../providers/served-in-child';

const KEY = 'a-key-that-must-not-be-seen-4711';
const folder = mkdtempSync(join(tmpdir(), 'backfill-http-'));
const at = (name: string) => join(folder, name);
const HEADERS = ['First name', 'Company', 'Zip', 'Work email', 'Confidence'];
let provider: Child;

/** 250 rows, 75 of them repeats of earlier ones; the zip code keeps its zero. */
function list(): string[][] {
  const unique = leads(175).map(([first, company]) => [first!, company!, '00712', '', '']);
  return [...unique, ...unique.slice(0, 75)];
}

function csv(rows: string[][]): string {
  return `${[HEADERS, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
}

function backfill(input: string) {
  const done = spawnSync(
    process.execPath,
    [
      '--import',
      'tsx',
      'workbench/cli.ts',
      'run',
      '--recipe',
      at('recipe.json'),
      '--in',
      at(input),
      '--out',
      at('filled.csv'),
      '--key',
      `databar=${KEY}`,
      '--route',
      `https://api.databar.ai=${provider.origin}`,
      '--clock',
      'virtual',
      '--report',
      at('report.json'),
    ],
    { encoding: 'utf8' },
  );
  const report = JSON.parse(readFileSync(at('report.json'), 'utf8'));
  const rows = readCsv(readFileSync(at('filled.csv'))).rows;
  const seen = [
    done.stdout,
    done.stderr,
    JSON.stringify(report),
    readFileSync(at('filled.csv'), 'utf8'),
    readFileSync(at('filled.csv.backfill.json'), 'utf8'),
  ].join('\n');
  return { status: done.status, report, rows: rows.slice(1), header: rows[0]!, seen };
}

async function billed(): Promise<string[]> {
  const ledger = (await (
    await fetch(`${provider.origin}/_backfill/ledger`, { headers: { connection: 'close' } })
  ).json()) as {
    databar: { billed: { params: unknown }[] };
  };
  return ledger.databar.billed.map((one) => JSON.stringify(one.params));
}

beforeAll(async () => {
  provider = await startProviders();
  const recipe = {
    version: 1,
    name: 'Work emails',
    operation: 'databar.enrichment',
    settings: { enrichment: 833 },
    inputs: { first_name: 'First name', company: 'Company' },
    outputs: { email: 'Work email', confidence: 'Confidence' },
  };
  writeFileSync(at('recipe.json'), JSON.stringify(recipe));
  writeFileSync(at('leads.csv'), csv(list()));
});
afterAll(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('250 rows, 30 % of them repeats, over HTTP', () => {
  test('each unique input is billed once and every cell is right', { timeout: 120_000 }, async () => {
    const { status, report, rows, header, seen } = backfill('leads.csv');
    expect(status).toBe(0);
    expect(report).toMatchObject({ state: 'finished', requests: 175, rows: 250, reused: 0 });
    expect(header).toEqual([...HEADERS, 'Work emails status']);
    for (const [first, company, zip, email, confidence, word] of rows) {
      const right = expectedResult(833, { first_name: first!, company: company! }) as Record<string, unknown> | null;
      expect([zip, email, confidence, word]).toEqual(
        right ? ['00712', right.email, String(right.confidence), 'found'] : ['00712', '', '', 'no match'],
      );
    }
    const paid = await billed();
    expect(paid).toHaveLength(175);
    expect(new Set(paid).size).toBe(175);
    expect(
      report.http.filter((one: { method: string }) => one.method === 'POST').map((one: { url: string }) => one.url),
    ).toEqual(Array(3).fill('https://api.databar.ai/v1/enrichments/833/bulk-run'));
    expect(seen).not.toContain(KEY);
  });

  test('the same file again with the same state is filled from the archive and buys nothing', {
    timeout: 120_000,
  }, async () => {
    const { status, report, rows } = backfill('leads.csv');
    expect(status).toBe(0);
    expect(report).toMatchObject({ reused: 175, credits: { spent: 0 } });
    expect(rows.every((row) => row[5] === 'found')).toBe(true);
    expect(await billed()).toHaveLength(175);
  });

  test('with every output cell of half the rows typed by hand first it buys only the rest', {
    timeout: 120_000,
  }, async () => {
    const rows = leads(400)
      .slice(200)
      .map(([first, company], i) => [first!, company!, '00712', i % 2 ? 'mine@example.com' : '', i % 2 ? '1' : '']);
    writeFileSync(at('half.csv'), csv(rows));
    const { status, report, rows: filled } = backfill('half.csv');
    expect(status).toBe(0);
    expect(report).toMatchObject({ requests: 100, rows: 100 });
    expect(await billed()).toHaveLength(275);
    for (const [i, row] of filled.entries()) if (i % 2) expect(row.slice(3)).toEqual(['mine@example.com', '1', '']);
  });
});
