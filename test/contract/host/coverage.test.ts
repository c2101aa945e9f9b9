// Every Google method that the add-on calls is one that the local host has. By types, not by running the add-on.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { googleCalls, sourceFiles, visit } from '../../google-calls';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const REALM = join(ROOT, 'workbench/host/realm');

/** `Range.getValues`, `UrlFetchApp.fetch` … as the realm's sources define them: class members, and the members of `service(…)`. */
function implemented(): Set<string> {
  const names = new Set<string>();
  const add = (owner: string, member: ts.Node & { name?: ts.PropertyName }) => {
    if (member.name && ts.isIdentifier(member.name)) names.add(`${owner}.${member.name.text}`);
  };
  for (const file of sourceFiles(REALM)) {
    visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022), (node) => {
      if (ts.isClassDeclaration(node) && node.name) for (const member of node.members) add(node.name.text, member);
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'service') return;
      const [name, members] = node.arguments;
      if (!name || !members || !ts.isStringLiteral(name) || !ts.isObjectLiteralExpression(members)) return;
      for (const member of members.properties) add(name.text, member);
    });
  }
  return names;
}

/** Interfaces of the type package that have another name than the object people know. */
const ALIASES: Record<string, string> = { 'Console.': 'console.' };

describe('the local host', () => {
  it('has every Google method that the add-on calls', () => {
    const have = implemented();
    const calls = googleCalls(ROOT, ['src/platform', 'src/self-check']);
    expect(calls.length).toBeGreaterThan(10);
    const known = (name: string) => {
      const alias = Object.entries(ALIASES).find(([prefix]) => name.startsWith(prefix));
      return have.has(alias ? name.replace(...alias) : name);
    };
    expect(calls.filter((name) => !known(name))).toEqual([]);
  });
});
