// A row's text as Databar wants it: number, boolean, choice id; and each parameter's canonical form.
import type { Converted, Learnt, Parameter } from '../operation';
import { choicesLearnt, typeOf } from './catalogue';
import { type Choices, toChoiceIds } from './choices';

const LOWER_CASE = /email|domain|website/i;

/** A parameter whose slug speaks of an e-mail, a domain or a website is the same in any case. */
export function canonicalParameter(parameter: string, text: string): string {
  return LOWER_CASE.test(parameter) ? text.toLowerCase() : text;
}

const YES = new Set(['true', 'yes', 'y', '1']);
const NO = new Set(['false', 'no', 'n', '0']);

export function convertParameter(parameter: string, text: string, learnt: Learnt): Converted {
  return convertAs(typeOf(learnt, parameter) ?? 'text', text, choicesLearnt(learnt, parameter));
}

export function convertAs(type: Parameter['type'], text: string, choices: Choices | null): Converted {
  switch (type) {
    case 'text':
      return { value: text };
    case 'number':
    case 'integer':
      return toNumber(text, type);
    case 'boolean': {
      const word = text.toLowerCase();
      if (YES.has(word)) return { value: true };
      return NO.has(word) ? { value: false } : { problem: `"${text}" is neither TRUE nor FALSE.` };
    }
    default:
      return toChoiceIds(text, type, choices);
  }
}

/** Every decimal of so many digits survives a double. */
const EXACT_DIGITS = 15;
/** Below it doubles lose digits; nothing that is bought is so small. */
const SMALLEST = 1e-300;

function toNumber(text: string, type: 'number' | 'integer'): Converted {
  const digits = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
    .exec(text)?.[1]
    ?.replace('.', '')
    .replace(/^0+|0+$/g, '');
  const number = digits === undefined ? Number.NaN : Number(text);
  const isTooSmall = digits !== '' && Math.abs(number) < SMALLEST;
  if (digits === undefined || !Number.isFinite(number) || isTooSmall) return { problem: `"${text}" is not a number.` };
  if (type === 'integer' && !Number.isInteger(number)) return { problem: `"${text}" is not a whole number.` };
  // A double would change the last digits, and two inputs could become one; as text they arrive as they are.
  return { value: digits.length <= EXACT_DIGITS || String(number) === text ? number : text };
}
