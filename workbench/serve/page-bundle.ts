// Bundles what the browser loads, with esbuild, at first start; what takes long is kept in .workbench/, which git ignores. Serves nothing.
import { join } from 'node:path';
import { build } from 'esbuild';
import { keptBundle } from '../kept-bundle';
import { ROOT } from '../runner/built-add-on';

const PAGE = join(ROOT, 'workbench', 'page');

async function bundled(entry: string, globalName?: string): Promise<string> {
  const result = await build({
    entryPoints: [join(PAGE, entry)],
    tsconfig: join(PAGE, 'tsconfig.json'),
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    ...(globalName ? { globalName } : {}),
  });
  return result.outputFiles[0]!.text;
}

/** Defines `googleScript.install`. */
export function scriptRunClient(): Promise<string> {
  return bundled('google-script.ts', 'googleScript');
}

export function pageScript(): Promise<string> {
  return bundled('page.tsx');
}

/** The folder that holds `replica.js` and `replica.css`; defines `replica.openReplica`. */
export function replicaFolder(): string {
  return keptBundle('replica', {
    entryPoints: ['workbench/page/replica.ts'],
    tsconfig: 'workbench/page/tsconfig.json',
    format: 'iife',
    globalName: 'replica',
    target: 'es2022',
    platform: 'browser',
    minify: true,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}
