// Gives a name of the bundle's own to the language's global objects. A name of two letters is shorter than theirs; and in a context that
// answers for its globals itself, as Node's `vm` and so the local host does, each mention of one is a call outside: 0.15 µs, in a loop over
// every row again and again. Google's services keep their names: some are not there in a formula.
import type { Identifier, MemberExpression, Node, Property } from 'acorn';
import { childrenOf, parseCode, topOf, walk } from './gate';
import { firstBlock } from './names-for-repeated';

const GLOBALS =
  'Object Math JSON Array Number String Boolean Map Set Date RegExp Error Promise Uint8Array Uint32Array DataView encodeURIComponent'.split(
    ' ',
  );
const PREFIX = 'global_';

type Key = Node & Partial<Pick<Property, 'key' | 'computed' | 'shorthand'> & Pick<MemberExpression, 'property'>>;

/** What is mentioned as a variable, as opposed to the name of a property. */
function mentioned(program: Node): Identifier[] {
  const found: Identifier[] = [];
  walk(program, (node) => {
    const { key, property, computed } = node as Key;
    for (const child of childrenOf(node)) {
      const isName = !computed && (child === key || child === property);
      if (child.type === 'Identifier' && !isName) found.push(child as Identifier);
    }
  });
  return found;
}

type Pattern = Node & {
  name?: string;
  left?: Node;
  argument?: Node;
  value?: Node;
  elements?: Node[];
  properties?: Node[];
};

/** The names in a pattern, without what is given where a value is missing. */
function namesIn(pattern: Node | null | undefined): string[] {
  if (!pattern) return [];
  const { type, name, left, argument, value, elements, properties } = pattern as Pattern;
  if (type === 'Identifier') return [name!];
  return [left ?? argument ?? value, ...(elements ?? properties ?? [])].flatMap(namesIn);
}

/** Names that the code gives itself, wherever: they may mean something else there. `{ Map }` is left too. */
function given(program: Node): Set<string> {
  const names = new Set<string>();
  walk(program, (node) => {
    const { id, params, param, shorthand, key } = node as Node & { id?: Node; params?: Node[]; param?: Node } & Key;
    for (const name of [id, param, ...(params ?? []), shorthand ? key : null].flatMap(namesIn)) names.add(name);
  });
  return names;
}

/** `code` is one function that is called at once; the names stand at its top. */
export function withNamesForGlobals(code: string): string {
  const { program } = parseCode(code);
  const taken = given(program);
  const places = mentioned(program).filter(({ name }) => GLOBALS.includes(name) && !taken.has(name));
  const named = GLOBALS.filter((name) => places.filter((one) => one.name === name).length > 1);
  if (named.length === 0) return code;
  let at = topOf(firstBlock(program)!);
  let text = `${code.slice(0, at)}let ${named.map((name) => `${PREFIX}${name} = ${name}`).join(', ')};\n`;
  for (const { name, start, end } of places.sort((a, b) => a.start - b.start)) {
    if (!named.includes(name)) continue;
    text += `${code.slice(at, start)}${PREFIX}${name}`;
    at = end;
  }
  return text + code.slice(at);
}
