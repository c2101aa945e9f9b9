// What a text becomes when it is typed into a cell or handed to setValues: one table for both. en_US only; not the display of values.
// Documented: a leading `=` is a formula, and `2.000`, `1,000,000`, `$2.99` are parsed as if typed (apps-script/reference/spreadsheet/range).
// Reported by developers: `01234` becomes 1234, `22 34` becomes 2234, a leading `+` that is no number an error. The rest is assumed.
import { ASSUMPTIONS, type TypedAs } from '../assumptions';
import { literalValue } from './literal-formula';
import type { CellValue, ExactCell } from './port';
import { typedDate } from './typed-date';
import { msOf, wallOf } from './zone-time';

export type TypingRules = {
  zone: string;
  nowMs: number;
  /** Unknown at Google: whether the plain-text format `@` also keeps a leading `=` as text. */
  textFormatStopsFormulas: boolean;
};

const PLAIN = /^([+-])?(\d+|\d{1,3}(?:,\d{3})+)?(\.\d*)?(e[+-]?\d+)?$/i;
const MONEY = /^(-)?\$(-)?(\d+|\d{1,3}(?:,\d{3})+)(\.\d+)?$/;

function typedNumber(text: string): ExactCell | null {
  const money = MONEY.exec(text);
  if (money) {
    const size = Number(`${(money[3] ?? '').replaceAll(',', '')}${money[4] ?? ''}`);
    const format = money[4] ? '$#,##0.00' : '$#,##0';
    return { value: money[1] || money[2] ? -size : size, format };
  }
  if (text.endsWith('%')) {
    const inner = typedNumber(text.slice(0, -1).trimEnd());
    if (!inner || inner.format?.startsWith('$') || typeof inner.value !== 'number') return null;
    return { value: inner.value / 100, format: text.includes('.') ? '0.00%' : '0%' };
  }
  if (/^\(\d[\d,.]*\)$/.test(text)) {
    const inner = typedNumber(text.slice(1, -1));
    return inner && typeof inner.value === 'number' ? { ...inner, value: -inner.value } : null;
  }
  const joined = /^\d+(?: \d+)+$/.test(text) ? text.replaceAll(' ', '') : text;
  const match = PLAIN.exec(joined);
  if (!match || ((match[2] ?? '') === '' && !/\d/.test(match[3] ?? ''))) return null;
  const value = Number(joined.replaceAll(',', ''));
  if (!Number.isFinite(value)) return null;
  if (match[4]) return { value, format: '0.00E+00' };
  return joined.includes(',') ? { value, format: match[3] ? '#,##0.00' : '#,##0' } : { value };
}

/** Only these first letters can start something that is not text: TRUE, FALSE and the months. */
const WORD_START = /^[tfjmasondTFJMASOND]/;

/** What a self-check saw at Google, where it is not what the rules below say. */
function seenCell({ v, f }: TypedAs, rules: TypingRules): ExactCell {
  const formula = f ? { formula: f } : {};
  if (typeof v !== 'object') return { value: v ?? literalValue(f ?? ''), ...formula };
  const year = String(wallOf(rules.nowMs, rules.zone).year);
  const [y = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = v.date
    .replace('YYYY', year)
    .split(/\D/)
    .map(Number);
  const ms = msOf({ year: y, month, day, hour, minute, second }, rules.zone);
  return { value: { $d: ms }, format: hour + minute + second > 0 ? 'm/d/yyyy h:mm:ss' : 'm/d/yyyy', ...formula };
}

export function typedText(typed: string, format: string, rules: TypingRules): ExactCell {
  if (typed === '') return { value: '' };
  const known = format === '@' ? ASSUMPTIONS.typedInPlainText : ASSUMPTIONS.typed;
  // Of its own: people may type `valueOf`.
  if (Object.hasOwn(known, typed)) return seenCell(known[typed]!, rules);
  const first = typed[0] ?? '';
  if (first === "'") return { value: typed.slice(1) };
  if (format === '@' && (first !== '=' || rules.textFormatStopsFormulas)) return { value: typed };
  if (first === '=' && typed.length > 1) return { value: literalValue(typed), formula: typed };
  const digitLike = /^[\d+\-.$( ]/.test(typed);
  if (!digitLike && !WORD_START.test(typed)) return { value: typed };
  const text = typed.trim();
  if (/^true$/i.test(text)) return { value: true };
  if (/^false$/i.test(text)) return { value: false };
  const number = digitLike ? typedNumber(text) : null;
  if (number) return number;
  const date = text.length <= 40 ? typedDate(text, rules.zone, rules.nowMs) : null;
  if (date) return { value: { $d: date.ms }, format: date.format };
  if ((first === '+' || first === '-') && text.length > 1)
    return { value: literalValue(`=${text}`), formula: `=${text}` };
  return { value: typed };
}

export function typedValue(input: CellValue | null | undefined, format: string, rules: TypingRules): ExactCell {
  if (typeof input === 'string') return typedText(input, format, rules);
  if (input === null || input === undefined) return { value: '' };
  if (typeof input === 'number' && !Number.isFinite(input)) return { value: '#NUM!' };
  return { value: input };
}
