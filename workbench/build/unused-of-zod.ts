// Takes out of zod what nobody here uses and no bundler can see: its half for promises, methods that are never called, options that are
// never set, what only other schemas ask. A table over the text that esbuild writes; both versions are exact, and a row that fits nowhere
// stops the build, as does our own code where it says one of the names.
import { parseCode, walk } from './gate';

/** Ways to parse and to name a schema. Ours call `safeParse` alone. */
const METHODS = 'parse|parseAsync|safeParseAsync|"~standard"|with|brand|register|apply';
/** Of a parse, of a schema, of all of zod. */
const OPTIONS = 'memoizer|direction|abortEarly|skipChecks|coerce|postProcessor|customError|localeError';

const CUTS: readonly [what: RegExp, instead: string][] = [
  [/asyncResult \|\| \w+ instanceof Promise/g, 'false'],
  [/\w+ instanceof Promise/g, 'false'],
  [/[\w.]+ \? Promise\.all\(\w+\)\.then\(.*\) : /g, ''],
  [new RegExp(`^  (?:[gs]et )?(?:${METHODS})\\(.*\n(?:   .*\n)*  \\}(?:,\n|(?=\n\\}))`, 'gm'), ''],
  [new RegExp(`[\\w.]+\\??\\.(?:${OPTIONS})\\b`, 'g'), '(void 0)'],
  // For `z.templateLiteral`, `z.record` and `z.discriminatedUnion`.
  [/defineLazyInternal\(inst, "(?:pattern|propValues|values)"/g, 'false && $&'],
  [/inst\._zod\.pattern = [^,;]+/g, '0'],
  // For zod's own demands on lengths, in place of which are ours (src/text/demands.ts).
  [/capSize\(inst, arr/g, 'false && $&'],
  // An error is asked for its issues: it is never thrown, so it needs no stack and no text.
  [/params\?\.Parent/g, '(void 0)'],
  [/, Object\.defineProperty\(inst, "message", _messageDesc\);\n(?: {2}.*\n)*(?=\})/g, ';\n'],
  // A check of ours says neither when it holds nor what it is attached to.
  [/ch\._zod\.def\.when(?:\(payload\))?/g, '(void 0)'],
  [/for \(let \w+ of checks\)\n +for \(let \w+ of ch\._zod\.onattach\)\n +fn\(inst\);/g, ''],
  // The names of properties are texts, and what they stand for has a type that TypeScript has checked.
  [/Object\.getOwnPropertySymbols\(def\.shape\)/g, '[]'],
  [/for \(let k of allKeys\)\n +if \(.*\n +throw .*;/g, ''],
  [/if \(!inst\._zod\)\n +throw .*;/g, ''],
  [/, inst\._zod\.version = version/g, ''],
];

/** Calls of those methods on anything but what the language has, and those options. */
const SAID = new RegExp(`(?<!JSON|Date)\\.(?:${METHODS.replace('"~standard"', '~standard')})\\(|\\b(?:${OPTIONS})\\b`);

/** A script in which esbuild has put each file's name before what is from it. */
export function withoutUnusedOfZod(script: string): string {
  const files = script.split(/^(?=\/\/ \S+\.[jt]s$)/m);
  const isZod = files.map((file) => /^\/\/ \S*node_modules\/zod\//.test(file));
  if (!isZod.includes(true)) return script;
  const unfit = new Set(CUTS);
  const made = files.map((file, i) => {
    const said = SAID.exec(file)?.[0];
    if (!isZod[i] && said) throw new Error(`${file.split('\n')[0]} says "${said}", which the build takes out of zod.`);
    if (!isZod[i]) return file;
    return CUTS.reduce((text, cut) => {
      const cutOut = text.replace(...cut);
      if (cutOut !== text) unfit.delete(cut);
      return cutOut;
    }, file);
  });
  for (const [what] of unfit)
    throw new Error(`zod has no ${what} any more: look what workbench/build/unused-of-zod.ts wants.`);
  return made.join('');
}

/** No promise can come about where nothing is asynchronous, so nothing is one: what the cuts rest on. */
export function checkNoPromises(code: string): void {
  walk(parseCode(code).program, (node) => {
    const { async, name } = node as typeof node & { async?: boolean; name?: string };
    if (async === true || node.type === 'ImportExpression' || name === 'Promise')
      throw new Error(`The code can make a promise: ${code.slice(node.start, node.start + 80)}`);
  });
}
