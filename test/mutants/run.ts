// `npm run test:mutants`: breaks each promise in a copy of the code, and fails where no check notices. Not mutation testing at large.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Patch, patchedBundle } from '../patched-bundle';
import { MUTANTS, type Mutant } from './mutants';

const folder = mkdtempSync(join(tmpdir(), 'backfill-mutants-'));

/** How many of a check's tests passed and failed when they ran this code; no test at all is no verdict. */
function counts({ file, title }: Mutant['check'], bundle: string): { passed: number; failed: number } {
  const report = join(folder, 'report.json');
  rmSync(report, { force: true });
  const args = ['run', file, '-t', title, '--reporter=json', `--outputFile.json=${report}`];
  const env = { ...process.env, BACKFILL_BUNDLE: bundle };
  spawnSync(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), ...args], { env, stdio: 'ignore' });
  const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

async function written(name: string, patches: Patch[]): Promise<string> {
  const path = join(folder, `${name}.js`);
  writeFileSync(path, await patchedBundle(patches));
  return path;
}

const sound = await written('sound', []);
const green = new Map<string, boolean>();
let survived = 0;
for (const { promise, mistake, patches, check } of MUTANTS) {
  const name = `${check.file}: ${check.title}`;
  if (!green.has(name)) {
    const { passed, failed } = counts(check, sound);
    green.set(name, passed > 0 && failed === 0);
  }
  const { failed } = counts(check, await written('mutant', patches));
  const isNoticed = green.get(name) === true && failed > 0;
  if (!isNoticed) survived++;
  const verdict = isNoticed ? 'red' : green.get(name) ? 'SURVIVED' : 'NOT GREEN WITHOUT THE MISTAKE';
  console.log(`${verdict.padEnd(8)} ${promise}: ${mistake}\n         ${name}`);
}
rmSync(folder, { recursive: true });
console.log(`\n${MUTANTS.length} mistakes, ${survived} unnoticed`);
process.exitCode = survived > 0 ? 1 : 0;
