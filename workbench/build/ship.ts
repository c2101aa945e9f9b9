// The whole build: makes the three files that are pushed to Google, checks them, and only then writes them. Pushes nothing.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_NAME, makeCode, SELF_CHECK_NAME } from './code';
import { gateCode } from './gate';
import { checkManifest } from './manifest';
import { makeSidebarPage } from './sidebar-page';
import { STAMP, type Stamp, stampOf, versionOf } from './stamp';

/**
 * Everything counts against the time that each execution, a formula's too, needs to load the script (`npm run bench` says how long that is,
 * and which folders and libraries the bytes are of).
 */
export const CODE_MAX_BYTES = 200_000;
export const SIDEBAR_MAX_BYTES = 80_000;

/** Not counted with Code.js, but loaded with it wherever it is pushed, and kept out of what is published. */
export const SELF_CHECK_MAX_BYTES = 40_000;

/** What the local host answers to the self-check's questions; kept by `npm run calibrate` and held by test/self-check. */
const ANSWERS = join('workbench', 'self-check', 'answers.json');

/** What the licences of others ask to stand beside their code; whole in docs/third-party.md, as is whose code sidebar.html holds. */
const NOTICE = '// Backfill, MIT. Holds zod (c) 2025 Colin McDonnell and @noble/hashes (c) 2022 Paul Miller, both MIT.';

export type Shipped = Record<'Code.js' | 'appsscript.json' | 'sidebar.html', string> & { 'SelfCheck.js'?: string };

function checkSize(name: string, text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new Error(`${name} has ${bytes} bytes, and ${maxBytes} is the most that may ship.`);
}

/** One script file: bundled, gated, weighed. */
function makeScript(root: string, entry: string, bundleName: string, define: Record<string, unknown>): string {
  const tsconfigPath = join(root, 'tsconfig.json');
  const code = makeCode({ entryPath: join(root, 'src', entry), tsconfigPath, bundleName, define });
  gateCode(code.text, [bundleName, ...code.functions.map(({ name }) => name)]);
  return code.text;
}

/** SelfCheck.js. It is made apart, so that a measuring host can have it without the rest. */
export function makeSelfCheck(root: string): string {
  const answers = JSON.parse(readFileSync(join(root, ANSWERS), 'utf8'));
  const define = { BACKFILL_VERSION: versionOf(root), SELF_CHECK_EXPECTED: answers };
  const text = makeScript(root, join('self-check', 'entry.ts'), SELF_CHECK_NAME, define);
  checkSize('SelfCheck.js', text, SELF_CHECK_MAX_BYTES);
  return text;
}

/** The files as text. `root` is a checkout: src/, sidebar/, appsscript.json and tsconfig.json are read below it. */
export function makeShipped(root: string, selfCheck = true): Shipped {
  const code = `${NOTICE}\n${makeScript(root, 'entry.ts', BUNDLE_NAME, { BACKFILL_VERSION: versionOf(root) })}`;
  checkSize('Code.js', code, CODE_MAX_BYTES);
  const manifest = readFileSync(join(root, 'appsscript.json'), 'utf8');
  checkManifest(manifest);
  const sidebar = makeSidebarPage(join(root, 'sidebar'), 'sidebar.ts');
  checkSize('sidebar.html', sidebar, SIDEBAR_MAX_BYTES);
  const shipped: Shipped = { 'Code.js': code, 'appsscript.json': manifest, 'sidebar.html': sidebar };
  return selfCheck ? { ...shipped, 'SelfCheck.js': makeSelfCheck(root) } : shipped;
}

/** Writes them, and removes what an earlier build left, its stamp first: all that lies in the folder is pushed. */
export function writeShipped(folder: string, shipped: Shipped, stamp: Stamp): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!(name in shipped)) rmSync(join(folder, name), { recursive: true });
  for (const [name, text] of Object.entries({ ...shipped, [STAMP]: `${JSON.stringify(stamp, null, 2)}\n` })) {
    // By rename, and from beside the folder: a test or a runner may be reading it, and clasp would push a half-written file.
    const draft = `${folder}.${process.pid}.tmp`;
    writeFileSync(draft, text);
    renameSync(draft, join(folder, name));
  }
}

/** Makes dist/ of a checkout, and tells what is in it now. What is published goes without the self-check. */
export function build(root: string, selfCheck = true): Shipped {
  const shipped = makeShipped(root, selfCheck);
  writeShipped(join(root, 'dist'), shipped, stampOf(root, shipped));
  return shipped;
}

export function describeSizes(shipped: Shipped): string {
  return Object.entries(shipped)
    .map(([name, text]) => `${name} ${(Buffer.byteLength(text) / 1000).toFixed(1)} KB`)
    .join(', ');
}
