// Every Google method that the add-on calls is one that the local host has. By types, not by running the add-on.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const REALM = join(ROOT, 'workbench/host/realm');

function sourceFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => join(folder, name));
}

function visit(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

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

/** The Google methods that the sources call, by the interface that declares them. */
function called(): string[] {
  const config = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const files = sourceFiles(join(ROOT, 'src/platform'));
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  const names = new Set<string>();
  for (const file of files) {
    const source = program.getSourceFile(file);
    if (!source) continue;
    visit(source, (node) => {
      if (!ts.isCallExpression(node)) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (!declaration?.getSourceFile().fileName.includes('@types/google-apps-script')) return;
      const owner = declaration.parent;
      if (!ts.isInterfaceDeclaration(owner) || !('name' in declaration) || !declaration.name) return;
      names.add(`${owner.name.text}.${(declaration.name as ts.Identifier).text}`);
    });
  }
  return [...names].sort();
}

/** Interfaces of the type package that have another name than the object people know. */
const ALIASES: Record<string, string> = { 'Console.': 'console.' };

describe('the local host', () => {
  it('has every Google method that the add-on calls', () => {
    const have = implemented();
    const calls = called();
    expect(calls.length).toBeGreaterThan(10);
    const known = (name: string) => {
      const alias = Object.entries(ALIASES).find(([prefix]) => name.startsWith(prefix));
      return have.has(alias ? name.replace(...alias) : name);
    };
    expect(calls.filter((name) => !known(name))).toEqual([]);
  });
});
