// The build's own rules, shown on small entries in a temporary folder. What really ships is checked in shipped.test.ts.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeCode } from '../../workbench/build/code';
import { gateCode } from '../../workbench/build/gate';
import { checkManifest } from '../../workbench/build/manifest';
import { writeShipped } from '../../workbench/build/ship';
import { escapeForHtml, gatePage, gateScript } from '../../workbench/build/sidebar-page';
import { withoutTemplates } from '../../workbench/build/template-literals';

const folder = mkdtempSync(join(tmpdir(), 'backfill-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const tsconfig = join(process.cwd(), 'tsconfig.json');

let made = 0;
function codeOf(files: Record<string, string>) {
  const src = join(folder, String(made++));
  mkdirSync(src);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(src, name), text);
  return makeCode({ entryPath: join(src, 'entry.ts'), tsconfigPath: tsconfig, bundleName: 'app_', define: {} });
}

describe('what Google sees of the entry', () => {
  test('a formula keeps its name, its parameters and its comment, imported or renamed; another function needs no comment', () => {
    const code = codeOf({
      'entry.ts': "export { tick as advance, TWICE as DOUBLE } from './more';\nexport type Never = string;",
      'more.ts':
        '/** Moves on.\n * @param {number} ms how far\n */\nexport function tick(ms: number, ...rest: number[]) { return ms + rest.length; }\n/** Twice.\n * @customfunction\n */\nexport function TWICE(n: number) { return n * 2; }',
    });
    expect(code.functions.map((entry) => entry.name).sort()).toEqual(['DOUBLE', 'advance']);
    expect(code.text).toContain('\nfunction advance(ms, ...rest) { return app_.advance(ms, ...rest); }');
    expect(code.text).toContain('/** Twice.\n * @customfunction\n */\nfunction DOUBLE(n) { return app_.DOUBLE(n); }');
    expect(code.text).not.toContain('Moves on');
  });

  test('an overloaded formula shows the parameters of its body and the comment of its signature', () => {
    const code = codeOf({
      'entry.ts':
        '/** Twice.\n * @customfunction */\nexport function TWICE(n: number): number;\nexport function TWICE(n: number, m = 2) { return n * m; }',
    });
    expect(code.text).toContain('* @customfunction */\nfunction TWICE(n, m) {');
    gateCode(code.text, ['app_', 'TWICE']);
  });

  test('class fields and private names are lowered, because a push would refuse them', () => {
    const code = codeOf({
      'entry.ts':
        'class A { #n = 1; static m = 2; get() { return this.#n + A.m; } }\nexport const get = () => new A().get();',
    });
    gateCode(code.text, ['app_', 'get']);
    expect(new Function(`${code.text}; return get();`)()).toBe(3);
  });

  test.each([
    ['a formula without @customfunction', 'export function TWICE(n: number) { return n; }', /@customfunction/],
    ['a default export', 'export default function go() {}', /default export/],
    ['something that is no function', 'export const limit = 3;', /limit, which is not a function/],
    ['a class', 'export class Thing {}', /Thing, which is not a function/],
    ['a private name', 'export function go_() {}', /go_/],
  ])('an entry that exports %s is refused', (_, text, complaint) => {
    expect(() => codeOf({ 'entry.ts': text })).toThrow(complaint);
  });
});

describe('what may not leave the build', () => {
  test.each([
    ['syntax newer than ES2020', 'var app_ = class { #x; };', ['app_'], /syntax/],
    ['a top-level name that is not listed', 'var app_ = 1; function leak() {}', ['app_'], /leak/],
    ['the lack of a listed name', 'var app_ = 1;', ['app_', 'rpc'], /rpc/],
    ['a statement at the top', 'var app_ = 1; app_();', ['app_'], /ExpressionStatement/],
    [
      'a formula whose comment stands elsewhere',
      '/** @customfunction */ var app_ = 1; function TWICE() {}',
      ['app_', 'TWICE'],
      /TWICE/,
    ],
  ])('the gate refuses %s', (_, code, names, complaint) => {
    expect(() => gateCode(code, names)).toThrow(complaint);
  });

  test('comment and scriptlet openers in a script are escaped, and mean the same', () => {
    const script = 'var a = "<!-- <script>", b = "<?xml?>";';
    expect(() => gateScript(script)).toThrow('<!--');
    const safe = escapeForHtml(script);
    gateScript(safe);
    expect(new Function(`${safe} return a + b;`)()).toBe('<!-- <script><?xml?>');
  });

  test('a template literal in the sidebar is refused, backticks in a string are not', () => {
    expect(() => gateScript('var a = `x`;')).toThrow('template literal');
    gateScript('var a = "`x`";');
  });

  test('a template literal becomes a sum that means the same, also within another one', () => {
    const script =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a script
      'var f = (a, b) => [`${a}${b}`, `${a + b}!`, `x ${a ? `(${b} · ${a})` : b}`, `\\n"${a}"//`, ``, `${a}` + 1, a * `${b}`];';
    const safe = withoutTemplates(script);
    gateScript(safe);
    const run = (text: string) => new Function(`${text} return JSON.stringify(f(1, 2));`)();
    expect(run(safe)).toBe(run(script));
    expect(safe).not.toMatch(/[^\x20-\x7e]/);
    expect(() => withoutTemplates('String.raw`x`')).toThrow('tagged');
  });

  test('a page that loads something from outside is refused', () => {
    expect(() => gatePage('<script src="https://cdn.example/x.js"></script>')).toThrow('outside');
    expect(() => gatePage('<style>a{background:url(https://x.example/y)}</style>')).toThrow('outside');
    gatePage('<a href="https://databar.ai">Databar</a>');
  });

  test('a manifest with one scope more is refused', () => {
    const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));
    checkManifest(JSON.stringify(manifest));
    manifest.oauthScopes.push('https://www.googleapis.com/auth/drive');
    expect(() => checkManifest(JSON.stringify(manifest))).toThrow('scopes');
  });

  test.each([
    ['a misspelt field', { oauthScope: [] }, 'oauthScope'],
    ['a library', { dependencies: { libraries: [{}] } }, 'dependencies'],
    ['another exception log', { exceptionLogging: 'CONSOLE' }, 'exceptionLogging'],
    ['another runtime', { runtimeVersion: 'DEPRECATED_ES5' }, 'V8'],
    ['a host more', { urlFetchWhitelist: ['https://example.com/'] }, 'three providers'],
  ])('a manifest with %s is refused', (_what, change, complaint) => {
    const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));
    expect(() => checkManifest(JSON.stringify({ ...manifest, ...change }))).toThrow(complaint);
  });

  test('what an earlier build left in the folder does not ship', () => {
    const dist = join(folder, 'dist');
    mkdirSync(dist);
    writeFileSync(join(dist, 'Old.js'), '');
    const files = { 'Code.js': 'a', 'appsscript.json': 'b', 'sidebar.html': 'c' };
    writeShipped(dist, files, { version: '1', sources: '', files: {} });
    expect(readdirSync(dist).sort()).toEqual(['Code.js', 'appsscript.json', 'sidebar.html', 'stamp.json']);
  });
});
