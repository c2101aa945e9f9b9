// What others wrote and we ship or install: which packages, under which licence, checked against which hash, running which scripts. Asks nobody: that is `npm audit` in CI.
import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';

type Locked = {
  version: string;
  integrity?: string;
  resolved?: string;
  license?: string;
  optional?: boolean;
  hasInstallScript?: boolean;
  link?: boolean;
};

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> };
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const notices = readFileSync('docs/third-party.md', 'utf8');

/** Packages whose files go into a bundle. */
function packagesIn(entry: string, more: object): string[] {
  const { metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    ...more,
  });
  const names = Object.keys(metafile.inputs).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

/** The lines of docs/third-party.md: package, version, licence, in which file it ships. */
function noticed(file: string): Record<string, string> {
  const rows = [...notices.matchAll(/^\| `([^`]+)` +\| ([^ |]+) +\| ([^ |]+) +\| ([^|]+?) +\|/gm)];
  return Object.fromEntries(
    rows.filter((row) => row[4]!.includes(`\`${file}\``)).map((row) => [row[1]!, `${row[2]} ${row[3]}`]),
  );
}

describe('what ships', () => {
  test.each([
    ['Code.js', ['Colin McDonnell', 'Paul Miller']],
    ['sidebar.html', ['Jason Miller']],
  ])('%s says whose code it holds', (file, authors) => {
    const text = readFileSync(`dist/${file}`, 'utf8');
    for (const author of authors) {
      expect(text).toContain(author);
      expect(notices).toContain(author);
    }
  });

  test.each([
    ['Code.js', 'src/entry.ts', { tsconfig: 'tsconfig.json', platform: 'neutral' }],
    [
      'sidebar.html',
      'sidebar/sidebar.ts',
      {
        platform: 'browser',
        inject: ['sidebar/jsx.ts'],
        tsconfigRaw: { compilerOptions: { jsx: 'react', jsxFactory: 'h', jsxFragmentFactory: 'Fragment' } },
      },
    ],
  ])(
    '%s holds the packages that docs/third-party.md names, in that version under that licence, and no other',
    (file, entry, more) => {
      const shipped = packagesIn(entry, more);
      expect(shipped.length).toBeGreaterThan(0);
      expect(noticed(file)).toEqual(
        Object.fromEntries(
          shipped.map((name) => {
            const { version, license } = lock.packages[`node_modules/${name}`]!;
            return [name, `${version} ${license}`];
          }),
        ),
      );
    },
  );

  test('each licence stands in docs/third-party.md word for word, as it asks for', () => {
    const words = (text: string): string => text.replace(/[>\s]+/g, ' ').trim();
    const names = Object.keys({ ...noticed('Code.js'), ...noticed('sidebar.html') });
    expect(names.length).toBeGreaterThan(2);
    for (const name of names)
      expect(words(notices), name).toContain(words(readFileSync(`node_modules/${name}/LICENSE`, 'utf8')));
  });

  test('the dependencies of package.json ship, and what only builds or tests is none of them', () => {
    const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
    const inCode = packagesIn('src/entry.ts', { tsconfig: 'tsconfig.json', platform: 'neutral' });
    expect(Object.keys(dependencies).sort()).toEqual(inCode);
  });
});

describe('what is installed', () => {
  /** Formatters for other systems than the one that the lockfile was made on: the registry that it was made with does not carry them. */
  const UNKNOWN = /^node_modules\/@biomejs\/cli-(android|darwin|win32)-|^node_modules\/@biomejs\/cli-linux-\w+-musl$/;

  test('every package is checked against a hash, but for the formatter of other systems', () => {
    const bare = installed
      .filter(([, one]) => !/^sha512-/.test(one.integrity ?? '') && !one.link)
      .map(([path]) => path);
    expect(bare.filter((path) => !UNKNOWN.test(path))).toEqual([]);
    for (const path of bare) expect(lock.packages[path]!.optional, path).toBe(true);
  });

  test('no package comes from elsewhere than the registry', () => {
    const elsewhere = installed.filter(
      ([, { resolved, link }]) =>
        link || (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  test('the scripts that run at installation are the two that were looked at', () => {
    // esbuild's looks for its binary; protobufjs's (of the workbench's grid) prints a line about its version scheme.
    const scripted = installed.filter(([, one]) => one.hasInstallScript).map(([path]) => path);
    expect(scripted).toEqual(['node_modules/esbuild', 'node_modules/protobufjs']);
  });

  test('every licence allows what we do with it', () => {
    const allowed =
      /^\(?(MIT|ISC|Apache-2\.0|BSD(-[23]-Clause)?|0BSD|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-[34]\.0|Python-2\.0|MPL-2\.0)\b/;
    const others = installed.filter(([, { license }]) => !allowed.test(license ?? ''));
    // Two that say it in a file instead of their package.json: Apache-2.0, as all of Univer, and MIT.
    expect(others.map(([path]) => path)).toEqual(['node_modules/@univerjs/telemetry', 'node_modules/fuzzy']);
  });
});
