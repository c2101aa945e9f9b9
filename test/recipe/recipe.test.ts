// What a recipe may say, its defaults, and the sentence for each thing that is wrong with it. Not its check against a sheet.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inputHeaders, readRecipe } from '../../src/recipe/recipe';
import { SEEDED } from '../text/seed';
import { GOOD, problemOf, recipeOf, spoilt } from './a-recipe';

describe('defaults', () => {
  test('are the ones of the contract', () => {
    const read = readRecipe(GOOD);
    expect(read).toMatchObject({
      recipe: { headerRow: 1, rows: 'empty', cap: {}, reuse: 'always', status: 'Work emails status' },
      operation: { id: 'databar.enrichment' },
      settings: { enrichment: 833, pages: 1 },
    });
    expect(recipeOf().sheet).toBeUndefined();
    expect(recipeOf().schedule).toBeUndefined();
  });

  test('status null is no status column, and stays so', () => {
    expect(recipeOf({ status: null }).status).toBeNull();
  });

  test('headers and name are taken without the blanks around them', () => {
    const recipe = recipeOf({ name: ' Mails ', inputs: { a: ' In ' }, outputs: { b: ' Out\n' }, status: ' State ' });
    expect(recipe).toMatchObject({ name: 'Mails', inputs: { a: 'In' }, outputs: { b: 'Out' }, status: 'State' });
    expect(recipeOf({ name: ' Mails ' }).status).toBe('Mails status');
  });

  test('the status header never has blanks around it, or it would never be found again', () => {
    const read = readRecipe(spoilt({ name: '  ' }));
    expect('problem' in read || read.recipe.status === read.recipe.status?.trim()).toBe(true);
  });

  test('a header that several inputs are read from counts once, a constant not at all', () => {
    expect(inputHeaders(recipeOf({ inputs: { a: 'X', b: 'X', c: 'Y', d: { value: 5 } } }))).toEqual(['X', 'Y']);
  });
});

describe('every form of the contract is taken', () => {
  test.each<object>([
    ...['empty', 'errors', 'check', 'all', 'visible', { first: 1 }, { range: 'A2:F40' }].map((rows) => ({ rows })),
    ...['always', 'never', { days: 30 }, { days: 0 }].map((reuse) => ({ reuse })),
    ...[{}, { credits: 0 }, { credits: 0.5, requests: 500 }].map((cap) => ({ cap })),
    { inputs: { a: 'First name', b: { value: 'US' }, c: { value: 1 }, d: { value: false } } },
    { sheet: 'Leads', headerRow: 3 },
    { schedule: { every: 'day', at: '09:00', cap: { credits: 5 }, reuse: 'never' } },
    { settings: { enrichment: 1, pages: 100 } },
  ])('%j', (change) => {
    expect(problemOf(spoilt(change))).toBeNull();
  });
});

/** What is changed in the good recipe → the sentence. */
const WRONG: [object, string][] = [
  [{ nam: 'x' }, 'The recipe has an unknown property "nam". The nearest is "name".'],
  [{ output: {} }, 'The recipe has an unknown property "output". The nearest is "outputs".'],
  [{ cap: { credit: 1 } }, '"cap" has an unknown property "credit". The nearest is "credits".'],
  [{ schedule: { every: 'day', att: '1' } }, '"schedule" has an unknown property "att". The nearest is "at".'],
  [
    { schedule: { every: 'day', cap: { credit: 1 } } },
    '"schedule.cap" has an unknown property "credit". The nearest is "credits".',
  ],
  [{ rows: { first: 2, rang: 'A1' } }, '"rows" has an unknown property "rang". The nearest is "range".'],
  [{ settings: { enrichment: 1, page: 2 } }, '"settings" has an unknown property "page". The nearest is "pages".'],
  [{ settings: { enrichmnt: 1 } }, '"settings" has an unknown property "enrichmnt". The nearest is "enrichment".'],
  [{ name: undefined, nam: 'x' }, 'The recipe has an unknown property "nam". The nearest is "name".'],
  [{ name: undefined }, '"name" is missing.'],
  [{ operation: undefined }, '"operation" is missing.'],
  [{ settings: {} }, '"settings.enrichment" is missing.'],
  [{ name: 5 }, '"name" must be text.'],
  [{ name: '' }, '"name" must not be empty.'],
  [{ name: 'x'.repeat(101) }, '"name" must be at most 100 characters.'],
  [{ version: 2 }, '"version" must be 1.'],
  [
    { operation: 'databar.enrichmnt' },
    'There is no operation "databar.enrichmnt". The nearest is "databar.enrichment".',
  ],
  [{ operation: 'x' }, 'There is no operation "x".'],
  [{ settings: { enrichment: '833' } }, '"settings.enrichment" must be a whole number.'],
  [{ settings: { enrichment: 1.5 } }, '"settings.enrichment" must be a whole number.'],
  [{ settings: { enrichment: 1, pages: 101 } }, '"settings.pages" must be at most 100.'],
  [{ settings: { enrichment: 1, pages: 0 } }, '"settings.pages" must be at least 1.'],
  [{ settings: null }, '"settings" must be an object.'],
  [{ headerRow: 0 }, '"headerRow" must be at least 1.'],
  [{ headerRow: '1' }, '"headerRow" must be a whole number.'],
  [{ sheet: '' }, '"sheet" must not be empty.'],
  [
    { rows: 'emty' },
    '"rows" must be "empty", "errors", "check", "all", "visible", { "first": n } or { "range": "A2:F40" }.',
  ],
  [{ rows: { first: 0 } }, '"rows.first" must be at least 1.'],
  [{ reuse: 'sometimes' }, '"reuse" must be "always", "never" or { "days": n }.'],
  [{ reuse: { days: -1 } }, '"reuse.days" must be at least 0.'],
  [{ cap: { credits: -1 } }, '"cap.credits" must be at least 0.'],
  [{ cap: { credits: '5' } }, '"cap.credits" must be a number.'],
  [{ inputs: { a: 5 } }, '"inputs.a" must be a header or { "value": … }.'],
  [{ outputs: { a: 5 } }, '"outputs.a" must be text.'],
  [{ status: 5 }, '"status" must be text.'],
  [{ schedule: { every: 'month' } }, '"schedule.every" must be "hour" or "day" or "week".'],
  [{ inputs: undefined }, 'The recipe has no "inputs": map at least one parameter to a column.'],
  [{ inputs: {} }, 'The recipe has no "inputs": map at least one parameter to a column.'],
  [
    { inputs: { a: { value: 1 } } },
    'No input of the recipe is read from a column: map at least one parameter to a header.',
  ],
  [{ outputs: {} }, 'The recipe has no "outputs": map at least one result path to a column.'],
  [{ outputs: { '': 'X' } }, 'The output to column "X" has no result path.'],
  [{ settings: { enrichment: 1e300 } }, '"settings.enrichment" must be a whole number.'],
  [{ outputs: { a: '  ' } }, 'Output "a" has no column header.'],
  [
    { outputs: { a: 'Company' } },
    'Column "Company" is both an input and an output. Write output "a" to another column.',
  ],
  [{ outputs: { a: ' X', b: 'X ' } }, 'Outputs "a" and "b" both write to column "X". Give each its own.'],
  [{ status: 'Company' }, 'Column "Company" is both an input and the status column.'],
  [{ status: 'Work email' }, 'Column "Work email" is both an output and the status column.'],
  [
    { name: 'Work email', outputs: { a: 'Work email status' } },
    'Column "Work email status" is both an output and the status column.',
  ],
  [{ status: ' ' }, 'The status column has no header. Name one, or use null for none.'],
];

describe('what is wrong is said in one sentence', () => {
  test.each(WRONG)('%j', (change, sentence) => {
    expect(problemOf(spoilt(change))).toBe(sentence);
  });

  test.each([[null], [5], ['x'], [[]]])('a recipe that is %j is no object', (raw) => {
    expect(problemOf(raw)).toBe('The recipe must be an object.');
  });

  test('an input whose header is blank names no column', () => {
    expect(problemOf(spoilt({ inputs: { first_name: '  ' } }))).toMatch(/"first_name"/);
  });

  test('a recipe that does not fit beside its run is refused with both sizes', () => {
    const outputs = { a: 'é'.repeat(400), b: 'ü'.repeat(401) };
    expect(problemOf(spoilt({ outputs }))).toMatch(/^The recipe takes 5\d\d\d bytes; at most 5000 fit\./);
  });

  test('whatever is read as a recipe, it is taken or refused with one line for people, never thrown at them', () => {
    const anyRecipe = fc.record(
      Object.fromEntries(
        [
          'version',
          'name',
          'operation',
          'settings',
          'inputs',
          'outputs',
          'rows',
          'status',
          'cap',
          'reuse',
          'schedule',
          'x',
        ].map((key) => [
          key,
          fc.oneof({ weight: 3, arbitrary: fc.constant((GOOD as Record<string, unknown>)[key]) }, fc.jsonValue()),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anyRecipe, fc.jsonValue()), (raw) => {
        const problem = problemOf(raw);
        if (problem === null) return;
        expect(problem).toMatch(/^\S.*[.}]$/s);
        expect(problem).not.toMatch(/undefined|\[object|invalid_|ZodError/);
      }),
      { ...SEEDED, numRuns: 300 },
    );
  });
});
