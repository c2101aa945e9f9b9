// `npm run deploy` and `npm run undeploy` against a scripted clasp: each way in which they can go, and what they leave. Not Google.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PLACEHOLDER } from '../../workbench/deploy/script-file';
import { API_IS_OFF, checkout, EXPIRED, GOOD, LOGGED_OUT, NOBODYS, OFFLINE, SCRIPT_ID, SHEET_ID } from './fake-clasp';

const LOCAL = '.clasp.local.json';

describe('the first time', () => {
  test('it looks, makes a spreadsheet with a script, notes it, pushes, and says what is where', () => {
    const c = checkout();
    expect(c.deploy(NOBODYS)).toBe(0);
    expect(c.names()).toEqual(['show-authorized-user', 'list-versions', 'create-script', 'push']);
    expect(JSON.parse(c.read(LOCAL))).toEqual({ scriptId: SCRIPT_ID, parentId: SHEET_ID, rootDir: 'dist' });
    const push = c.calls().at(-1)!;
    expect(push.args).toEqual(['--project', LOCAL, 'push', '--force', '--json']);
    expect(push.settings).toMatchObject({ scriptId: SCRIPT_ID, rootDir: 'dist' });
    const said = c.heard.said.join('\n');
    for (const part of [
      '7.8.9',
      SCRIPT_ID,
      `https://docs.google.com/spreadsheets/d/${SHEET_ID}/edit`,
      'Code.js (20 bytes)',
      'ada@example.com',
    ])
      expect(said).toContain(part);
    expect(c.heard.warned).toEqual([]);
  });

  test('the new script is made in an empty folder, since clasp pulls into it, and dist/ stays as it was built', () => {
    const c = checkout();
    const before = c.read('dist/appsscript.json');
    c.deploy(NOBODYS);
    const create = c.calls().find(({ args }) => args.includes('create-script'))!;
    expect(create.folder).toEqual([]);
    expect(create.args.slice(0, 2)).toEqual(['--project', '.']);
    expect(c.read('dist/appsscript.json')).toBe(before);
    expect(existsSync(create.cwd)).toBe(false);
  });

  test('.clasp.json keeps its placeholder: no id goes where git would publish it', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    expect(c.read('.clasp.json')).toContain(PLACEHOLDER);
    expect(readFileSync('.clasp.json', 'utf8')).toContain(PLACEHOLDER);
    expect(readFileSync('.gitignore', 'utf8').split('\n')).toContain(LOCAL);
  });

  test('a spreadsheet that is there is not made anew: the script is bound to it', () => {
    const c = checkout();
    const out = `Created new script: https://script.google.com/d/${SCRIPT_ID}/edit\nBound to document: https://drive.google.com/open?id=${SHEET_ID}`;
    expect(c.deploy({ ...NOBODYS, 'create-script': { out } }, { spreadsheet: SHEET_ID })).toBe(0);
    const create = c.calls().find(({ args }) => args.includes('create-script'))!;
    expect(create.args.slice(2)).toEqual([
      'create-script',
      '--type',
      'standalone',
      '--parentId',
      SHEET_ID,
      '--title',
      'Backfill',
    ]);
    expect(JSON.parse(c.read(LOCAL)).parentId).toBe(SHEET_ID);
  });

  test('a script that was made counts, even where clasp failed afterwards: the next try makes no second one', () => {
    const c = checkout();
    const half = { ...NOBODYS['create-script'], err: 'request failed, reason: socket hang up', code: 1 };
    expect(c.deploy({ ...NOBODYS, 'create-script': half, push: { err: 'socket hang up', code: 1 } })).toBe(1);
    expect(c.heard.warned.join()).toContain('could not be reached');
    expect(c.deploy(GOOD)).toBe(0);
    expect(c.names().filter((name) => name === 'create-script')).toHaveLength(1);
  });
});

describe('again', () => {
  test('it pushes to the same script and makes nothing', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    const made = c.read(LOCAL);
    expect(c.deploy(GOOD)).toBe(0);
    expect(c.names().slice(4)).toEqual(['show-authorized-user', 'list-versions', 'push']);
    expect(c.read(LOCAL)).toBe(made);
  });

  test('it says so where nothing had changed', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    expect(c.deploy({ ...GOOD, push: { out: '[]' } })).toBe(0);
    expect(c.heard.said.join('\n')).toContain('was there already');
  });

  test('another spreadsheet than the noted one is refused, and nothing is pushed', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    expect(c.deploy(GOOD, { spreadsheet: '1OtherSheetOtherSheetOther' })).toBe(1);
    expect(c.heard.warned.join()).toContain('already deployed to');
    expect(c.names().filter((name) => name === 'push')).toHaveLength(1);
  });

  test('with a person at the terminal the spreadsheet is opened, and a browser that does not open is no failure', () => {
    const c = checkout();
    expect(c.deploy({ ...NOBODYS, 'open-container': { err: 'no browser', code: 1 } }, { interactive: true })).toBe(0);
    expect(c.names().at(-1)).toBe('open-container');
  });
});

describe('what is missing is said in a sentence, and nothing is made or pushed', () => {
  test.each([
    [
      'nobody is logged in',
      LOGGED_OUT,
      /Nobody is logged in: .*\.clasprc\.json has no credentials\. Run `npx clasp login`/,
    ],
    ['the credentials expired', EXPIRED, /no longer takes the credentials .* Run `npx clasp login`/],
    ['the Apps Script API is off', API_IS_OFF, /https:\/\/script\.google\.com\/home\/usersettings, switch/],
    ['there is no network', OFFLINE, /Google could not be reached/],
  ])('%s', (_what, scenario, sentence) => {
    const c = checkout();
    expect(c.deploy(scenario)).toBe(1);
    expect(c.heard.warned).toHaveLength(1);
    expect(c.heard.warned[0]).toMatch(sentence);
    expect(c.names()).not.toContain('create-script');
    expect(c.names()).not.toContain('push');
    expect(existsSync(join(c.root, LOCAL))).toBe(false);
  });

  test('a wrong script id', () => {
    const c = checkout();
    expect(c.deploy(NOBODYS, { script: '1WrongWrongWrongWrong' })).toBe(1);
    expect(c.heard.warned[0]).toMatch(/Google knows no script 1WrongWrongWrongWrong .* Project settings › Script ID/);
    expect(c.names()).toEqual(['show-authorized-user', 'list-versions']);
    expect(existsSync(join(c.root, LOCAL))).toBe(false);
  });

  test('a person at the terminal is led through the login instead', () => {
    const c = checkout();
    expect(c.deploy({ ...LOGGED_OUT, login: {} }, { interactive: true })).toBe(1);
    expect(c.names()).toEqual(['show-authorized-user', 'login', 'list-versions']);
  });

  test('a push that clasp did not confirm is not called one', () => {
    const c = checkout();
    expect(c.deploy({ ...NOBODYS, push: { out: 'Skipping push.' } })).toBe(1);
    expect(c.heard.warned[0]).toContain('nothing is certain');
  });
});

describe('a build that is not whole is refused before clasp is asked anything', () => {
  const spoil: [string, (c: ReturnType<typeof checkout>) => void, RegExp][] = [
    ['no dist', (c) => rmSync(join(c.root, 'dist'), { recursive: true }), /There is no dist\/ yet/],
    ['no stamp', (c) => rmSync(join(c.root, 'dist/stamp.json')), /half-built/],
    ['a stamp that is cut', (c) => c.write('dist/stamp.json', '{ "vers'), /half-built/],
    ['a missing file', (c) => rmSync(join(c.root, 'dist/sidebar.html')), /sidebar\.html is missing/],
    [
      'a file that is cut',
      (c) => c.write('dist/Code.js', 'function'),
      /Code\.js has 8 bytes that are not what the build/,
    ],
    ['a file of the same size', (c) => c.write('dist/Code.js', 'function onOpeN() {}'), /not what the build wrote/],
    ['a file too many', (c) => c.write('dist/old.js', ''), /old\.js is not of the build/],
    ['newer sources', (c) => c.write('src/entry.ts', 'export const two = 2;'), /older than the sources/],
    [
      'another manifest',
      (c) => {
        const shipped = { 'Code.js': 'function onOpen() {}', 'appsscript.json': '{}', 'sidebar.html': '<p>' };
        c.write('dist/appsscript.json', '{}');
        c.stamp(shipped);
      },
      /runtimeVersion/,
    ],
  ];
  test.each(spoil)('%s', (_what, change, sentence) => {
    const c = checkout();
    change(c);
    expect(c.deploy(GOOD)).toBe(1);
    expect(c.heard.warned[0]).toMatch(sentence);
    expect(c.calls()).toEqual([]);
  });
});

describe('a dry run', () => {
  test('tells every step and does none', () => {
    const c = checkout();
    expect(c.deploy(GOOD, { dryRun: true })).toBe(0);
    const said = c.heard.said.join('\n');
    for (const command of ['show-authorized-user', 'list-versions', 'create-script --type sheets', 'push --force'])
      expect(said).toContain(command);
    expect(c.calls()).toEqual([]);
    expect(existsSync(join(c.root, LOCAL))).toBe(false);
  });

  test('of undeploy too', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    const before = c.calls().length;
    expect(c.undeploy(GOOD, { dryRun: true })).toBe(0);
    expect(c.calls()).toHaveLength(before);
    expect(existsSync(join(c.root, LOCAL))).toBe(true);
  });
});

describe('undeploy', () => {
  test('replaces the files by a farewell that only removes triggers, forgets the script, and tells what stays', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    expect(c.undeploy(GOOD, { yes: true })).toBe(0);
    const push = c.calls().at(-1)!;
    expect(Object.keys(push.files).sort()).toEqual(['.clasp.json', 'Code.js', 'appsscript.json']);
    expect(JSON.parse(push.files['.clasp.json']!).scriptId).toBe(SCRIPT_ID);
    expect(push.files['Code.js']).toContain('ScriptApp.deleteTrigger');
    expect(push.files['Code.js']).not.toMatch(/SpreadsheetApp|PropertiesService/);
    expect(JSON.parse(push.files['appsscript.json']!).oauthScopes).toEqual([
      'https://www.googleapis.com/auth/script.scriptapp',
    ]);
    expect(existsSync(join(c.root, LOCAL))).toBe(false);
    expect(c.heard.said.join('\n')).toContain('never deletes data');
    expect(c.read('dist/Code.js')).toBe('function onOpen() {}');
  });

  test('asks first, and does nothing without a yes', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    const before = c.calls().length;
    expect(c.undeploy(GOOD)).toBe(1);
    expect(c.calls()).toHaveLength(before);
    expect(existsSync(join(c.root, LOCAL))).toBe(true);
  });

  test('keeps the note of the script where Google could not be told', () => {
    const c = checkout();
    c.deploy(NOBODYS);
    expect(c.undeploy({ push: { err: 'getaddrinfo ENOTFOUND', code: 1 } }, { yes: true })).toBe(1);
    expect(c.heard.warned.join()).toMatch(/could not be reached.*Nothing was changed/);
    expect(existsSync(join(c.root, LOCAL))).toBe(true);
  });

  test('is nothing to do where nothing was deployed, twice in a row too', () => {
    const c = checkout();
    expect(c.undeploy(GOOD, { yes: true })).toBe(0);
    expect(c.undeploy(GOOD, { yes: true })).toBe(0);
    expect(c.calls()).toEqual([]);
  });
});
