// Makes the text of Code.js: one bundle that is private to us, and one plain function per name that Google may call. Writes no file.
import { buildSync } from 'esbuild';
import { type MinifyOptions, minify_sync } from 'terser';
import { type EntryFunction, readEntryFunctions } from './entry-functions';
import { withNamesForGlobals } from './names-for-globals';
import { withNamesForRepeated } from './names-for-repeated';
import { withShortFunctions } from './short-functions';
import { checkNoPromises, withoutUnusedOfZod } from './unused-of-zod';

/** End in `_`: such names can be called neither by the sidebar nor by a formula. */
export const BUNDLE_NAME = 'app_';
export const SELF_CHECK_NAME = 'selfCheck_';

export const TERSER: MinifyOptions = {
  ecma: 2020,
  // Every method of ours is called as one: none is a constructor, none is asked for its name.
  // To read a property does nothing.
  compress: { passes: 2, unsafe_arrows: true, unsafe_methods: true, keep_fargs: false, pure_getters: true },
  format: { max_line_len: 5000 },
};

/** All of it in one function, with the names of its own, before anything is made short; a comment says which file what follows is from. */
export function scriptOf({ entryPath, bundleName, define }: Omit<Asked, 'tsconfigPath'>): string {
  // ES2020, since the parser that takes a push refuses class fields (google/clasp#907).
  const result = buildSync({
    entryPoints: [entryPath],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    charset: 'utf8',
    legalComments: 'none',
    // Names and spaces are left to Terser, which shortens more if it can still tell what is what.
    minifySyntax: true,
    // Makes plain assignments of the class fields of libraries, which are called as functions otherwise.
    loader: { '.js': 'ts' },
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    // What is baked in: the version, which the sidebar shows; for the self-check, what the local host answers.
    define: Object.fromEntries(Object.entries(define).map(([name, value]) => [name, JSON.stringify(value)])),
    logLevel: 'silent',
  });
  const script = withoutUnusedOfZod(asScript(result.outputFiles[0]!.text, bundleName));
  return withNamesForGlobals(withNamesForRepeated(script));
}

/** A module as one function that gives its exports. esbuild's own way to do this brings a thousand bytes of general cases. */
function asScript(module: string, bundleName: string): string {
  const list = /\nexport \{([^{}]*)\};\s*$/.exec(module);
  if (!list) throw new Error('The bundle does not end in a list of exports: esbuild writes it in another way now.');
  const exported = list[1]!.split(',').map((one) => {
    const [own, name = own] = one.trim().split(' as ');
    return `${name}: ${own}`;
  });
  return `"use strict";var ${bundleName} = (() => {\n${module.slice(0, list.index)}\nreturn {${exported.join(', ')}};\n})();`;
}

/** A top-level function that only passes its arguments on. Google reads its name and its parameters, and shows the comment of a formula. */
export function stubOf({ name, parameters, jsdoc }: EntryFunction, bundleName: string): string {
  const list = parameters.map((parameter) => (parameter.rest ? `...${parameter.name}` : parameter.name)).join(', ');
  const comment = jsdoc.includes('@customfunction') ? `${jsdoc}\n` : '';
  return `${comment}function ${name}(${list}) { return ${bundleName}.${name}(${list}); }`;
}

export interface Code {
  text: string;
  functions: EntryFunction[];
}

export interface Asked {
  entryPath: string;
  tsconfigPath: string;
  bundleName: string;
  define: Record<string, unknown>;
}

export function makeCode(asked: Asked): Code {
  const functions = readEntryFunctions(asked.entryPath, asked.tsconfigPath);
  const stubs = functions.map((entry) => stubOf(entry, asked.bundleName));
  // Minified, since every execution loads all of it, a formula's too; the names of what Google calls stay.
  const bundle = withShortFunctions(minify_sync(scriptOf(asked), TERSER).code!);
  checkNoPromises(bundle);
  return { text: [bundle, ...stubs].join('\n'), functions };
}
