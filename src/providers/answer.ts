// Reads provider answers: JSON that keeps long numbers, lists in their wrappings, and whether an answer proves that a charge was
// refused. What a refusal means is read in refusal.ts, by a table of each provider.
import { hasOwn } from '../text/own';
import { shallow } from '../text/shallow';
import type { Answer, Json } from './operation';

const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;

/** The body as JSON, or undefined where it is none (HTML, cut off, empty). Below 100 levels it is a note instead of data. */
export function readJson(text: string): Json | undefined {
  try {
    return shallow(JSON.parse(quoteLongNumbers(text)) as Json);
  } catch {
    return undefined;
  }
}

/** Integers from 16 digits on and numbers beyond 1.8e308 do not survive a double; quoted before parsing they arrive as text. */
export function quoteLongNumbers(json: string): string {
  if (!/\d{16}|[eE]\+?\d{3}/.test(json)) return json;
  let out = '';
  let copied = 0;
  let inText = false;
  for (let i = 0; i < json.length; i++) {
    const letter = json[i]!;
    if (inText) {
      if (letter === '\\') i++;
      else if (letter === '"') inText = false;
      continue;
    }
    if (letter === '"') inText = true;
    else if (letter === '-' || (letter >= '0' && letter <= '9')) {
      NUMBER.lastIndex = i;
      const number = NUMBER.exec(json)?.[0];
      if (number !== undefined && losesItself(number)) {
        out += `${json.slice(copied, i)}"${number}"`;
        copied = i + number.length;
      }
      // Past the whole number, so that its tail is not taken for a number of its own.
      while (i + 1 < json.length && /[\d.eE+-]/.test(json[i + 1]!)) i++;
    }
  }
  return out + json.slice(copied);
}

function losesItself(number: string): boolean {
  return /^-?\d{16,}$/.test(number) || !Number.isFinite(Number(number));
}

const REFUSED_WITH_ANY_BODY = new Set([401, 403, 404, 405, 413, 429]);

/**
 * Whether the answer proves that a charge was not taken, so that it may be sent again: 3xx; 401, 403, 404, 405, 413, 429 with any
 * body; another 4xx with an empty or JSON body; an exception that says that nothing was sent. All else leaves it open.
 */
export function provesRefusal(answer: Answer): boolean {
  if ('fault' in answer) return !answer.sent;
  const { status, text } = answer;
  if (status >= 300 && status < 400) return true;
  if (REFUSED_WITH_ANY_BODY.has(status)) return true;
  return status >= 400 && status < 500 && (text.trim() === '' || readJson(text) !== undefined);
}

/** Any 2xx; its type says 200, so that an answer that is none keeps its own type. */
export function isOk(answer: Answer): answer is Extract<Answer, { status: number }> & { status: 200 } {
  return 'status' in answer && answer.status >= 200 && answer.status < 300;
}

/** The call is not offered, or what it names is not there. */
export function isMissing(answer: Answer): boolean {
  return 'status' in answer && (answer.status === 404 || answer.status === 501);
}

/** The body of a success; undefined where there is none that can be read. */
export function bodyOf(answer: Answer): Json | undefined {
  return isOk(answer) ? readJson(answer.text) : undefined;
}

const WRAPPINGS = ['items', 'results', 'data'];

/** A list, bare or in one of the usual wrappings; null where there is none. */
export function listOf(body: Json | undefined): Json[] | null {
  if (Array.isArray(body)) return body;
  const inner = WRAPPINGS.map((name) => field(body, name)).find((one) => typeof one === 'object' && one !== null);
  return inner === undefined ? null : listOf(inner);
}

export function listIn(body: Json | undefined): Json[] {
  return listOf(body) ?? [];
}

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property's value, own properties only. */
export function field(value: unknown, name: string): Json | undefined {
  return isObject(value) && hasOwn(value, name) ? value[name] : undefined;
}

/** A property that is text, or a number as text; '' for everything else. Never `String()`: JSON may hold its own `toString`. */
export function textField(value: unknown, name: string): string {
  const found = field(value, name);
  return typeof found === 'number' ? String(found) : typeof found === 'string' ? found : '';
}

/** A number, or a text that is one; null for everything else: '' and true and [] are no numbers. */
export function numberOf(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Credits and other amounts: a number that is not below nothing, else null. */
export function amountIn(value: unknown, name: string): number | null {
  const amount = numberField(value, name);
  return amount === null || amount < 0 ? null : amount;
}

/** A property that is a number or a text that is one, else null. */
export function numberField(value: unknown, name: string): number | null {
  return numberOf(field(value, name));
}
