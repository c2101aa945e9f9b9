// What the parts of a set-up form are: types of the table in operations.ts, and which of its fields apply. Draws nothing.
import type { ListName, ProviderId } from '../src/sidebar-calls';
import { at } from './setting-path';

export type Settings = { [setting: string]: unknown };

export type Choice = { value: string; label: string };

/** `setting` is a dotted path into the recipe's settings. `when`: applies only while another setting has one of these values. */
export type Field = {
  setting: string;
  label: string;
  hint?: string;
  required?: true;
  /** Shown behind "More settings". */
  more?: true;
  when?: { setting: string; is: readonly string[] };
} & (
  | { kind: 'list'; list: ListName; within?: string; make?: { label: string; setting: string } }
  | { kind: 'choice'; choices: readonly Choice[]; otherwise?: string }
  | { kind: 'choices'; choices: readonly Choice[] }
  | { kind: 'number'; least: number; most?: number; otherwise?: number }
  | { kind: 'switch'; otherwise: boolean }
  | { kind: 'text' | 'long text' | 'words' | 'pairs' | 'target' }
  /** What the catalogue offers for the thing picked: ids in the order that counts, or one of them. */
  | { kind: 'offered'; several: boolean }
);

export type OperationShape = {
  id: string;
  provider: ProviderId;
  /** How the operation is called where nothing more exact is known. */
  title: string;
  fields: readonly Field[];
  /** What a request without a result costs, as far as the provider says. */
  misses: string;
  /** False: it takes no rows of the sheet, but fills the sheet. */
  readsRows: boolean;
  /** Inputs may be named freely, besides those that are known. */
  freeInputs?: { hint: string; before: string };
};

/** A card that needs no catalogue. */
export type Offer = {
  operation: string;
  settings: Settings;
  title: string;
  gives: string;
  price: string;
};

/** A field of something new (a pipeline, a template) applies only while something new is being made. */
export function applies(field: Field, settings: Settings, fields: readonly Field[]): boolean {
  if (field.when && !field.when.is.includes(String(at(settings, field.when.setting)))) return false;
  for (const other of fields) {
    if (other.kind !== 'list' || !other.make || !field.setting.startsWith(`${other.make.setting}.`)) continue;
    if (!isNew(settings, other.make.setting)) return false;
  }
  return true;
}

export function isNew(settings: Settings, makeSetting: string): boolean {
  const value = at(settings, makeSetting);
  return typeof value === 'object' && value !== null;
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.every(isBlank);
  return typeof value === 'object' && Object.values(value).every(isBlank);
}
