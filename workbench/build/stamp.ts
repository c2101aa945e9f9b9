// What a build says of itself in dist/stamp.json: which sources it was made of, and the size and hash of each file. Written last, so that
// a build that broke off has none. It is not pushed: clasp takes no JSON but the manifest.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

export const STAMP = 'stamp.json';

export type Stamp = {
  version: string;
  sources: string;
  files: Record<string, { bytes: number; sha256: string }>;
};

const SOURCES = [
  'src',
  'sidebar',
  'workbench/build',
  'workbench/self-check',
  'appsscript.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];

function filesOf(root: string, source: string): string[] {
  const found = statSync(join(root, source), { throwIfNoEntry: false });
  if (!found) return [];
  if (!found.isDirectory()) return [source];
  return readdirSync(join(root, source), { recursive: true, encoding: 'utf8' })
    .map((name) => `${source}/${name.split(sep).join('/')}`)
    .filter((name) => statSync(join(root, name)).isFile())
    .sort();
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');

/** By content, not by time: a clone, a branch switched back and forth, a file touched are no change. */
export function sourcesHash(root: string): string {
  const lines = SOURCES.flatMap((source) => filesOf(root, source)).map(
    (name) => `${name} ${sha256(readFileSync(join(root, name)))}`,
  );
  return sha256(lines.join('\n'));
}

export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
}

export function stampOf(root: string, shipped: Record<string, string>): Stamp {
  const files = Object.entries(shipped).map(
    ([name, text]) => [name, { bytes: Buffer.byteLength(text), sha256: sha256(text) }] as const,
  );
  return { version: versionOf(root), sources: sourcesHash(root), files: Object.fromEntries(files) };
}

export function fits(stamp: Stamp['files'][string], data: Buffer): boolean {
  return data.byteLength === stamp.bytes && sha256(data) === stamp.sha256;
}
