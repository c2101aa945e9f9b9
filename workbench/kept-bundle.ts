// Bundles that take long to make, kept in .workbench/ (which git ignores) until a dependency or a source of theirs changes. Not what is in them.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const FOLDER = join(ROOT, '.workbench');

/** The sources that a bundle was made of are noted beside it, without those of packages: their versions are in the lockfile. */
function fingerprint(sources: string[], options: string): string {
  const hash = createHash('sha256').update(options);
  for (const source of ['package-lock.json', ...sources]) {
    try {
      hash.update(source).update(readFileSync(join(ROOT, source)));
    } catch {
      return 'missing';
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function write(path: string, text: string): void {
  // By rename: another process may be reading it.
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

type Kept = { sources: string[]; fingerprint: string };

function readKept(name: string): Kept | null {
  try {
    return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Kept;
  } catch {
    return null;
  }
}

/** Removes drafts that a killed process left. */
function tidy(): void {
  for (const name of readdirSync(FOLDER)) {
    const path = join(FOLDER, name);
    if (name.endsWith('.tmp') && Date.now() - statSync(path).mtimeMs > 60_000) rmSync(path, { force: true });
  }
}

/** The folder that holds `<name>.js`, and `<name>.css` where the entry imports styles. */
export function keptBundle(name: string, options: BuildOptions): string {
  const said = JSON.stringify(options);
  const kept = readKept(name);
  if (kept && kept.fingerprint === fingerprint(kept.sources, said)) return FOLDER;
  mkdirSync(FOLDER, { recursive: true });
  const result = buildSync({
    bundle: true,
    metafile: true,
    write: false,
    legalComments: 'none',
    logLevel: 'silent',
    absWorkingDir: ROOT,
    outfile: join(FOLDER, `${name}.js`),
    ...options,
  });
  for (const { path, text } of result.outputFiles ?? []) write(path, text);
  const sources = Object.keys(result.metafile?.inputs ?? {}).filter((path) => !path.includes('node_modules'));
  write(join(FOLDER, `${name}.json`), JSON.stringify({ sources, fingerprint: fingerprint(sources, said) }));
  tidy();
  return FOLDER;
}
