// Names people type to the ids that Databar wants. Only the choices that the sheet uses are kept.
import { firstCharacters } from '../../text/cut';
import { nearestHint } from '../../text/nearest';
import { hasOwn } from '../../text/own';
import { textField } from '../answer';
import type { Converted, Json, Parameter } from '../operation';

export type Choice = { id: string; name: string };

/** Typed text → id, for the texts that the sheet uses. `names`: a few of the offered names, for messages. */
export type Choices = { ids: Record<string, string>; names: string[]; complete: boolean };

/** Names kept for "the nearest is": enough for a hint, small enough for a property. More where nothing is to be kept: for a panel. */
const NAMES_KEPT = 60;
const NAMES_SHOWN = 200;
const NAME_CHARACTERS = 40;

export function choicesOf(items: Json[]): Choice[] {
  const choices: Choice[] = [];
  for (const item of items) {
    const id = textField(item, 'id');
    if (id !== '') choices.push({ id, name: textField(item, 'name') || id });
  }
  return choices;
}

/** What is typed in one cell: a list of choices is separated by commas or semicolons. */
function typedParts(text: string, type: Parameter['type']): string[] {
  const parts = type === 'choices' ? text.split(/[;,]/) : [text];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function keyOf(part: string): string {
  return part.trim().toLowerCase();
}

/** The keys to look up for one cell. */
export function choiceKeys(text: string, type: Parameter['type']): string[] {
  return typedParts(text, type).map(keyOf);
}

export function pickWanted(
  offered: Choice[],
  wanted: readonly string[],
  type: Parameter['type'],
  before?: Choices | null,
): Choices {
  const byName = new Map<string, string>();
  for (const { id } of offered) byName.set(keyOf(id), id);
  for (const { id, name } of offered) byName.set(keyOf(name), id);
  const ids: Record<string, string> = Object.assign(Object.create(null), before?.ids);
  for (const text of wanted) {
    // A name that itself holds a comma is looked up whole before it is taken apart.
    for (const key of [keyOf(text), ...choiceKeys(text, type)]) {
      const id = byName.get(key);
      if (id !== undefined) ids[key] = id;
    }
  }
  const names = [...(before?.names ?? []), ...offered.map(({ name }) => firstCharacters(name, NAME_CHARACTERS))];
  return { ids, names: names.slice(0, wanted.length > 0 ? NAMES_KEPT : NAMES_SHOWN), complete: true };
}

/** A cell's text as choice ids. Where the list could not be read to its end, an unknown text goes as it is typed. */
export function toChoiceIds(text: string, type: 'choice' | 'choices', choices: Choices | null): Converted {
  const parts = typedParts(text, type);
  if (!choices) return { value: type === 'choices' ? parts : text };
  const own = (key: string): string | undefined => (hasOwn(choices.ids, key) ? choices.ids[key] : undefined);
  const whole = own(keyOf(text));
  if (whole !== undefined) return { value: type === 'choices' ? [whole] : whole };
  const found: string[] = [];
  for (const part of parts) {
    const id = own(keyOf(part));
    if (id === undefined && choices.complete)
      return { problem: `"${text}" is not one of the choices.${nearestHint(part, choices.names)}` };
    found.push(id ?? part);
  }
  return { value: type === 'choices' ? found : (found[0] ?? text) };
}
