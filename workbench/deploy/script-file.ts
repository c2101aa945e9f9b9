// Which script deploy pushes to: a flag, .clasp.local.json, or .clasp.json where somebody put an id of theirs. Asks nobody.
// .clasp.json is in the repository and keeps its placeholder; what belongs to a person is in .clasp.local.json, which git ignores.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Script } from './next-step';

export const LOCAL_FILE = '.clasp.local.json';
export const PLACEHOLDER = 'REPLACE_WITH_YOUR_SCRIPT_ID';

/** An id, or the address that holds one. */
export function idOf(text: string): string | null {
  return /(?:\/d\/)([\w-]{10,})/.exec(text)?.[1] ?? /^[\w-]{10,}$/.exec(text.trim())?.[0] ?? null;
}

function read(path: string): Script | null {
  try {
    const { scriptId, parentId } = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof scriptId !== 'string' || scriptId === '' || scriptId === PLACEHOLDER) return null;
    return { scriptId, parentId: typeof parentId === 'string' ? parentId : null };
  } catch {
    return null;
  }
}

export function knownScript(root: string, flag: string | null): Script | null {
  const local = read(join(root, LOCAL_FILE));
  if (flag) return flag === local?.scriptId ? local : { scriptId: flag, parentId: null };
  return local ?? read(join(root, '.clasp.json'));
}

/** Whether an id stands where git would carry it off. */
export function isInTrackedFile(root: string): boolean {
  return read(join(root, '.clasp.json')) !== null;
}

export function saveScript(root: string, { scriptId, parentId }: Script): void {
  const file = { scriptId, ...(parentId ? { parentId } : {}), rootDir: 'dist' };
  writeFileSync(join(root, LOCAL_FILE), `${JSON.stringify(file, null, 2)}\n`);
}

export function forgetScript(root: string): void {
  rmSync(join(root, LOCAL_FILE), { force: true });
}
