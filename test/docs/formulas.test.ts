// Every formula in docs/formulas.md can be read by the function that it calls, with the recipe and the width of cells that it shows.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { askOf, FUNCTIONS } from '../../src/recipe/formula-ask';
import { readDocument } from './documents';

const saved = JSON.parse(readFileSync('workbench/samples/work-emails.json', 'utf8'));
const FORMULA = /^=([A-Z_]+)\((.*)\)$/;
const formulas = readDocument('docs/formulas.md').codes.filter((code) => FORMULA.test(code));

/** Cells of a range as Sheets hands them over; the first row has texts that could be parameters' names. */
function cellsOf(from: string, to: string): string[][] {
  const width = to.charCodeAt(0) - from.charCodeAt(0) + 1;
  return [0, 1].map((row) => Array.from({ length: width }, (_, column) => `cell ${row} ${column}`));
}

function argumentsIn(text: string): unknown[] {
  return [...text.matchAll(/"([^"]*)"|([A-Z])\d+:([A-Z])\d+|(\d+)/g)].map((match) => {
    if (match[2]) return cellsOf(match[2], match[3]!);
    return match[4] ? Number(match[4]) : match[1];
  });
}

test('every function is shown', () => {
  expect(FUNCTIONS.filter((name) => !formulas.some((formula) => formula.startsWith(`=${name}(`)))).toEqual([]);
});

test.each(formulas)('%s', (formula) => {
  const [, name = '', list = ''] = FORMULA.exec(formula)!;
  const ask = askOf(name, argumentsIn(list), (asked) => (asked === saved.name ? saved : { problem: `no ${asked}` }));
  expect(ask).not.toHaveProperty('problem');
});
