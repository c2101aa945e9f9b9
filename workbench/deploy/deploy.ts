// Walks the steps of `npm run deploy` and tells each in plain words. What comes next is decided in next-step.ts.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkDist } from './dist-check';
import { heard, type Ran } from './heard';
import {
  type ClaspStep,
  type Known,
  nextStep,
  type Script,
  scriptAddress,
  sheetAddress,
  type Wishes,
} from './next-step';
import { type Clasp, credentialsOf, runClasp } from './run-clasp';
import { isInTrackedFile, knownScript, LOCAL_FILE, saveScript } from './script-file';

export type Edge = { root: string; clasp: Clasp; say: (line: string) => void; warn: (line: string) => void };

function start(root: string, scriptFlag: string | null): Known {
  const script = knownScript(root, scriptFlag);
  return {
    dist: checkDist(root),
    loggedIn: null,
    account: null,
    script,
    reachable: false,
    saved: false,
    pushed: null,
    opened: false,
    trouble: null,
  };
}

export function shown(args: string[]): string {
  return ['clasp', ...args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : JSON.stringify(arg)))].join(' ');
}

function argsOf(step: ClaspStep): string[] {
  // Without `--project .` clasp would look upwards, find the placeholder, and say that there is a project already.
  if (step.apart) return ['--project', '.', ...step.args];
  return step.name === 'push' || step.name === 'open' ? ['--project', LOCAL_FILE, ...step.args] : step.args;
}

function act({ root, clasp }: Edge, step: ClaspStep): Ran {
  if (!step.apart) return runClasp(clasp, argsOf(step), root, step.terminal === true);
  const folder = join(root, '.workbench', 'new-script');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ran = runClasp(clasp, argsOf(step), folder, false);
  rmSync(folder, { recursive: true, force: true });
  return ran;
}

/** What a dry run takes for granted: every command does what it should. */
function supposed(known: Known, step: ClaspStep): Known {
  const script: Script = { scriptId: '(the new script)', parentId: '(the new spreadsheet)' };
  switch (step.name) {
    case 'account':
    case 'login':
      return { ...known, loggedIn: true };
    case 'reach':
      return { ...known, reachable: true };
    case 'create':
      return { ...known, script };
    case 'push':
      return { ...known, pushed: [] };
    case 'open':
      return { ...known, opened: true };
  }
}

function report(known: Known, { say }: Edge): void {
  const { dist, script, pushed } = known;
  if ('problem' in dist || !script || !pushed) return;
  const names = Object.entries(dist.files).map(([name, bytes]) => `${name} (${bytes} bytes)`);
  say('');
  say(pushed.length > 0 ? `Pushed Backfill ${dist.version}:` : `Backfill ${dist.version} was there already:`);
  for (const name of names) say(`  ${name}`);
  say(`script       ${script.scriptId}`);
  say(`             ${scriptAddress(script.scriptId)}`);
  say(`spreadsheet  ${script.parentId ? sheetAddress(script.parentId) : 'the one that this script is bound to'}`);
  if (known.account) say(`account      ${known.account}`);
  say('');
  say(
    'Next: open (or reload) the spreadsheet, wait a few seconds, then Extensions › Backfill › Open sidebar. Google asks',
  );
  say(
    'once for permission, and says that it has not verified the app, since the app is yours: docs/deploy.md shows each screen.',
  );
  say('Take it out again: npm run undeploy');
}

export type DeployFlags = Wishes & { script: string | null; dryRun: boolean };

/** The exit code: 0 when it is pushed (or a dry run was told), 1 with one sentence otherwise. */
export function deploy(edge: Edge, flags: DeployFlags): number {
  const { root, say, warn, clasp } = edge;
  let known = start(root, flags.script);
  if (flags.dryRun && 'problem' in known.dist) {
    say(`Step 1: Check dist/. As it is now, deploy would stop here: ${known.dist.problem}`);
    const files = { 'Code.js': 0, 'SelfCheck.js': 0, 'appsscript.json': 0, 'sidebar.html': 0 };
    known = { ...known, dist: { version: '', files } };
  } else if (!('problem' in known.dist))
    say(`Step 1: dist/ is a whole build of the sources: version ${known.dist.version}.`);
  if (isInTrackedFile(root))
    warn(`Your script's id stands in .clasp.json, which git would publish: it belongs into ${LOCAL_FILE}.`);
  for (let n = 2; ; n++) {
    const step = nextStep(known, flags);
    if (step.kind === 'stop') {
      warn(step.text);
      return 1;
    }
    if (step.kind === 'done') break;
    say(`Step ${n}: ${step.why}`);
    if (step.kind === 'save') {
      if (!flags.dryRun && known.script) saveScript(root, known.script);
      known = { ...known, saved: true };
      continue;
    }
    say(`  $ ${shown(argsOf(step))}`);
    if (flags.dryRun) known = supposed(known, step);
    else known = heard(known, step, act(edge, step), flags, credentialsOf(clasp, process.env));
    if (step.name === 'account' && known.account) say(`  Logged in as ${known.account}.`);
  }
  if (flags.dryRun) say('This was a dry run: nothing was asked, made or pushed.');
  else report(known, edge);
  return 0;
}
