// What the archive knows of an input, seen through one recipe: what need not be bought again, what it fills, and the status it gets.
import { describe, expect, test } from 'vitest';
import type { Entry, EntryKind, Stored } from '../../src/archive/archive-row';
import { packResult } from '../../src/archive/reduced-result';
import { derivedOutcome, mayReuse, outputValue, statusText } from '../../src/job/known';
import type { Json } from '../../src/providers/operation';
import { recipeOf } from '../recipe/a-recipe';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = 1_800_000_000_000;

const entry = (kind: EntryKind, ageMs = 0): Entry => ({ row: 2, key: 'k', job: 'job', kind, whenMs: NOW_MS - ageMs });
const RECIPE = recipeOf({ outputs: { email: 'Work email', phones: 'Phones' } });

const stored = (outcome: EntryKind, result?: Json, detail = ''): Stored => ({
  outcome,
  whenMs: NOW_MS,
  batch: '',
  credits: null,
  detail,
  reduced: result === undefined ? { cells: ['', '', ''] } : packResult(result, Object.keys(RECIPE.outputs)),
});

describe('an archived answer stands in for buying again', () => {
  const kinds: [EntryKind, boolean][] = [
    ['found', true],
    ['no match', true],
    ['failed', false],
    ['check', false],
    ['not run', false],
    ['stub', false],
    ['run', false],
    ['wave', false],
  ];
  test.each(kinds)('where it was bought knowledge: %s %j', (kind, reused) => {
    expect(mayReuse(entry(kind), recipeOf({ reuse: 'always' }), NOW_MS)).toBe(reused);
    expect(mayReuse(entry(kind), recipeOf({ reuse: { days: 1 } }), NOW_MS)).toBe(reused);
    expect(mayReuse(entry(kind), recipeOf({ reuse: 'never' }), NOW_MS)).toBe(false);
  });

  const ages: [unknown, number, boolean][] = [
    ['always', 10_000 * DAY_MS, true],
    [undefined, 10_000 * DAY_MS, true],
    ['never', 0, false],
    ['never', -DAY_MS, false],
    [{ days: 30 }, 30 * DAY_MS, true],
    [{ days: 30 }, 30 * DAY_MS + 1, false],
    [{ days: 30 }, 29 * DAY_MS, true],
    [{ days: 0.5 }, DAY_MS / 2, true],
    [{ days: 0.5 }, DAY_MS / 2 + 1, false],
    [{ days: 0 }, 0, true],
    [{ days: 0 }, 1, false],
    [{ days: 0 }, -1, true],
  ];
  test.each(ages)(
    'as long as the recipe lets it, to the millisecond: reuse %j after %d ms %j',
    (reuse, ageMs, reused) => {
      for (const kind of ['found', 'no match'] as const)
        expect(mayReuse(entry(kind, ageMs), recipeOf({ reuse }), NOW_MS)).toBe(reused);
    },
  );
});

describe('the value for an output column', () => {
  const result = {
    email: 'a@example.com',
    phones: [],
    seen: 0,
    verified: false,
    name: '  ',
    gone: null,
    to: { city: 'Rome' },
  };
  const values: [string, unknown][] = [
    ['email', 'a@example.com'],
    ['to.city', 'Rome'],
    ['seen', 0],
    ['verified', false],
    ['phones', undefined],
    ['name', undefined],
    ['gone', undefined],
    ['nowhere', undefined],
  ];
  test.each(values)('is what the result has at its path, if that counts as one: %s %j', (path, value) => {
    expect(outputValue(recipeOf({ outputs: { [path]: 'Column' } }), result, 'Column')).toBe(value);
  });

  test('is never that of another column', () => {
    const recipe = recipeOf({ outputs: { seen: 'Seen', email: 'Mail', phones: 'Phones', 'to.city': 'City' } });
    const byColumn = ['Mail', 'City', 'Phones', 'Seen', 'Other'].map((header) => outputValue(recipe, result, header));
    expect(byColumn).toEqual(['a@example.com', 'Rome', undefined, 0, undefined]);
  });

  test.each([undefined, null, '', 'text', 7])('is none where the result is %j, which has no paths', (none) => {
    expect(outputValue(RECIPE, none, 'Work email')).toBeUndefined();
  });
});

describe('the outcome for a recipe', () => {
  const results: [Json | undefined, 'found' | 'no match'][] = [
    [{ email: 'a@example.com', phones: [] }, 'found'],
    [{ email: '', phones: ['1'] }, 'found'],
    [{ email: false }, 'found'],
    [{ email: ' ', phones: [] }, 'no match'],
    [{ name: 'Ada' }, 'no match'],
    [{}, 'no match'],
    [null, 'no match'],
    [undefined, 'no match'],
  ];
  test.each(results)('is found only with a value that it maps: %j %s', (result, outcome) => {
    expect(derivedOutcome(RECIPE, stored('found', result))).toBe(outcome);
  });

  test('is another one for a recipe that maps other paths of the same result', () => {
    const answer = stored('found', { name: 'Ada', email: '' });
    expect(derivedOutcome(recipeOf({ outputs: { name: 'Full name' } }), answer)).toBe('found');
    expect(derivedOutcome(RECIPE, answer)).toBe('no match');
  });

  test('is no match where a person has spoilt the result in the archive', () => {
    const spoilt: Stored = { ...stored('found'), reduced: { cells: ['{"email":"a@exam', '', ''] } };
    expect(derivedOutcome(RECIPE, spoilt)).toBe('no match');
  });

  test.each(['no match', 'failed', 'check', 'not run'] as const)('stays %s, whatever the result holds', (outcome) => {
    expect(derivedOutcome(RECIPE, stored(outcome))).toBe(outcome);
    expect(derivedOutcome(RECIPE, stored(outcome, { email: 'a@example.com' }))).toBe(outcome);
  });
});

describe('the status text', () => {
  const FOUND = { email: 'a@example.com' };
  const texts: [string, Stored, boolean, string][] = [
    ['of a value that was written', stored('found', FOUND), false, 'found'],
    ['of a value that met a cell of a person', stored('found', FOUND), true, 'found: kept your value'],
    ['of a result without a mapped value', stored('found', { name: 'Ada' }), false, 'no match'],
    ['of no match', stored('no match'), false, 'no match'],
    ['of no match that kept nothing', stored('no match'), true, 'no match'],
    ['of no match that may be a failure', stored('no match', undefined, 'or failed'), false, 'no match or failed'],
    ['of no match with a detail of its own', stored('no match', undefined, 'or moved'), false, 'no match'],
    ['of a result whose detail is not its own', stored('found', {}, 'or failed'), false, 'no match'],
    ['of a failure', stored('failed', undefined, 'no such domain'), false, 'failed: no such domain'],
    ['of a failure that says the word', stored('failed', undefined, 'or failed'), true, 'failed: or failed'],
    ['of a failure without a reason', stored('failed'), false, 'failed: no reason given'],
    ['of a doubt, on one line', stored('check', undefined, 'no\nanswer '), false, 'check: no answer'],
    ['of what was not sent', stored('not run', undefined, 'stopped'), false, 'not run: stopped'],
  ];
  test.each(texts)('%s', (_of, answer, kept, text) => {
    expect(statusText(RECIPE, answer, kept)).toBe(text);
  });

  test('goes by the outcome where it is known already', () => {
    expect(statusText(RECIPE, stored('found', {}), false, 'found')).toBe('found');
    expect(statusText(RECIPE, stored('found', FOUND), true, 'no match')).toBe('no match');
  });
});
