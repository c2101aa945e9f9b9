// Every recipe that a document shows is run against the simulated providers, and the figures that stand under it are those of that run.
import { readFileSync } from 'node:fs';
import type { Token, Tokens } from 'marked';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS } from '../../src/providers/all';
import { DOCUMENTS, type Document } from './documents';
import { type Report, type Workplace, workplace } from './workplace';

type Shown = {
  path: string;
  /** `recipe`: whole. `part`: laid over a sample. `playbook`: of recipes that stand before it on the page. */
  kind: string;
  sample: string | null;
  list: string | null;
  json: Record<string, unknown>;
  figures: Record<string, string> | null;
};

const FIGURES = 'requests';

/** The table behind a recipe whose first heading is "requests": what that run came to. */
function figuresAfter(tokens: Token[], at: number): Record<string, string> | null {
  const next = tokens.slice(at + 1).find((token) => token.type !== 'space');
  if (next?.type !== 'table') return null;
  const { header, rows } = next as Tokens.Table;
  if (header[0]!.text !== FIGURES) return null;
  return Object.fromEntries(header.map((cell, column) => [cell.text, rows[0]![column]!.text]));
}

function shownIn({ path, tokens }: Document): Shown[] {
  return tokens.flatMap((token, at) => {
    if (token.type !== 'code') return [];
    const { lang = '', text } = token as Tokens.Code;
    const [language, kind = '', ...names] = lang.split(/\s+/);
    if (language !== 'json') return [];
    const sample = names.find((name) => name.endsWith('.json')) ?? null;
    const list = names.find((name) => name.endsWith('.csv')) ?? null;
    return [{ path, kind, sample, list, json: JSON.parse(text), figures: figuresAfter(tokens, at) }];
  });
}

function readSample(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(`workbench/samples/${name}`, 'utf8'));
}

function figuresOf({ requests, outcomes, credits }: Report): Record<string, string> {
  const shown = (amount: number | null) => (amount === null ? 'not known' : String(Math.round(amount * 100) / 100));
  const counts = Object.fromEntries(Object.entries(outcomes).map(([outcome, count]) => [outcome, String(count)]));
  return { requests: String(requests), ...counts, 'at most': shown(credits.estimatedMax), spent: shown(credits.spent) };
}

const SHOWN = DOCUMENTS.flatMap(shownIn);
let place: Workplace;
beforeAll(() => {
  place = workplace();
});
afterAll(() => place.leave());

test('every block of JSON is a recipe, a part of one or a playbook', () => {
  expect(SHOWN.filter(({ kind }) => !['recipe', 'part', 'playbook'].includes(kind))).toEqual([]);
});

test('every operation has a recipe with its figures', () => {
  const shown = SHOWN.filter(({ kind, figures }) => kind === 'recipe' && figures).map(({ json }) => json.operation);
  expect(OPERATIONS.map(({ id }) => id).filter((id) => !shown.includes(id))).toEqual([]);
});

describe.each(
  SHOWN.map(
    (shown) => [`${shown.path}: ${shown.kind} ${shown.json.name ?? JSON.stringify(shown.json)}`, shown] as const,
  ),
)('%s', (_title, { path, kind, sample, list, json, figures }) => {
  test('runs, and comes to what is said under it', async () => {
    const before = SHOWN.filter((one) => one.path === path && one.kind === 'recipe');
    const named = (name: unknown) => before.find((one) => one.json.name === name)!.json;
    const { status, said, report } = await (kind === 'playbook'
      ? place.runPlaybook(json, (json.recipes as unknown[]).map(named), list)
      : place.runRecipe(sample ? { ...readSample(sample), ...json } : json, list));
    expect(status, said).not.toBe(1);
    if (figures) expect(Object.entries(figuresOf(report!))).toEqual(expect.arrayContaining(Object.entries(figures)));
  });
});
