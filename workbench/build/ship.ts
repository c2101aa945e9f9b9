// The whole build: makes the three files that are pushed to Google, checks them, and only then writes them. Pushes nothing.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUNDLE_NAME, makeCode } from './code';
import { gateCode } from './gate';
import { checkManifest } from './manifest';
import { makeSidebarPage } from './sidebar-page';
import { STAMP, type Stamp, stampOf, versionOf } from './stamp';

/**
 * Everything counts against the time that each execution, a formula's too, needs to load the script. 200,000 is the aim; all eight
 * operations, the wizard's calls, formulas and schedules took it beyond (`npm run bench` says by how much and how long loading takes).
 */
export const CODE_MAX_BYTES = 240_000;
export const SIDEBAR_MAX_BYTES = 80_000;

export type Shipped = Record<'Code.js' | 'appsscript.json' | 'sidebar.html', string>;

function checkSize(name: string, text: string, maxBytes: number): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) throw new Error(`${name} has ${bytes} bytes, and ${maxBytes} is the most that may ship.`);
}

/** The three files as text. `root` is a checkout: src/entry.ts, sidebar/, appsscript.json and tsconfig.json are read below it. */
export function makeShipped(root: string): Shipped {
  const code = makeCode(join(root, 'src', 'entry.ts'), join(root, 'tsconfig.json'), versionOf(root));
  gateCode(code.text, [BUNDLE_NAME, ...code.functions.map((entry) => entry.name)]);
  checkSize('Code.js', code.text, CODE_MAX_BYTES);
  const manifest = readFileSync(join(root, 'appsscript.json'), 'utf8');
  checkManifest(manifest);
  const sidebar = makeSidebarPage(join(root, 'sidebar'), 'sidebar.ts');
  checkSize('sidebar.html', sidebar, SIDEBAR_MAX_BYTES);
  return { 'Code.js': code.text, 'appsscript.json': manifest, 'sidebar.html': sidebar };
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

/** Makes dist/ of a checkout, and tells what is in it now. */
export function build(root: string): Shipped {
  const shipped = makeShipped(root);
  writeShipped(join(root, 'dist'), shipped, stampOf(root, shipped));
  return shipped;
}

export function describeSizes(shipped: Shipped): string {
  return Object.entries(shipped)
    .map(([name, text]) => `${name} ${(Buffer.byteLength(text) / 1000).toFixed(1)} KB`)
    .join(', ');
}
