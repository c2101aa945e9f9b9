// The scripts that an execution runs: the realm (Google's services) and the add-on's bundle, compiled once per process. Not the running.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { parse } from 'acorn';
import { buildSync } from 'esbuild';

export type Sources = { realm: string; bundle: string };
export type Compiled = { realm: Script; bundle: Script };

export const HERE = dirname(fileURLToPath(import.meta.url));

let realmSource: string | null = null;

export function realm(): string {
  if (realmSource !== null) return realmSource;
  const built = buildSync({
    entryPoints: [join(HERE, 'realm/entry.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'realm',
    target: 'es2022',
    minifySyntax: true,
    keepNames: false,
  });
  // A function expression, so that nothing of the realm becomes a global.
  realmSource = `(function () { 'use strict'; ${built.outputFiles[0]?.text ?? ''}; return realm.install; })()`;
  return realmSource;
}

const scripts = new Map<string, Script>();
const MOST_SCRIPTS = 50;

function scriptOf(source: string, filename: string): Script {
  let script = scripts.get(source);
  if (!script) {
    if (scripts.size >= MOST_SCRIPTS) scripts.clear();
    script = new Script(source, { filename });
    scripts.set(source, script);
  }
  return script;
}

export function compiled(sources: Sources): Compiled {
  return { realm: scriptOf(sources.realm, 'local-host-realm.js'), bundle: scriptOf(sources.bundle, 'Code.gs') };
}

const declared = new Map<string, Set<string>>();

/** Only `function` declarations at top level can be called by Google (apps-script/guides/html/communication). */
export function declaredFunctions(bundle: string): Set<string> {
  let names = declared.get(bundle);
  if (!names) {
    const program = parse(bundle, { ecmaVersion: 2022, sourceType: 'script' });
    names = new Set(program.body.flatMap((node) => (node.type === 'FunctionDeclaration' ? [node.id.name] : [])));
    if (declared.size >= MOST_SCRIPTS) declared.clear();
    declared.set(bundle, names);
  }
  return names;
}
