// What the deep tests found, one line for each kind of trouble: `npm run test:deep` prints them as one table at its end. Judges nothing.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { expect } from 'vitest';

export type DeepLine = { kind: string; cases: number; violations: number; seed?: number | string; seconds: number };
type Proof = { cases: number; problems: string[]; seed?: number | string };

/** Vitest runs files in processes of their own; they inherit this from the one that prints. */
const FOLDER = 'BACKFILL_DEEP_TABLE';

export function recordDeep(line: DeepLine): void {
  const folder = process.env[FOLDER];
  if (folder) writeFileSync(join(folder, `${Date.now()}-${randomUUID()}.json`), JSON.stringify(line));
}

/** Times a proof, records it, and fails where it found a problem; one that throws counts as a violation. */
export async function proveDeep<P extends Proof>(kind: string, prove: () => P | Promise<P>): Promise<P> {
  const startedMs = Date.now();
  const record = ({ cases, problems, seed }: Proof): void =>
    recordDeep({ kind, cases, violations: problems.length, seed, seconds: (Date.now() - startedMs) / 1000 });
  let proof: P;
  try {
    proof = await prove();
  } catch (error) {
    record({ cases: 1, problems: [String(error)] });
    throw error;
  }
  record(proof);
  expect(proof.problems).toEqual([]);
  return proof;
}

export function deepTable(lines: DeepLine[]): string {
  const table = new Table({
    head: ['kind', 'cases', 'violations', 'seed', 'seconds'],
    colAligns: ['left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  });
  const cells = ({ kind, cases, violations, seed, seconds }: DeepLine): string[] => [
    kind,
    cases.toLocaleString('en'),
    violations.toLocaleString('en'),
    String(seed ?? ''),
    seconds.toFixed(1),
  ];
  const sum = (of: (line: DeepLine) => number): number => lines.reduce((all, line) => all + of(line), 0);
  const [cases, violations, seconds] = [
    sum((one) => one.cases),
    sum((one) => one.violations),
    sum((one) => one.seconds),
  ];
  table.push(...lines.map(cells), cells({ kind: 'all kinds', cases, violations, seconds }));
  return table.toString();
}

/** Vitest's global set-up of the deep tests. @returns what it does at the end of the run */
export default function openDeepTable(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'backfill-deep-'));
  process.env[FOLDER] = folder;
  return () => {
    const lines = readdirSync(folder).map((name): DeepLine => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    rmSync(folder, { recursive: true });
    lines.sort((a, b) => (a.kind < b.kind ? -1 : 1));
    if (lines.length > 0) console.log(`\n${deepTable(lines)}`);
  };
}
