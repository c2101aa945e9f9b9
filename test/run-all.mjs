// `npm test`: types, lint, build and tests, then a table of what took how long and one closing line of counts. Not a test runner: that is vitest.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const MESSAGE_CHARACTERS = 600;
const bin = (path) => join(root, 'node_modules', path);

const CHECKS = [
  { name: 'build', args: [join(root, 'build.mjs')] },
  { name: 'types of src', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'] },
  { name: 'types of sidebar', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'sidebar/tsconfig.json'] },
  { name: 'types of workbench', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'workbench/tsconfig.json'] },
  { name: 'types of the page', args: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'workbench/page/tsconfig.json'] },
  { name: 'dead code', args: [bin('knip/bin/knip.js')] },
  { name: 'used by tests only', args: [bin('knip/bin/knip.js'), '--production'] },
  { name: 'lint and format', args: [bin('@biomejs/biome/bin/biome'), 'check', '.'] },
];

/** Runs one step; its output is held back and shown only where it failed, unless it is to be seen as it comes. */
function step({ name, args }, show = false) {
  const startedMs = Date.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ name, ok: code === 0, seconds: (Date.now() - startedMs) / 1000, output }));
  });
}

/** Two at a time: the checks do not depend on each other, and two cores are the least that we expect. */
async function runChecks(checks) {
  const results = new Array(checks.length);
  let next = 0;
  const lane = async () => {
    while (next < checks.length) {
      const at = next++;
      results[at] = await step(checks[at]);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}

/** What vitest wrote: how many passed, and which failed, by file and title; a test file that could not be loaded counts as one failed. */
function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const failed = report.testResults.flatMap((file) => {
      const name = relative(root, file.name);
      if (file.status === 'failed' && file.assertionResults.length === 0)
        return [`${name}: not loaded. ${file.message}`];
      return file.assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => `${name} > ${test.fullName}: ${test.failureMessages.join(' ')}`);
    });
    return { passed: report.numPassedTests, failed };
  } catch {
    return { passed: 0, failed: ['vitest wrote no report'] };
  }
}

async function runAll() {
  const folder = mkdtempSync(join(tmpdir(), 'backfill-test-'));
  const reportPath = join(folder, 'vitest.json');
  const results = await runChecks(CHECKS);
  for (const result of results.filter((r) => !r.ok))
    console.log(`--- ${result.name} ---\n${result.output.trimEnd()}\n`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`];
  results.push(await step({ name: 'tests', args: [bin('vitest/vitest.mjs'), 'run', ...reporters] }, true));
  const { passed, failed } = readReport(reportPath);
  rmSync(folder, { recursive: true, force: true });

  console.log('');
  for (const { name, ok, seconds } of results) {
    console.log(`${ok ? 'ok    ' : 'FAILED'}  ${name.padEnd(20)} ${seconds.toFixed(1).padStart(6)} s`);
  }
  // Last of all, since a log that is cut keeps its end.
  for (const one of failed) console.log(`\nFAILED  ${one.replace(/\s+/g, ' ').slice(0, MESSAGE_CHARACTERS)}`);
  console.log(`\n${passed} passed, ${failed.length} failed`);
  process.exitCode = results.every((r) => r.ok) && failed.length === 0 ? 0 : 1;
}

await runAll();
