// Whether dist/ is one whole build of the sources as they are now. Builds nothing, mends nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest } from '../build/manifest';
import { CODE_MAX_BYTES, SIDEBAR_MAX_BYTES } from '../build/ship';
import { fits, STAMP, type Stamp, sourcesHash } from '../build/stamp';

const BUILD = 'Run `npm run build`, then this again.';
const MOST_BYTES: Record<string, number> = { 'Code.js': CODE_MAX_BYTES, 'sidebar.html': SIDEBAR_MAX_BYTES };
/** What must be there, whatever the stamp says. */
const NEEDED = ['Code.js', 'appsscript.json', 'sidebar.html'];
/** What clasp would push of a folder (its default ignore list). */
const PUSHED = /\.(js|gs|ts|html)$|^appsscript\.json$/;

function readStamp(dist: string): Stamp | null {
  try {
    return JSON.parse(readFileSync(join(dist, STAMP), 'utf8')) as Stamp;
  } catch {
    return null;
  }
}

function fileProblem(dist: string, name: string, stamp: Stamp): string | null {
  const entry = stamp.files[name];
  if (!existsSync(join(dist, name))) return `dist/${name} is missing: the build is half there. ${BUILD}`;
  if (!entry) return `dist/${name} is not of the build: everything in dist/ would be pushed. ${BUILD}`;
  const data = readFileSync(join(dist, name));
  if (!fits(entry, data))
    return `dist/${name} has ${data.byteLength} bytes that are not what the build wrote (${entry.bytes}). ${BUILD}`;
  const most = MOST_BYTES[name];
  if (most !== undefined && data.byteLength > most)
    return `dist/${name} has ${data.byteLength} bytes, and ${most} is the most that may ship.`;
  return null;
}

export type CheckedDist = { problem: string } | { version: string; files: Record<string, number> };

/** A sentence that says what is wrong and what to do, or what there is to push. */
export function checkDist(root: string): CheckedDist {
  const dist = join(root, 'dist');
  if (!existsSync(dist)) return { problem: `There is no dist/ yet. ${BUILD}` };
  const stamp = readStamp(dist);
  if (!stamp?.files)
    return { problem: `dist/ is half-built: its ${STAMP}, which a build writes last, is not there. ${BUILD}` };
  const there = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => PUSHED.test(name));
  for (const name of new Set([...NEEDED, ...Object.keys(stamp.files), ...there])) {
    const problem = fileProblem(dist, name, stamp);
    if (problem) return { problem };
  }
  if (stamp.sources !== sourcesHash(root))
    return { problem: `dist/ is older than the sources: something changed since it was built. ${BUILD}` };
  try {
    checkManifest(readFileSync(join(dist, 'appsscript.json'), 'utf8'));
  } catch (error) {
    return { problem: `${(error as Error).message} Nothing was pushed.` };
  }
  const files = Object.entries(stamp.files).map(([name, { bytes }]) => [name, bytes] as const);
  return { version: stamp.version, files: Object.fromEntries(files) };
}
