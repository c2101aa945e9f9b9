// Recipes and playbooks that a document keeps, one property each. They come along in a copy; what armed them does not.
import { readRecord, VALUE_BYTES } from '../engine/records';
import { RECIPES_BYTES } from '../engine/state-budget';
import type { Platform, StorePort } from '../platform/ports';
import { asciiJson } from '../text/ascii-json';
import { nearestHint } from '../text/nearest';
import { fail, ok, type Result } from '../text/problem';
import { isPlaybook, readPlaybook } from './playbook';
import { type RawRecipe, readRecipe } from './recipe';

export type SavedRecipe = { name: string; recipe: RawRecipe; savedBy: string; savedMs: number };

const KEY = 'bf.recipe.';
/** Schedules share the budget. */
const BUDGETED = /^bf\.(recipe|schedule)\./;

export function recipesIn(all: Record<string, string>): SavedRecipe[] {
  return Object.keys(all)
    .filter((key) => key.startsWith(KEY))
    .flatMap((key) => readRecord<SavedRecipe>(all[key]) ?? [])
    .filter((one) => one?.recipe)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** One property, whatever else the document holds: what a formula can afford. */
export function savedRecipe(store: Pick<StorePort, 'get'>, name: string): SavedRecipe | null {
  return readRecord<SavedRecipe>(store.get(KEY + name.trim()));
}

export function noSuchRecipe(name: string, all: Record<string, string>): string {
  const names = recipesIn(all).map((one) => one.name);
  return `There is no saved recipe "${name.trim()}" in this document.${nearestHint(name, names)}`;
}

/** Checks it first; one of the same name is replaced. */
export function saveRecipe(platform: Platform, raw: unknown): Result<SavedRecipe[]> {
  const all = platform.documentStore.all();
  const name = checkedName(raw, all);
  if ('problem' in name) return fail('recipe', name.problem);
  const saved: SavedRecipe = {
    name: name.name,
    recipe: raw as RawRecipe,
    savedBy: platform.user(),
    savedMs: platform.nowMs(),
  };
  const text = asciiJson(saved);
  const after = { ...all, [KEY + saved.name]: text };
  if (text.length > VALUE_BYTES || (budgeted(after) > RECIPES_BYTES && budgeted(after) > budgeted(all)))
    return fail('recipe', 'This document has no room for another recipe. Remove one.');
  platform.documentStore.set({ [KEY + saved.name]: text });
  return ok(recipesIn(after));
}

export function removeRecipe(platform: Platform, name: string): Result<SavedRecipe[]> {
  const all = platform.documentStore.all();
  const key = KEY + name.trim();
  if (all[key] === undefined) return fail('gone', noSuchRecipe(name, all));
  platform.documentStore.remove([key]);
  delete all[key];
  return ok(recipesIn(all));
}

function checkedName(raw: unknown, all: Record<string, string>): { name: string } | { problem: string } {
  if (!isPlaybook(raw)) {
    const read = readRecipe(raw);
    return 'problem' in read ? read : { name: read.recipe.name };
  }
  const read = readPlaybook(raw);
  if ('problem' in read) return read;
  for (const name of read.playbook.recipes) {
    const step = recipesIn(all).find((one) => one.name === name.trim());
    if (!step) return { problem: noSuchRecipe(name, all) };
    if (isPlaybook(step.recipe)) return { problem: `"${name}" is a playbook itself. Name its recipes instead.` };
  }
  return { name: read.playbook.name };
}

/** Names may hold any character: in JSON's ASCII a key is never counted too short. */
function budgeted(all: Record<string, string>): number {
  let bytes = 0;
  for (const key in all) if (BUDGETED.test(key)) bytes += asciiJson(key).length + all[key]!.length;
  return bytes;
}
