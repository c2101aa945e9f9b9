// A folder of its own for the commands and recipes of one document, in which relative paths lead where a reader's would. Asserts nothing.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { vi } from 'vitest';
import { runCommandLine } from '../../workbench/command-line';

export type Ran = { status: number; said: string };

export type Report = {
  state: string;
  requests: number;
  outcomes: Record<string, number>;
  credits: { estimatedMax: number | null; spent: number | null };
};

export type Workplace = ReturnType<typeof workplace>;

export function workplace() {
  const top = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'backfill-docs-'));
  for (const name of ['workbench', 'node_modules', 'package.json', 'dist'])
    symlinkSync(resolve(name), join(folder, name));
  process.chdir(folder);

  const backfill = async (args: string[]): Promise<Ran> => {
    const said: string[] = [];
    const keep = (line: unknown) => void said.push(String(line));
    vi.spyOn(console, 'log').mockImplementation(keep);
    vi.spyOn(console, 'error').mockImplementation(keep);
    vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
    process.exitCode = 0;
    try {
      await runCommandLine(args);
      return { status: Number(process.exitCode), said: said.join('\n') };
    } finally {
      process.exitCode = 0;
      vi.restoreAllMocks();
    }
  };

  let runs = 0;
  /** Runs a recipe or a playbook from a clean state; `list` is a sample, or null for an export. */
  const runRecipe = async (recipe: object, list: string | null): Promise<Ran & { report: Report | null }> => {
    const at = join(folder, `run-${++runs}`);
    mkdirSync(at);
    writeFileSync(join(at, 'recipe.json'), JSON.stringify(recipe));
    const given = list === null ? [] : ['--in', `workbench/samples/${list}`];
    const files = ['--recipe', `${at}/recipe.json`, '--out', `${at}/filled.csv`, '--report', `${at}/report.json`];
    const ran = await backfill(['run', ...files, ...given]);
    if (ran.status === 1) return { ...ran, report: null };
    return { ...ran, report: JSON.parse(readFileSync(join(at, 'report.json'), 'utf8')) };
  };

  /** The runner names recipes by file, a document by name. */
  const runPlaybook = (playbook: object, recipes: object[], list: string | null) => {
    const paths = recipes.map((recipe, at) => {
      const path = join(folder, `step-${at}.json`);
      writeFileSync(path, JSON.stringify(recipe));
      return path;
    });
    return runRecipe({ ...playbook, recipes: paths }, list);
  };

  return {
    folder,
    backfill,
    runRecipe,
    runPlaybook,
    leave: () => {
      process.chdir(top);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
