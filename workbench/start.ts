// `npm start`: shows what Backfill does within seconds, without key, account or Google: builds the add-on, fills the sample file, prints it, and
// serves the workbench (not with `-- --once`).
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Table from 'cli-table3';
import { ROOT } from './runner/built-add-on';
import { readCsv } from './runner/csv-file';
import { readFlags } from './runner/flags';
import { run } from './runner/run';

const SHOWN_ROWS = 8;
const SHOWN_COLUMNS = 6;
const SHOWN_CHARACTERS = 28;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1)}…` : line;
}

/** The first rows that have something in the columns that were filled; of the others as many as fit. */
function printFilled(path: string, outputs: string[]): void {
  const [header = [], ...rows] = readCsv(readFileSync(path)).rows;
  const filled = header.flatMap((name, column) => (outputs.includes(name) ? [column] : []));
  const given = header.flatMap((_, column) => (filled.includes(column) ? [] : [column]));
  const columns = [...given.slice(0, Math.max(0, SHOWN_COLUMNS - filled.length)), ...filled];
  const table = new Table({ head: columns.map((column) => short(header[column]!)), style: { head: [], border: [] } });
  for (const row of rows.filter((cells) => filled.some((column) => cells[column])).slice(0, SHOWN_ROWS)) {
    table.push(columns.map((column) => short(row[column] ?? '')));
  }
  console.log(table.toString());
}

async function start(once: boolean): Promise<void> {
  const samples = join(ROOT, 'workbench', 'samples');
  const recipePath = join(samples, 'work-emails.json');
  const out = join(mkdtempSync(join(tmpdir(), 'backfill-')), 'leads.csv');
  console.log('Filling workbench/samples/leads.csv with work emails from the simulated Databar …');
  const flags = readFlags({ recipe: recipePath, in: join(samples, 'leads.csv'), out }, {});
  process.exitCode = await run(flags, { say: (line) => console.log(line), warn: (line) => console.error(line) });
  const recipe = JSON.parse(readFileSync(recipePath, 'utf8')) as {
    outputs: Record<string, string>;
    status?: string;
    name: string;
  };
  printFilled(out, [...Object.values(recipe.outputs), recipe.status ?? `${recipe.name} status`]);
  if (once) return;
  const { serve } = await import('./serve');
  await serve(8080, out);
}

try {
  await start(process.argv.includes('--once'));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
