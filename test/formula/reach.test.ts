// What a custom function has in reach, by the import graph: no fetch, no lock, no charge. That Google refuses it too is the host's test.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { checkAllowed } from '../../workbench/host/allowed';
import { ALL_CALLS } from '../../workbench/host/calls/all-calls';

function importsBelow(entries: string[]): string[] {
  const seen = new Set<string>();
  const open = entries.map((file) => join('src', file));
  for (let file = open.pop(); file; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2020);
    for (const statement of source.statements) {
      if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
      const clause = statement.importClause;
      const named = clause?.namedBindings;
      const shapesOnly =
        clause?.isTypeOnly || (named && ts.isNamedImports(named) && named.elements.every((one) => one.isTypeOnly));
      const path = `${join(dirname(file), statement.moduleSpecifier.text)}.ts`;
      if (!shapesOnly && existsSync(path)) open.push(path);
    }
  }
  return [...seen].map((file) => relative('src', file)).sort();
}

test('a custom function reaches neither HTTP nor a lock nor what charges, advances, starts or writes', () => {
  const reached = importsBelow(['formula/answer-formula.ts', 'platform/apps-script/formula-platform.ts']);
  expect(reached.length).toBeGreaterThan(20);
  const forbidden =
    /apps-script\/(http|platform|alarm)|job\/(charge|submit|send|advance|start|slice|connection|learn|write|keep|collect)|^sidebar|^schedule|^wizard/;
  expect(reached.filter((file) => forbidden.test(file))).toEqual([]);
});

test('the test above can fail: filling reaches all of that', () => {
  expect(importsBelow(['sidebar-api.ts'])).toContain('job/charge.ts');
});

test('the host refuses a custom function every call that writes a sheet, makes a trigger, shows something or tells who it is', () => {
  const refused = Object.entries(ALL_CALLS).filter(([, { need }]) =>
    ['write sheet', 'triggers', 'ui', 'identity', 'menu'].includes(need),
  );
  expect(refused.length).toBeGreaterThan(40);
  for (const [name, { need }] of refused)
    expect(() => checkAllowed(need, name, 'CUSTOM_FUNCTION', undefined), name).toThrow(
      `You do not have permission to call ${name}`,
    );
});
