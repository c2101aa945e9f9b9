// What is being set up in the panel, and the recipe that it stands for, both ways. Not whether it is complete: draft-problems.ts.
import type { Described, RawRecipe } from '../src/sidebar-calls';
import { isBlank, type Settings } from './operation-fields';
import { shapeOf } from './operations';
import { at, isObject } from './setting-path';

/** Where a parameter's value comes from; `header: null`: it is not used. */
export type Source = { header: string | null } | { value: string | number | boolean };

export type Output = { path: string; label: string; header: string; on: boolean };

export type RowsChoice = 'empty' | 'errors' | 'check' | 'visible' | 'all' | { first: number } | { range: string };

export type Cap = { credits?: number; requests?: number };

export type Schedule = { every: 'hour' | 'day' | 'week'; at?: string; cap?: Cap; reuse?: Reuse };

export type Reuse = 'always' | 'never' | { days: number };

export type Draft = {
  name: string;
  operation: string;
  settings: Settings;
  /** Names of what was picked from lists, by setting: the recipe only has ids. */
  picked: { [setting: string]: string };
  /** Null while the settings that it goes with have changed. */
  described: Described | null;
  /** What the catalogue offered before the last change of a setting. */
  offered?: Described['offered'] | undefined;
  sheet: string;
  headerRow: number;
  inputs: { [parameter: string]: Source };
  outputs: Output[];
  rows: RowsChoice;
  /** Null: no status column. */
  status: string | null;
  cap: Cap;
  reuse: Reuse;
  schedule: Schedule | null;
};

export function newDraft(operation: string, settings: Settings, name: string): Draft {
  return {
    name: name.slice(0, 80),
    operation,
    settings,
    picked: {},
    described: null,
    sheet: '',
    headerRow: 1,
    inputs: {},
    outputs: [],
    rows: 'empty',
    status: `${name.slice(0, 80)} status`,
    cap: {},
    reuse: 'always',
    schedule: null,
  };
}

/** Without what is blank, at any depth: a field that was left empty is not set. */
function filledIn(settings: Settings): Settings {
  const kept: Settings = {};
  for (const [name, value] of Object.entries(settings)) {
    if (isBlank(value)) continue;
    if (Array.isArray(value)) kept[name] = value.filter((one) => !isBlank(one));
    else kept[name] = typeof value === 'object' ? filledIn(value as Settings) : value;
  }
  return kept;
}

/** A recipe that the add-on has taken. */
type SavedShape = Pick<Draft, 'name' | 'operation'> &
  Partial<Pick<Draft, 'sheet' | 'headerRow' | 'rows' | 'status' | 'cap' | 'reuse' | 'schedule'>> & {
    version: 1;
    settings?: Settings;
    inputs?: { [parameter: string]: string | { value: string | number | boolean } };
    outputs?: { [path: string]: string };
  };

function sourceOf(source: Source): unknown {
  if ('value' in source) return source.value === '' ? null : { value: source.value };
  return source.header;
}

export function recipeOf(draft: Draft): RawRecipe {
  const inputs: { [parameter: string]: unknown } = {};
  for (const [parameter, source] of Object.entries(draft.inputs)) {
    const from = sourceOf(source);
    if (from !== null) inputs[parameter] = from;
  }
  const outputs: { [path: string]: string } = {};
  for (const output of draft.outputs) if (output.on) outputs[output.path] = output.header.trim();
  const readsRows = shapeOf(draft.operation)?.readsRows ?? true;
  const recipe: RawRecipe = {
    version: 1,
    name: draft.name.trim(),
    operation: draft.operation,
    settings: filledIn(draft.settings),
    headerRow: draft.headerRow,
    reuse: draft.reuse,
    status: draft.status === null ? null : draft.status.trim(),
  };
  if (draft.sheet !== '') recipe.sheet = draft.sheet;
  if (readsRows) recipe.inputs = inputs;
  if (readsRows) recipe.rows = draft.rows;
  if (readsRows || Object.keys(outputs).length > 0) recipe.outputs = outputs;
  if (!isBlank(draft.cap)) recipe.cap = draft.cap;
  if (draft.schedule) recipe.schedule = draft.schedule;
  return recipe;
}

/** Of what was picked from a list a recipe keeps the id only. */
function pickedOf(draft: Draft): Draft['picked'] {
  const picked: Draft['picked'] = {};
  for (const field of shapeOf(draft.operation)?.fields ?? []) {
    const value = at(draft.settings, field.setting);
    if (field.kind !== 'list' || isBlank(value)) continue;
    const made = isObject(value) ? (isObject(value.create) ? value.create : value) : null;
    picked[field.setting] = String(made ? made.name : value);
  }
  return picked;
}

/** A recipe to be shown and changed. It was checked when it was saved, and is checked again before anything is done with it. */
export function draftOf(recipe: RawRecipe): Draft {
  const { version: _, name, operation, settings, inputs, outputs, ...rest } = recipe as SavedShape;
  const draft = { ...newDraft(operation, settings ?? {}, name), ...rest };
  draft.picked = pickedOf(draft);
  for (const [parameter, source] of Object.entries(inputs ?? {}))
    draft.inputs[parameter] = typeof source === 'string' ? { header: source } : source;
  for (const [path, header] of Object.entries(outputs ?? {}))
    draft.outputs.push({ path, label: path, header, on: true });
  return draft;
}
