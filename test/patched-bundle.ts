// The add-on's code with a few words of its source replaced: small batches, or a mistake that a check must notice. Not what ships.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { BUNDLE_NAME } from '../workbench/build/code';

/** `from` must stand in the file exactly once, or the patch is out of date. */
export type Patch = { file: string; from: string; to: string };

function patched(text: string, patches: Patch[]): string {
  return patches.reduce((before, { file, from, to }) => {
    const times = before.split(from).length - 1;
    if (times !== 1) throw new Error(`${file} has ${times} times instead of once: ${from}`);
    return before.replace(from, () => to);
  }, text);
}

/** Not minified; the functions that Google calls are those of dist/Code.js, so build that first. */
export async function patchedBundle(patches: Patch[]): Promise<string> {
  const byFile = new Map<string, Patch[]>();
  for (const patch of patches) {
    const path = resolve(patch.file);
    byFile.set(path, [...(byFile.get(path) ?? []), patch]);
  }
  const found = new Set<string>();
  const result = await build({
    entryPoints: ['src/entry.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: BUNDLE_NAME,
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    define: { BACKFILL_VERSION: '"patched"' },
    logLevel: 'silent',
    plugins: [
      {
        name: 'patches',
        setup: ({ onLoad }) => {
          onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
            const own = byFile.get(path);
            if (!own) return null;
            found.add(path);
            return { contents: patched(readFileSync(path, 'utf8'), own), loader: 'ts' };
          });
        },
      },
    ],
  });
  const missing = [...byFile.keys()].filter((path) => !found.has(path));
  if (missing.length > 0) throw new Error(`Not in the bundle: ${missing.join(', ')}`);
  const stubs = readFileSync('dist/Code.js', 'utf8').match(/^function \w+\(.*\) \{ return app_\..*\}$/gm) ?? [];
  return [result.outputFiles[0]!.text, ...stubs].join('\n');
}

/** Three or four requests to a batch, so that a handful of rows are a run of several. */
export const SMALL_BATCHES: Patch[] = [
  { file: 'src/providers/databar/catalogued.ts', from: 'requestsPerBatch: 100', to: 'requestsPerBatch: 3' },
  { file: 'src/providers/databar/catalogued.ts', from: 'trialRequests: 5', to: 'trialRequests: 2' },
  { file: 'src/providers/databar/table.ts', from: 'requestsPerBatch: 50', to: 'requestsPerBatch: 3' },
  {
    file: 'src/providers/influencers/batch.ts',
    from: "requestsPerBatch: mode === 'full' ? 100 : 1000",
    to: 'requestsPerBatch: 3',
  },
  {
    file: 'src/providers/enrichabl/lead-operation.ts',
    from: '    requestsPerBatch,\n',
    to: '    requestsPerBatch: Math.min(3, requestsPerBatch),\n',
  },
  { file: 'src/providers/enrichabl/export-pages.ts', from: 'const PAGE = 2000', to: 'const PAGE = 8' },
];
