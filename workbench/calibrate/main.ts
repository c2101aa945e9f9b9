// The command line `npm run calibrate -- report.json [--write]`: compares, tells, writes. What follows from what is in the files beside it.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import type { Report } from '../../src/self-check/report-form';
import { makeSelfCheck } from '../build/ship';
import { ASSUMPTIONS } from '../host/assumptions';
import { ROOT } from '../runner/built-add-on';
import { Complaint } from '../runner/complaint';
import { runSelfCheck, selfCheckHost } from '../self-check/run-in-host';
import { changesFor } from './changes';
import { type Answers, type Compared, compare, type Difference } from './differences';
import { fitCosts } from './fit-costs';
import { readReport } from './report-file';

const HOST = join(ROOT, 'workbench', 'host');
const FILES = {
  assumptions: join(HOST, 'assumptions.json'),
  costs: join(HOST, 'costs.json'),
  answers: join(ROOT, 'workbench', 'self-check', 'answers.json'),
};
const say = (line = '') => console.log(line);

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Formatted as the repository's other files are, so that the lint of `npm test` has nothing to say. */
function writeJson(path: string, data: unknown): void {
  writeFileSync(path, `${JSON.stringify(data, null, 2)}\n`);
  const biome = join(ROOT, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
  spawnSync(process.execPath, [biome, 'format', '--write', path], { cwd: ROOT, stdio: 'ignore' });
}

/** What the host answers to the same questions, as it is now. */
async function hostAnswers(): Promise<Answers> {
  const manifest = readJson(join(ROOT, 'appsscript.json'));
  const host = selfCheckHost(makeSelfCheck(ROOT), { manifest });
  return (await runSelfCheck(host)).report.seen;
}

function show({ question, google, host }: Difference): void {
  say(`  ${question}`);
  say(`    Google  ${JSON.stringify(google)}`);
  say(`    host    ${JSON.stringify(host)}`);
}

function tell(report: Report, compared: Compared): void {
  say(`Report of ${report.at}, Backfill ${report.version}, ${report.locale}, ${report.timeZone}.`);
  if (report.locale !== 'en_US')
    say(
      `The sheet's locale is ${report.locale}: the host reads typed text as en_US does, so those differences may only be that.`,
    );
  say(`${compared.same} answers are the same.`);
  if (compared.differ.length > 0) say(`\n${compared.differ.length} differ:`);
  for (const difference of compared.differ) show(difference);
  if (compared.times.length > 0) say(`\n${compared.times.length} times differ by more than a quarter (ms):`);
  for (const difference of compared.times) show(difference);
  if (compared.unanswered.length > 0) say(`\nWithout an answer in this report: ${compared.unanswered.join(' · ')}`);
  if (compared.unasked.length > 0)
    say(`\nOnly in this report (another version, or a part that broke off): ${compared.unasked.join(' · ')}`);
}

function write(report: Report, compared: Compared): void {
  const stamp = { at: report.at, version: report.version };
  const { assumptions, done } = changesFor(ASSUMPTIONS, compared.differ);
  const costs = readJson(FILES.costs);
  const { nominal, slow, changed } = fitCosts(costs, report.seen);
  say('');
  if (done.length > 0) writeJson(FILES.assumptions, { ...assumptions, calibrated: stamp });
  for (const question of done) say(`assumptions.json now follows: ${question}`);
  if (changed.length > 0) writeJson(FILES.costs, { calibrated: stamp, nominal, slow });
  for (const { name, from, to } of changed) say(`costs.json: ${name} ${from} → ${to}`);
}

/** In a process of its own: this one has read the old data. */
function writeAnswers(): void {
  const main = fileURLToPath(import.meta.url);
  const ran = spawnSync(process.execPath, ['--import', 'tsx', main, '--answers'], { cwd: ROOT, stdio: 'inherit' });
  if (ran.status !== 0) throw new Complaint('The host could not answer with its new assumptions; see above.');
}

async function calibrate(path: string, writes: boolean): Promise<void> {
  const report = readReport(path);
  const compared = compare(report.seen, await hostAnswers());
  tell(report, compared);
  if (!writes) {
    if (compared.differ.length + compared.times.length > 0)
      say('\nNothing was changed. --write lets the host follow (workbench/host/assumptions.json and costs.json).');
    return;
  }
  write(report, compared);
  writeAnswers();
  // Asked of the host again: one text may stand for two refusals, and some of what differs is code.
  const byHand = compare(report.seen, readJson(FILES.answers)).differ;
  if (byHand.length > 0) {
    say('\nThese still differ, being code and not data; change them by hand, where test/contract/host says the line:');
    for (const difference of byHand) show(difference);
  }
  say('\nNow run, in this order:');
  say('  npm run build                                        the answers are baked into SelfCheck.js');
  say(
    '  npx vitest run test/contract/host test/self-check    a line that fails states the old assumption: change it, and name the report as its source',
  );
  say('  npx vitest run test/story                            whether the add-on stays right under the new one');
  say('  npm run bench                                        what it costs now');
}

const program = new Command('calibrate')
  .description('compares a report of the self-check at Google with the local host')
  .argument('[report]', 'the file that the self-check offered')
  .option('--write', "let the host's assumptions and cost model follow the report")
  .option('--answers', 'only write down what the host answers now (after a change of the self-check or the host)')
  .action(async (path: string | undefined, options: { write?: boolean; answers?: boolean }) => {
    try {
      if (options.answers) writeJson(FILES.answers, await hostAnswers());
      else if (path) await calibrate(path, options.write === true);
      else throw new Complaint('Which report? npm run calibrate -- backfill-self-check.json');
    } catch (error) {
      if (!(error instanceof Complaint)) throw error;
      console.error(error.message);
      process.exitCode = 1;
    }
  });
await program.parseAsync();
