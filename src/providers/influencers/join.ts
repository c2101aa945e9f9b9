// Finds each input's item among the results: by value, never by position, since neither order nor spelling is documented.
import { field, isObject, listOf, textField } from '../answer';
import type { Json } from '../operation';
import { isChannelId, readAddress } from './handle';

/** One record of the results. `data` is null where there is none. */
export type Item = { value: string; word: string; data: Json | null; credits: number | null; said: string };

/** The items of a download, in whichever of the shapes it comes; null where it is none of them. */
export function itemsOf(body: Json | undefined): Item[] | null {
  return listOf(body)?.filter(isObject).map(itemOf) ?? null;
}

function itemOf(raw: Json): Item {
  const inner = field(raw, 'enrichment_data') ?? field(raw, 'result');
  const cost = field(inner, 'credits_cost');
  return {
    value: textField(raw, 'input_value').trim(),
    word: textField(raw, 'status').trim().toLowerCase(),
    data: dataOf(inner),
    credits: typeof cost === 'number' && cost >= 0 && Number.isFinite(cost) ? cost : null,
    said: (textField(raw, 'error') || textField(raw, 'message') || textField(raw, 'detail')).trim(),
  };
}

/** Success is data, not a word. A whole answer of the single look-up (`result` beside `credits_cost`) is taken out of its wrapping. */
function dataOf(inner: Json | undefined): Json | null {
  const wrapped = field(inner, 'result');
  const data = field(inner, 'credits_cost') !== undefined && isObject(wrapped) ? wrapped : inner;
  return (Array.isArray(data) || isObject(data)) && Object.keys(data).length > 0 ? data : null;
}

/** `item`: null where the results have none for it. `unsure`: several fit, and nothing tells which. */
export type Joined = { item: Item | null; unsure?: true };

/** @returns per input its item; and how many items with data nobody asked for */
export function join(values: string[], items: Item[]): { joined: Joined[]; strays: number } {
  const exact = groups(items, (item) => item.value);
  const loose = groups(items, (item) => looseKey(item.value));
  const asked = groups(values, looseKey);
  const joined = values.map((value): Joined => {
    if (value === '') return { item: null, unsure: true };
    const own = exact.get(value);
    if (own) return { item: best(own) };
    const alike = loose.get(looseKey(value));
    if (!alike) return { item: null };
    // Two channel ids that differ in their capitals only are two channels; lower-cased they cannot be told apart.
    const others = asked.get(looseKey(value))!;
    return others.length > 1 && others.some(isChannelId) ? { item: null, unsure: true } : { item: best(alike) };
  });
  const strays = items.filter((item) => item.data !== null && !asked.has(looseKey(item.value))).length;
  return { joined, strays };
}

/** The same creator may come back with capitals, with `@`, as an address: all that a server is known to do to a handle or an e-mail. */
function looseKey(value: string): string {
  const address = readAddress(value);
  const name = address?.platform && address.handle;
  return (name || value).trim().replace(/^@/, '').normalize('NFC').toLowerCase();
}

function groups<T>(all: T[], keyOf: (one: T) => string): Map<string, T[]> {
  const map = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    map.set(key, [...(map.get(key) ?? []), one]);
  }
  return map;
}

function best(items: Item[]): Item {
  return items.find((item) => item.data !== null) ?? items[0]!;
}
