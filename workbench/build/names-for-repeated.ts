// Gives a name to what is written again and again: texts, null, undefined, functions of the language's own objects, and names of
// properties: `a.longName` becomes `a[x]`, `{ longName: b }` becomes `{ [x]: b }`. Terser then makes the names short. What a property is
// called stays: it is saved, sent and shown.
import type { Identifier, Literal, MemberExpression, Node, Property, UnaryExpression } from 'acorn';
import { childrenOf, parseCode, topOf } from './gate';

/** Their functions do not look at `this`, and nobody replaces them. That nothing else has their names is held by the linter. */
const BUILT_IN = ['Object', 'Math', 'JSON', 'Array', 'Number', 'String'];
/** Short, since Terser writes `a[x]` as a property again where `x` is not shorter than that as it compresses. */
const PREFIX = '$';
/** A name of Terser's: the 54 of one letter go to what is used most, which is so much or more. */
const OFTEN = 60;
const nameBytes = (uses: number): number => (uses >= OFTEN ? 1 : 2);
/** Where a name stands, and what it is written in there: nothing, `[` and `]` in place of a dot, `[` and `]`. */
const AROUND_BYTES = { text: 0, read: 1, key: 2 };
/** As an object's literal, this one is no property. */
const NO_PROPERTY = '__proto__';
type Place = { start: number; end: number; as: keyof typeof AROUND_BYTES; before?: string; after?: string };

function canHaveName(node: Node): boolean {
  if (node.type === 'Literal') return typeof (node as Literal).value === 'string' || (node as Literal).raw === 'null';
  const { operator, argument } = node as UnaryExpression;
  if (operator === 'void') return argument.type === 'Literal';
  const { object, computed } = node as MemberExpression;
  return node.type === 'MemberExpression' && !computed && BUILT_IN.includes((object as Identifier).name);
}

/** Where `.name` or `?.name` begins. */
function dotBefore(code: string, name: Node): number {
  const at = code.lastIndexOf('.', name.start);
  return code[at - 1] === '?' ? at - 1 : at;
}

/** What can have a name, by how it is written as a value, with all its places. */
function placesOf(code: string, { program }: ReturnType<typeof parseCode>): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  const note = (written: string, place: Place): void => {
    const known = places.get(written);
    if (known) known.push(place);
    else places.set(written, [place]);
  };
  const visit = (node: Node): void => {
    if ((node as Node & { directive?: string }).directive !== undefined) return;
    const { start, end } = node;
    if (canHaveName(node)) {
      note(code.slice(start, end), { start, end, as: 'text' });
      return;
    }
    const { key, computed, shorthand } = node as Property;
    const { object, property, optional } = node as MemberExpression;
    for (const child of childrenOf(node)) {
      const { name } = child as Identifier;
      if ((child !== key && child !== property) || computed) {
        visit(child);
        continue;
      }
      if (child.type !== 'Identifier') continue;
      if (child === key) {
        const place: Place = { start: child.start, end: child.end, as: 'key', after: shorthand ? `: ${name}` : '' };
        if (node.type === 'Property' && name !== NO_PROPERTY) note(JSON.stringify(name), place);
      } else if (!BUILT_IN.includes((object as Identifier).name))
        note(JSON.stringify(name), { start: dotBefore(code, child), end, as: 'read', before: optional ? '?.' : '' });
    }
  };
  visit(program);
  return places;
}

/** The places of one text that gain by a name, and by how much. */
function gainOf(written: string, places: Place[]): { saved: number; places: Place[] } {
  const name = nameBytes(places.length);
  const savedAt = ({ as }: Place) => written.length - (as === 'text' ? 0 : '""'.length) - name - AROUND_BYTES[as];
  const gaining = places.filter((place) => savedAt(place) > 0);
  const saved = gaining.reduce((sum, place) => sum + savedAt(place), 0);
  return { saved: saved - `${written}=,`.length - name, places: gaining };
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
  const parsed = parseCode(code);
  const replaced: (Place & { name: string })[] = [];
  const names: string[] = [];
  // The most used first: Terser gives its shortest names in the order in which they are declared.
  const byUse = [...placesOf(code, parsed)].sort(([, one], [, other]) => other.length - one.length);
  for (const [written, all] of byUse) {
    const { saved, places } = gainOf(written, all);
    if (saved <= 0) continue;
    const name = `${PREFIX}${names.length.toString(36)}`;
    names.push(`${name} = ${written}`);
    for (const place of places) replaced.push({ ...place, name });
  }
  if (names.length === 0) return code;
  let at = topOf(firstBlock(parsed.program)!);
  let text = `${code.slice(0, at)}let ${names.join(',\n')};\n`;
  for (const { start, end, as, before = '', after = '', name } of replaced.sort((a, b) => a.start - b.start)) {
    text += code.slice(at, start) + before + (as === 'text' ? name : `[${name}]`) + after;
    at = end;
  }
  return text + code.slice(at);
}
