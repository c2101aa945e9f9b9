// A small program that stands in for clasp: it writes down how it was called and answers as clasp 3.4.1 does. It reaches nobody.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stampOf } from '../../workbench/build/stamp';
import { type DeployFlags, deploy } from '../../workbench/deploy/deploy';
import { undeploy } from '../../workbench/deploy/undeploy';

export const SCRIPT_ID = '1ScriptIdScriptIdScriptIdScriptIdScriptId';
export const SHEET_ID = '1SheetIdSheetIdSheetIdSheetIdSheetId';

/** What a command of clasp answers; `files` are what it leaves in its folder. */
type Answer = { out?: string; err?: string; code?: number };
export type Scenario = Record<string, Answer>;

const API_OFF =
  'User has not enabled the Apps Script API. Enable it by visiting https://script.google.com/home/usersettings then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.';

export const LOGGED_OUT: Scenario = {
  'show-authorized-user': { out: '{\n  "loggedIn": false\n}' },
  'list-versions': { err: 'No credentials found.', code: 1 },
  'create-script': { err: 'No credentials found.', code: 1 },
  push: { err: 'No credentials found.', code: 1 },
};
export const GOOD: Scenario = {
  'show-authorized-user': { out: '{\n  "loggedIn": true,\n  "email": "ada@example.com"\n}' },
  'list-versions': { out: '[]' },
  'create-script': {
    out: `Created new document: https://drive.google.com/open?id=${SHEET_ID}\nCreated new script: https://script.google.com/d/${SCRIPT_ID}/edit\n└─ appsscript.json\nCloned one file.`,
  },
  push: { out: '[\n  "dist/Code.js",\n  "dist/appsscript.json",\n  "dist/sidebar.html"\n]' },
  'open-container': {},
};
const failing = (err: string): Answer => ({ err, code: 1 });
export const NOBODYS: Scenario = { ...GOOD, 'list-versions': failing('Requested entity was not found.') };
export const API_IS_OFF: Scenario = { ...GOOD, 'list-versions': failing(API_OFF) };
export const EXPIRED: Scenario = {
  ...GOOD,
  'show-authorized-user': { out: '{\n  "loggedIn": true\n}' },
  'list-versions': failing('invalid_grant'),
};
export const OFFLINE: Scenario = {
  ...GOOD,
  'list-versions': failing(
    'request to https://script.googleapis.com/v1/projects/x/versions?pageSize=100 failed, reason: getaddrinfo ENOTFOUND script.googleapis.com',
  ),
};

const PROGRAM = `
const { appendFileSync, existsSync, readFileSync, readdirSync } = require('node:fs');
const [, , scenarioPath, logPath, ...args] = process.argv;
const values = new Set(['--auth', '--user', '--project']);
const words = args.filter((arg, i) => !arg.startsWith('--') && !values.has(args[i - 1]));
const project = args.includes('--project') ? args[args.indexOf('--project') + 1] : null;
const files = words[0] === 'push' && project === '.' ? Object.fromEntries(readdirSync('.').map((n) => [n, readFileSync(n, 'utf8')])) : {};
const settings = project && project !== '.' && existsSync(project) ? JSON.parse(readFileSync(project, 'utf8')) : null;
appendFileSync(logPath, JSON.stringify({ args, cwd: process.cwd(), folder: readdirSync('.'), files, settings }) + '\\n');
const answer = JSON.parse(readFileSync(scenarioPath, 'utf8'))[words[0]] ?? { err: 'error: unknown command ' + words[0], code: 1 };
if (answer.out) console.log(answer.out);
if (answer.err) console.error(answer.err);
process.exitCode = answer.code ?? 0;
`;

export type Called = {
  args: string[];
  cwd: string;
  folder: string[];
  files: Record<string, string>;
  settings: { scriptId: string; rootDir: string } | null;
};

const MANIFEST = readFileSync('appsscript.json', 'utf8');

/** A checkout in a temporary folder with a whole build in it. */
export function checkout() {
  const root = mkdtempSync(join(tmpdir(), 'backfill-deploy-'));
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  for (const folder of ['src', 'dist']) mkdirSync(join(root, folder));
  write('package.json', '{ "version": "7.8.9" }');
  write('src/entry.ts', 'export const one = 1;');
  write('.clasp.json', readFileSync('.clasp.json', 'utf8'));
  const shipped = { 'Code.js': 'function onOpen() {}', 'appsscript.json': MANIFEST, 'sidebar.html': '<p>' };
  for (const [name, text] of Object.entries(shipped)) write(`dist/${name}`, text);
  const stamp = (files: Record<string, string>) => write('dist/stamp.json', JSON.stringify(stampOf(root, files)));
  stamp(shipped);
  write('fake.cjs', PROGRAM);
  const calls = (): Called[] => {
    try {
      const lines = readFileSync(join(root, 'calls.log'), 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Called);
    } catch {
      return [];
    }
  };
  const heard = { said: [] as string[], warned: [] as string[] };
  const edge = (scenario: Scenario) => {
    write('scenario.json', JSON.stringify(scenario));
    const command = [process.execPath, join(root, 'fake.cjs'), join(root, 'scenario.json'), join(root, 'calls.log')];
    const clasp = { command, auth: null, user: null };
    return {
      root,
      clasp,
      say: (line: string) => heard.said.push(line),
      warn: (line: string) => heard.warned.push(line),
    };
  };
  return {
    root,
    write,
    stamp,
    read: (path: string) => readFileSync(join(root, path), 'utf8'),
    calls,
    names: () => calls().map(({ args }) => args.find((arg) => /^[a-z]+(-[a-z]+)*$/.test(arg))),
    heard,
    deploy: (scenario: Scenario, flags: Partial<DeployFlags> = {}) => deploy(edge(scenario), { ...FLAGS, ...flags }),
    undeploy: (scenario: Scenario, flags: { yes?: boolean; dryRun?: boolean; confirm?: () => boolean } = {}) =>
      undeploy(edge(scenario), { script: null, yes: false, dryRun: false, confirm: () => false, ...flags }),
  };
}

const FLAGS: DeployFlags = {
  script: null,
  spreadsheet: null,
  title: 'Backfill',
  open: true,
  interactive: false,
  dryRun: false,
};
