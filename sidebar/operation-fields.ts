// What the parts of a set-up form are: types of the table in operations.ts, and which of its fields apply. Draws nothing.
import type { ListName, ProviderId } from '../src/sidebar-calls';
import { at, isObject } from './setting-path';

export type Settings = { [setting: string]: unknown };

/** A value and its words. */
export type Choices = readonly (readonly [string, string])[];

/** `when`: applies only while another setting has one of these values. `more`: seldom changed. */
export type Besides = {
  hint?: string;
  more?: boolean;
  when?: readonly [setting: string, ...values: string[]];
  least?: number;
  most?: number;
};

/** `setting` is a dotted path into the recipe's settings. */
export type Field = Besides & { setting: string; label: string; required: boolean } & (
    | { kind: 'list'; list: ListName; within?: string; newAt?: string }
    | { kind: 'choice'; choices: Choices; otherwise?: string }
    | { kind: 'choices'; choices: Choices }
    | { kind: 'switch'; otherwise: boolean }
    | { kind: 'text' | 'long' | 'words' | 'number' | 'target' | 'pairs' }
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
  freeInputs: { hint: string; before: string } | null;
};

/** A card that needs no catalogue. */
export type Offer = { operation: string; settings: Settings; title: string; gives: string };

/** A field of something new (a pipeline, a template) applies only while something new is being made. */
export function fieldsOf(shape: OperationShape | null, settings: Settings): Field[] {
  const fields = shape?.fields ?? [];
  return fields.filter(({ when, setting }) => {
    if (when && !when.slice(1).includes(String(at(settings, when[0])))) return false;
    return fields.every(
      (other) =>
        other.kind !== 'list' || !other.newAt || !setting.startsWith(`${other.newAt}.`) || isNew(settings, other),
    );
  });
}

export function isNew(settings: Settings, field: Extract<Field, { kind: 'list' }>): boolean {
  return !!field.newAt && isObject(at(settings, field.newAt));
}

export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.values(value).every(isBlank);
}
