// `npm start`: shows what Backfill does within seconds, without key, account or Google: builds the add-on, fills the sample file, prints it, and
// serves the workbench (not with `-- --once`).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { ROOT } from './runner/built-add-on';
import { readCsv } from './runner/csv-file';
import { readFlags } from './runner/flags';
import { run } from './runner/run';

const SHOWN_ROWS = 8;
const SHOWN_CHARACTERS = 26;
const PORT = 8080;

type SampleRecipe = { name: string; inputs: Record<string, unknown>; outputs: Record<string, string>; status?: string };

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS - 1)}…` : line;
}

/** Two of the columns that were given, three of those that were filled, and the status. */
function shownColumns(header: string[], recipe: SampleRecipe): number[] {
  const given = Object.values(recipe.inputs).filter((name) => typeof name === 'string');
  const status = recipe.status ?? `${recipe.name} status`;
  const names = [...given.slice(0, 2), ...Object.values(recipe.outputs).slice(0, 3), status];
  return names.map((name) => header.indexOf(name)).filter((column) => column >= 0);
}

function printFilled(path: string, recipe: SampleRecipe): void {
  const [header = [], ...rows] = readCsv(readFileSync(path)).rows;
  const columns = shownColumns(header, recipe);
  const head = columns.map((column) => short(header[column]!));
  const shown = Math.min(SHOWN_ROWS, rows.length);
  console.log(`\nThe first ${shown} of ${rows.length} rows, ${columns.length} of ${header.length} columns:`);
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const row of rows.slice(0, SHOWN_ROWS)) table.push(columns.map((column) => short(row[column] ?? '')));
  console.log(table.toString());
}

async function start(once: boolean): Promise<void> {
  const samples = join(ROOT, 'workbench', 'samples');
  const recipePath = join(samples, 'work-emails.json');
  // In the current folder, where a newcomer finds it; git ignores it.
  const out = 'filled-leads.csv';
  console.log(
    'Filling workbench/samples/leads.csv with work emails from a simulated Databar: no key, no cost, no network …',
  );
  const flags = readFlags({ recipe: recipePath, in: join(samples, 'leads.csv'), out, fresh: true }, {});
  process.exitCode = await run(flags, { say: (line) => console.log(line), warn: (line) => console.error(line) });
  printFilled(out, JSON.parse(readFileSync(recipePath, 'utf8')) as SampleRecipe);
  console.log(`Take it back: npm run -s backfill -- undo --out ${out}`);
  if (once) return;
  const { serve } = await import('./serve/serve');
  await serve(PORT, out);
  console.log('The filled leads are open there, with the panel beside them. Press Ctrl+C to end it.');
}

try {
  await start(process.argv.includes('--once'));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
