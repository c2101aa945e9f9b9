// dist/ as it would be pushed: what an independent loader sees of it, its names, comments, sizes and hazards. Runs no job: that is test/story.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import vm from 'node:vm';
import { parse } from 'acorn';
import { describe, expect, test } from 'vitest';
import { gateCode, parseCode, topLevelNames, walk } from '../../workbench/build/gate';
import { checkManifest } from '../../workbench/build/manifest';
import { makeShipped, writeShipped } from '../../workbench/build/ship';

/** Custom functions, with their parameters. */
const FORMULAS: Record<string, string> = {
  BACKFILL: 'recipe, inputs, fields',
  BACKFILL_STATUS: 'recipe, inputs',
  ENRICH: 'enrichmentId, inputs, fields',
  WATERFALL: 'identifier, inputs, fields',
  CREATOR: 'handlesOrEmails, mode, platform, fields',
  VALIDATE_EMAIL: 'emails, service',
  LEAD: 'emails, fields',
};
/** Every name that Google may call, with its parameters. A change here is a change of what the world can reach. */
const CALLABLE: Record<string, string> = {
  onOpen: 'event',
  onInstall: 'event',
  openSidebar: '',
  rpc: 'name, json',
  alarm: 'event',
  freezeFormulas: '',
  ...FORMULAS,
};

const code = readFileSync('dist/Code.js', 'utf8');
const sidebar = readFileSync('dist/sidebar.html', 'utf8');
const manifest = readFileSync('dist/appsscript.json', 'utf8');
const selfCheck = readFileSync('dist/SelfCheck.js', 'utf8');
const STAMPED = { version: '', sources: '', files: {} };

describe('Code.js', () => {
  test('is what the sources give now', () => {
    const now = makeShipped(process.cwd());
    expect(now['Code.js'] === code, 'dist/Code.js is older than src: run `node build.mjs`').toBe(true);
    expect(now['sidebar.html'] === sidebar, 'dist/sidebar.html is older than sidebar/: run `node build.mjs`').toBe(
      true,
    );
    expect(now['SelfCheck.js'] === selfCheck, 'dist/SelfCheck.js is older than src: run `node build.mjs`').toBe(true);
    // Building takes seconds, and longer where others work too.
  }, 180_000);

  test('shows exactly the listed names, and one private bundle', () => {
    expect(topLevelNames(parseCode(code).program).sort()).toEqual(['app_', ...Object.keys(CALLABLE)].sort());
    gateCode(code, ['app_', ...Object.keys(CALLABLE)]);
  });

  test.each(Object.entries(CALLABLE))('%s keeps its parameters', (name, parameters) => {
    expect(code).toContain(`\nfunction ${name}(${parameters}) {`);
  });

  test('loads in gas-local, an independent stand-in for Apps Script, without calling any service', () => {
    const gas = createRequire(import.meta.url)('gas-local') as {
      require(folder: string, globals: object): Record<string, unknown>;
    };
    const loaded = gas.require('./dist', {});
    for (const name of Object.keys(CALLABLE)) expect(typeof loaded[name], name).toBe('function');
  });

  test('loads in a bare context that forbids eval: no Web globals are needed', () => {
    const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
    vm.runInContext(code, context);
    expect(vm.runInContext('typeof rpc', context)).toBe('function');
  });

  test('has nothing of the self-check but the menu item, which asks whether it is there', () => {
    expect(code.match(/checkGoogle/g)).toHaveLength(2);
    expect(code).not.toContain('selfCheck_');
  });

  test('stays below the gate of 235,000 bytes, since every formula cell loads it', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(235_000);
  });
});

/** What Google may call of the self-check. */
const CHECK_CALLABLE: Record<string, string> = {
  checkGoogle: '',
  checkGoogleNext: 'json',
  checkGoogleBeside: 'part',
  checkGoogleThrow: 'kind',
  checkGoogleAlarm: 'event',
  checkGoogleFormula: 'cell, range, date, blank',
};

describe('SelfCheck.js', () => {
  test('shows exactly the listed names, one private bundle, and none that Code.js has', () => {
    const names = ['selfCheck_', ...Object.keys(CHECK_CALLABLE)];
    gateCode(selfCheck, names);
    for (const [name, parameters] of Object.entries(CHECK_CALLABLE))
      expect(selfCheck).toContain(`\nfunction ${name}(${parameters}) {`);
    for (const name of names) expect(topLevelNames(parseCode(code).program)).not.toContain(name);
  });

  test('is not in a build for publishing', () => {
    const folder = mkdtempSync(join(tmpdir(), 'backfill-shipped-'));
    writeShipped(folder, { 'Code.js': '', 'appsscript.json': '', 'sidebar.html': '', 'SelfCheck.js': '' }, STAMPED);
    writeShipped(folder, { 'Code.js': '', 'appsscript.json': '', 'sidebar.html': '' }, STAMPED);
    expect(readdirSync(folder)).not.toContain('SelfCheck.js');
    rmSync(folder, { recursive: true });
  });
});

describe('sidebar.html', () => {
  const scripts = [...sidebar.matchAll(/<script>([\s\S]*?)<\/script>/g)].map((match) => match[1]!);

  test('holds one whole script without template literals or openers that HTML or HtmlService misread', () => {
    expect(scripts).toHaveLength(1);
    const found: string[] = [];
    walk(parse(scripts[0]!, { ecmaVersion: 2020 }), (node) => found.push(node.type));
    expect(found.length).toBeGreaterThan(100);
    expect(found).not.toContain('TemplateLiteral');
    expect(sidebar).not.toContain('<?');
    expect(sidebar).not.toContain('<!--');
  });

  test('puts text in as text only: no file of the panel makes markup of a text', () => {
    // Preact has a way to set markup in it, which only this property opens.
    const files = readdirSync('sidebar').filter((name) => /\.tsx?$/.test(name));
    expect(files.length).toBeGreaterThan(30);
    for (const name of files)
      expect(readFileSync(`sidebar/${name}`, 'utf8'), name).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser/i,
      );
  });

  test('stays below 80 KB', () => {
    expect(Buffer.byteLength(sidebar)).toBeLessThan(80_000);
  });
});

describe('what is pushed', () => {
  test('the manifest asks for the five scopes and the three providers, and nothing else', () => {
    checkManifest(manifest);
  });

  test('clasp would push exactly these files: not the stamp', () => {
    const clasp = spawnSync(process.execPath, ['node_modules/@google/clasp/build/src/index.js', 'status', '--json'], {
      encoding: 'utf8',
    });
    const pushed: string[] = JSON.parse(clasp.stdout).filesToPush;
    expect(new Set(pushed)).toEqual(
      new Set(['dist/Code.js', 'dist/SelfCheck.js', 'dist/appsscript.json', 'dist/sidebar.html']),
    );
  });
});
