// The sample list is what its README says, so that the first thing people try behaves as promised.

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { entryOf } from '../../../workbench/providers/databar/catalogue';
import { expectedResult } from '../../../workbench/providers/databar/result';
import { scene } from './databar/ask';

const file = (name: string) => readFileSync(new URL(`../../../workbench/samples/${name}`, import.meta.url), 'utf8');
const recipe = JSON.parse(file('work-emails.json'));
const leads: Record<string, string>[] = parse(file('leads.csv'), { columns: true });
const countries = entryOf(833)!.params.find((param) => param.name === 'country')!.choices!.items;

const complete = leads.filter((row) => row['First name']!.trim() && row.Company!.trim());
/** Inputs as the design makes them canonical: trimmed, composed, websites in small letters. */
const requests = new Map(
  complete.map((row) => {
    const params: Record<string, string> = {};
    for (const [slug, header] of Object.entries(recipe.inputs as Record<string, string>)) {
      const text = row[header]!.trim().normalize('NFC');
      if (text !== '') params[slug] = slug === 'domain' ? text.toLowerCase() : text;
    }
    return [JSON.stringify(params), params];
  }),
);

test('45 leads, 42 complete rows, 38 different requests', () => {
  expect([leads.length, complete.length, requests.size]).toEqual([45, 42, 38]);
});

test('34 are found, and 1.70 of at most 1.90 credits is spent', () => {
  const at = scene();
  const idOf = (name?: string) => countries.find((choice) => choice.name === name)?.id;
  const params = [...requests.values()].map((one) => ({ ...one, country: idOf(one.country) }));
  at.submit(params);
  expect(at.balance()).toBe(5000 - 1.9);
  expect(at.finished(params)).toMatchObject({
    credits_spent: 1.7,
    progress: { total: 38, completed: 34, no_data: 3, failed: 1 },
  });
});

test('every input column exists, every country is a choice, and the first five requests are good ones', () => {
  const headers = Object.keys(leads[0]!);
  expect(headers).toEqual(expect.arrayContaining(Object.values(recipe.inputs)));
  const named = leads.map((row) => row.Country!).filter((name) => name !== '');
  expect(countries.map((choice) => choice.name)).toEqual(expect.arrayContaining([...new Set(named)]));
  expect([...requests.values()].slice(0, 5).every((params) => expectedResult(833, params) !== null)).toBe(true);
});

test('one address was typed by hand, and there are cells that a spreadsheet would like to change', () => {
  expect(leads.filter((row) => row['Work email'] !== '')).toHaveLength(1);
  expect(file('leads.csv')).toMatch(/^0001,/m);
  expect(leads.some((row) => row.Notes!.startsWith('=SUM('))).toBe(true);
  expect(leads.some((row) => row.Notes!.includes('\n'))).toBe(true);
});

test('every output is a field of the enrichment', () => {
  const fields = entryOf(833)!.response_fields.map((field) => field.name);
  expect(fields).toEqual(expect.arrayContaining(Object.keys(recipe.outputs).map((path) => path.split('.')[0])));
});
