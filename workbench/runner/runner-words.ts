// The add-on speaks to people in front of its sidebar; here the same sentences name flags and commands instead of panels and buttons. Words only,
// no decisions.
import { PROVIDER_NAMES, PROVIDERS } from './provider-table';

/** The sentence that the add-on ends a pause with; the runner says its own commands there, in advice.ts. */
const BUTTONS = /\s*Then press Resume, or Stop to end the run\./g;

function keyWords(text: string): string {
  const name = PROVIDER_NAMES.find((each) => text.includes(PROVIDERS[each].shown));
  if (!name) return '--key provider=KEY';
  return `--key ${name}=KEY, or ${PROVIDERS[name].environment}`;
}

/** Sums of decimal fractions end in dust: 4.300000000000001 is 4.3 for people. */
function withoutDust(text: string): string {
  return text.replace(/\d+\.\d{7,}/g, (number) => String(Math.round(Number(number) * 1e6) / 1e6));
}

export function inRunnerWords(text: string): string {
  const named = text.includes(' under Connections')
    ? text.replaceAll(' under Connections', ` (${keyWords(text)})`)
    : text;
  // A provider's own sentence comes with its full stop, and the add-on's goes on after one.
  return withoutDust(named.replace(BUTTONS, '').replace(/(?<!\.)\.\.(?!\.)/g, '.'));
}

const SENTENCES = ['reason', 'message', 'notes'];

/** For JSON.parse: only what people read is changed. */
export function sentencesInRunnerWords(key: string, value: unknown): unknown {
  if (!SENTENCES.includes(key)) return value;
  if (Array.isArray(value)) return value.map((each) => (typeof each === 'string' ? inRunnerWords(each) : each));
  return typeof value === 'string' ? inRunnerWords(value) : value;
}
