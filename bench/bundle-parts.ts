// What Code.js is made of: bytes of each folder of src and of each library, and how long each takes to run when the script is loaded.
// Judges nothing: the bars stand in main.ts.
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { minify_sync } from 'terser';
import { BUNDLE_NAME, scriptOf, TERSER } from '../workbench/build/code';
import { versionOf } from '../workbench/build/stamp';
import { ROOT } from '../workbench/runner/built-add-on';
import { builtCode, median } from './filled-run';
import { round } from './peers';

const LOADS = 41;
/** Names for what is repeated, names of what Google calls, the notice; less what the build shortens when it no longer knows whose it is. */
const REST = 'what the build adds';

export type Part = { bytes: number; loadMs: number };

/** `src/job/plan.ts` is a part of `src/job`, `node_modules/zod/v4/mini/schemas.js` of `zod`. */
function partOf(file: string): string {
  const library = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1];
  return library ?? /^src\/(?:providers\/|platform\/)?[^/.]+(?=\/)/.exec(file)?.[0] ?? 'src';
}

/** Whose each line of the script is, by the comments that esbuild puts before each file. */
function partsOfLines(lines: string[]): string[] {
  let part = REST;
  return lines.map((line) => {
    const file = /^\/\/ (\S+\.[jt]s)$/.exec(line)?.[1];
    if (file) part = partOf(file);
    return part;
  });
}

function bytesByPart(script: string, parts: string[]): Map<string, number> {
  const { code, map } = minify_sync(script, { ...TERSER, sourceMap: { asObject: true } });
  // biome-ignore lint/suspicious/noExplicitAny: Terser and Node describe the same format by types of their own
  const places = new SourceMap(map as any);
  const bytes = new Map<string, number>();
  code!.split('\n').forEach((line, at) => {
    for (let column = 0; column < line.length; column++) {
      const { originalLine } = places.findEntry(at, column) as { originalLine?: number };
      const part = parts[originalLine ?? -1] ?? REST;
      bytes.set(part, (bytes.get(part) ?? 0) + 1);
    }
  });
  return bytes;
}

/** Milliseconds that the top level of each part runs: functions are only read then, so this is its tables and schemas. */
function loadByPart(lines: string[], parts: string[]): Map<string, number> {
  const marked = lines.map((line, i) => (line.startsWith('// ') && parts[i] !== parts[i - 1] ? `mark(${i});` : line));
  const script = new Script(marked.join('\n'));
  const loads = new Map<string, number[]>();
  for (let load = 0; load < LOADS; load++) {
    const took = new Map<string, number>();
    let part = REST;
    let sinceMs = performance.now();
    const mark = (line: number): void => {
      const nowMs = performance.now();
      took.set(part, (took.get(part) ?? 0) + nowMs - sinceMs);
      part = parts[line]!;
      sinceMs = nowMs;
    };
    script.runInContext(createContext({ mark }));
    mark(0);
    for (const [name, ms] of took) loads.set(name, [...(loads.get(name) ?? []), ms]);
  }
  return new Map([...loads].map(([name, ms]) => [name, median(ms)]));
}

/** The parts of Code.js, the largest first; their bytes add up to the file's. */
export function bundleParts(): Record<string, Part> {
  const define = { BACKFILL_VERSION: versionOf(ROOT) };
  const script = scriptOf({ entryPath: join(ROOT, 'src/entry.ts'), bundleName: BUNDLE_NAME, define });
  const lines = script.split('\n');
  const parts = partsOfLines(lines);
  const bytes = bytesByPart(script, parts);
  const told = [...bytes].reduce((sum, [name, n]) => (name === REST ? sum : sum + n), 0);
  bytes.set(REST, Buffer.byteLength(builtCode()) - told);
  const loads = loadByPart(lines, parts);
  const sorted = [...bytes].sort((a, b) => b[1] - a[1]);
  return Object.fromEntries(sorted.map(([name, n]) => [name, { bytes: n, loadMs: round(loads.get(name) ?? 0) }]));
}
