// Names people type to the ids that Databar wants. Only the choices that the sheet uses are kept.
import { nearestHint } from '../../text/nearest';
import { hasOwn } from '../../text/own';
import { field } from '../answer';
import type { Converted, Json, Parameter } from '../operation';

export type Choice = { id: string; name: string };

/** Typed text → id, for the texts that the sheet uses. `names`: a few of the offered names, for messages. */
export type Choices = { ids: Record<string, string>; names: string[]; complete: boolean };

/** Names kept for "the nearest is": enough for a hint, small enough for a property. */
const NAMES_KEPT = 60;

export function choicesOf(items: Json[]): Choice[] {
  const choices: Choice[] = [];
  for (const item of items) {
    const id = field(item, 'id');
    const name = field(item, 'name');
    if (id === undefined || id === null) continue;
    choices.push({ id: String(id), name: String(name ?? id) });
  }
  return choices;
}

/** The texts to look up in one cell: a list of choices is separated by commas or semicolons. */
export function choiceKey(text: string, type: Parameter['type']): string[] {
  const parts = type === 'choices' ? text.split(/[;,]/) : [text];
  return parts.map((part) => part.trim().toLowerCase()).filter((part) => part !== '');
}

export function pickWanted(
  offered: Choice[],
  wanted: readonly string[],
  type: Parameter['type'],
  before?: Choices | null,
): Choices {
  const byName = new Map<string, string>();
  for (const { id } of offered) byName.set(id.toLowerCase(), id);
  for (const { id, name } of offered) byName.set(name.trim().toLowerCase(), id);
  const ids: Record<string, string> = { ...before?.ids };
  for (const text of wanted) {
    // A name that itself holds a comma is looked up whole before it is taken apart.
    for (const key of [text.trim().toLowerCase(), ...choiceKey(text, type)]) {
      const id = byName.get(key);
      if (id !== undefined) ids[key] = id;
    }
  }
  const names = [...(before?.names ?? []), ...offered.map((choice) => choice.name)].slice(0, NAMES_KEPT);
  return { ids, names, complete: true };
}

/** A cell's text as choice ids. Where the list could not be read to its end, an unknown text goes as it is typed. */
export function toChoiceIds(text: string, type: 'choice' | 'choices', choices: Choices | null): Converted {
  if (!choices) return { value: type === 'choices' ? text.split(/[;,]/).map((part) => part.trim()) : text };
  const own = (key: string): string | undefined => (hasOwn(choices.ids, key) ? choices.ids[key] : undefined);
  const whole = own(text.trim().toLowerCase());
  if (whole !== undefined) return { value: type === 'choices' ? [whole] : whole };
  const found: string[] = [];
  for (const key of choiceKey(text, type)) {
    const id = own(key);
    if (id === undefined && choices.complete)
      return { problem: `"${text}" is not one of the choices.${nearestHint(key, choices.names)}` };
    found.push(id ?? key);
  }
  return { value: type === 'choices' ? found : (found[0] ?? text) };
}
