// Reads Influencers.club's error bodies, whose shapes for batches are not documented: `message`, `detail`, `error`, a nested
// `error_message`, or Django's object of fields. One screen on purpose.
import { field, isObject, readJson } from '../answer';
import type { Json } from '../operation';

/** `fields`: the names of the form that the body blames; none where it names none. */
export type Said = { text: string; fields: string[] };

const DEEPEST = 4;

export function errorSaid(body: string): Said {
  const json = readJson(body);
  for (const name of ['message', 'detail', 'error']) {
    const value = field(json, name);
    const text = textOf(value, 0);
    if (text) return { text, fields: Array.isArray(value) ? value.map(lastLocation) : [] };
  }
  const nested = textOf(field(field(json, 'response_meta'), 'error_message'), 0);
  if (nested) return { text: nested, fields: [] };
  return { text: textOf(json, 0), fields: isObject(json) ? Object.keys(json) : [] };
}

function textOf(value: Json | undefined, depth: number): string {
  if (typeof value === 'string') return value.trim().slice(0, 300);
  if (depth >= DEEPEST) return '';
  if (Array.isArray(value)) return joined(value.slice(0, 20).map((one) => textOf(one, depth + 1)));
  if (!isObject(value)) return '';
  const name = lastLocation(value);
  const message = field(value, 'msg');
  if (typeof message === 'string') return name ? `${name}: ${message}` : message;
  return joined(
    Object.entries(value)
      .slice(0, 20)
      .map(([key, inner]) => {
        const text = textOf(inner, depth + 1);
        return text && key !== 'non_field_errors' ? `${key}: ${text}` : text;
      }),
  );
}

/** FastAPI's `loc`, which one client of theirs expects: ["body", "platform"]. */
function lastLocation(item: Json): string {
  const loc = field(item, 'loc');
  const names = Array.isArray(loc) ? loc.filter((part) => typeof part === 'string' && part !== 'body') : [];
  return String(names[names.length - 1] ?? '');
}

function joined(texts: string[]): string {
  return [...new Set(texts.filter(Boolean))].join('; ');
}
