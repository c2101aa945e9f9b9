// Gives a name to what is written again and again: texts, null, undefined and functions of the language's own objects. Terser then makes
// the names short. Names of properties stay: they are what is saved, sent and shown.
import type { BinaryExpression, Identifier, Literal, MemberExpression, Node, Property, UnaryExpression } from 'acorn';
import { childrenOf, parseCode, topOf } from './gate';

/** Their functions do not look at `this`, and nobody replaces them. That nothing else has their names is held by the linter. */
const BUILT_IN = ['Object', 'Math', 'JSON', 'Array', 'Number', 'String'];
const PREFIX = 'repeated_';
/** A name of Terser's; there are more than fit one letter. */
const NAME_BYTES = 2;

/** V8 reads `typeof x === 'string'` as one instruction, if the text stands there. */
function isTypeofTest(node: Node): boolean {
  const { left, right } = node as BinaryExpression;
  const isTypeof = (side: Node) => (side as UnaryExpression).operator === 'typeof';
  return node.type === 'BinaryExpression' && (isTypeof(left) || isTypeof(right));
}

function canHaveName(node: Node): boolean {
  if (node.type === 'Literal') return typeof (node as Literal).value === 'string' || (node as Literal).raw === 'null';
  const { operator, argument } = node as UnaryExpression;
  if (operator === 'void') return argument.type === 'Literal';
  const { object, computed } = node as MemberExpression;
  return node.type === 'MemberExpression' && !computed && BUILT_IN.includes((object as Identifier).name);
}

/** What can have a name, by how it is written, with all its places. */
function placesOf(code: string, program: Node): Map<string, Node[]> {
  const places = new Map<string, Node[]>();
  const visit = (node: Node): void => {
    if ((node as Node & { directive?: string }).directive !== undefined) return;
    if (canHaveName(node)) {
      const written = code.slice(node.start, node.end);
      const known = places.get(written);
      if (known) known.push(node);
      else places.set(written, [node]);
      return;
    }
    const { key, computed } = node as Property;
    for (const child of childrenOf(node)) {
      if (child === key && !computed) continue;
      if (!(isTypeofTest(node) && child.type === 'Literal')) visit(child);
    }
  };
  visit(program);
  return places;
}

export function firstBlock(node: Node): Node | undefined {
  if (node.type === 'BlockStatement') return node;
  for (const child of childrenOf(node)) {
    const found = firstBlock(child);
    if (found) return found;
  }
  return undefined;
}

/** `code` is one function that is called at once; the names stand at its top. */
export function withNamesForRepeated(code: string): string {
  const { program } = parseCode(code);
  const replaced: { node: Node; name: string }[] = [];
  const names: string[] = [];
  for (const [written, places] of placesOf(code, program)) {
    const saved = (written.length - NAME_BYTES) * places.length - `${written}=,`.length - NAME_BYTES;
    if (saved <= 0) continue;
    const name = `${PREFIX}${names.length}`;
    names.push(`${name} = ${written}`);
    for (const node of places) replaced.push({ node, name });
  }
  if (names.length === 0) return code;
  let at = topOf(firstBlock(program)!);
  let text = `${code.slice(0, at)}let ${names.join(',\n')};\n`;
  for (const { node, name } of replaced.sort((a, b) => a.node.start - b.node.start)) {
    text += code.slice(at, node.start) + name;
    at = node.end;
  }
  return text + code.slice(at);
}
