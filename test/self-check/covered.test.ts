// No assumption of the local host goes unasked: each line of its contract that is marked so is covered by a question, or says why it cannot be.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { TYPED } from '../../src/self-check/typed-texts';
import { sourceFiles, visit } from '../google-calls';
import { ASSUMED_IN_SOURCES, ASSUMED_LINES, type Cover } from './assumed-lines';
import { ANSWERS } from './checked';

const CONTRACT = join('test', 'contract', 'host');
const MARK = /\b(assumed|unknown|reported|common knowledge)\b/i;

function textOf(node: ts.Node | undefined): string | null {
  return node && (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) ? node.text : null;
}

/** Titles of tests with the mark; rows of tables whose last text has it, by their first. */
function marked(): { titles: string[]; rows: string[] } {
  const [titles, rows]: [string[], string[]] = [[], []];
  for (const name of readdirSync(CONTRACT).filter((file) => file.endsWith('.test.ts'))) {
    const source = ts.createSourceFile(name, readFileSync(join(CONTRACT, name), 'utf8'), ts.ScriptTarget.ES2022, true);
    visit(source, (node) => {
      if (ts.isCallExpression(node) && /\b(it|test)\b/.test(node.expression.getText(source))) {
        const title = textOf(node.arguments[0]);
        if (title && MARK.test(title)) titles.push(title);
      }
      if (!ts.isArrayLiteralExpression(node) || node.elements.length !== 3) return;
      const [first, last] = [textOf(node.elements[0]), textOf(node.elements[2])];
      if (first !== null && last && MARK.test(last)) rows.push(first);
    });
  }
  return { titles, rows };
}

function questionsOf(covers: Record<string, Cover>): string[] {
  return Object.values(covers).flatMap((cover) => ('asked' in cover ? cover.asked : []));
}

describe('the table of assumed lines', () => {
  const { titles, rows } = marked();

  test('has every marked line of the contract, and none that is gone', () => {
    expect(titles.length).toBeGreaterThan(15);
    expect([...new Set(titles)].sort()).toEqual(Object.keys(ASSUMED_LINES).sort());
  });

  test('every marked row of the typed texts is asked for', () => {
    expect(rows.length).toBeGreaterThan(20);
    // The empty text is no text to type.
    expect(rows.filter((row) => row !== '' && !TYPED.includes(row))).toEqual([]);
  });

  test('names only questions that are asked, or a reason', () => {
    const questions = [...questionsOf(ASSUMED_LINES), ...questionsOf(ASSUMED_IN_SOURCES)];
    expect(questions.filter((question) => !(question in ANSWERS))).toEqual([]);
    for (const [line, cover] of Object.entries({ ...ASSUMED_LINES, ...ASSUMED_IN_SOURCES }))
      expect('notCheckable' in cover ? cover.notCheckable.length > 20 : cover.asked.length > 0, line).toBe(true);
  });

  test('has every source of the host that calls something assumed or unknown in a comment', () => {
    const host = join('workbench', 'host');
    const found = sourceFiles(host).filter((file) =>
      /(\/\/|\*).*\b(assumed|unknown at google|undocumented)\b/i.test(readFileSync(file, 'utf8')),
    );
    const names = found.map((file) => relative(host, file).split(sep).join('/'));
    expect(names.sort()).toEqual(Object.keys(ASSUMED_IN_SOURCES).sort());
  });
});
