// The built add-on as text; built first where dist/ is missing or older than its sources. Runs nothing of it.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostOptions } from '../host/host';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const SOURCES = ['src', 'sidebar', 'workbench/build', 'appsscript.json', 'package-lock.json'];

function newestMs(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return Math.max(0, ...names.map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

export type BuiltAddOn = Required<Pick<HostOptions, 'code' | 'html' | 'manifest'>>;

export async function readBuiltAddOn(): Promise<BuiltAddOn> {
  const dist = join(ROOT, 'dist');
  // The stamp is written last, so it is as old as the whole build.
  const builtMs = statSync(join(dist, 'stamp.json'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.some((source) => newestMs(join(ROOT, source)) > builtMs)) {
    const { build } = await import('../build/ship');
    build(ROOT);
  }
  const read = (name: string) => readFileSync(join(dist, name), 'utf8');
  return {
    code: read('Code.js'),
    html: { sidebar: read('sidebar.html') },
    manifest: JSON.parse(read('appsscript.json')),
  };
}
