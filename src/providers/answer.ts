// Reads provider answers: JSON that keeps long numbers, and whether an answer proves that a charge was refused.
import { hasOwn } from '../text/own';
import type { Answer, Json } from './operation';

/** Integers from 16 digits on do not survive a double; they are quoted before parsing and arrive as text. */
const LONG_NUMBER = /-?\d{16,}(?![\d.eE])/y;

/** The body as JSON, or undefined where it is none (HTML, cut off, empty). */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(quoteLongNumbers(text)) as Json;
  } catch {
    return undefined;
  }
}

export function quoteLongNumbers(json: string): string {
  if (!/\d{16}/.test(json)) return json;
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
      LONG_NUMBER.lastIndex = i;
      const long = LONG_NUMBER.exec(json);
      if (long) {
        out += `${json.slice(copied, i)}"${long[0]}"`;
        copied = i + long[0].length;
      }
      // Past the whole number, so that its tail is not taken for a number of its own.
      while (i + 1 < json.length && /[\d.eE+-]/.test(json[i + 1]!)) i++;
    }
  }
  return out + json.slice(copied);
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

export function isObject(value: unknown): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property's value, own properties only. */
export function field(value: unknown, name: string): Json | undefined {
  return isObject(value) && hasOwn(value, name) ? value[name] : undefined;
}
