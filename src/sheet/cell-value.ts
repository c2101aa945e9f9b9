// What a cell holds, as text to buy with and as a value to write. The one place that knows how Sheets reads typed text.
import type { CellValue } from '../platform/ports';
import { firstCharacters } from '../text/cut';
import { shallow } from '../text/shallow';

/** What we put into a cell: `entered` is given to setValues, `shown` is what getValues says afterwards. */
export type Writing = { entered: string | number | boolean; shown: string | number | boolean };

export const BLANK: Writing = { entered: '', shown: '' };

/** Sheets refuses a whole setValues when one text in it is longer. */
const CELL_CHARACTERS = 50_000;
export const CUT_MARK = ' … [cut by Backfill]';

/** Errors of Sheets, and what Backfill's own formulas show instead of a value: `failed: …`, `check: …`, a complaint. */
const NO_VALUE =
  /^(#(N\/A|ERROR!|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)|Loading(\.\.\.|…)|not bought yet|waiting|(Backfill|failed|check): .*)$/s;

export function isDate(value: unknown): value is Date {
  return Object.prototype.toString.call(value) === '[object Date]';
}

/** A cell's input text: trimmed, NFC; 42 and "42" alike; a date as ISO. Error values and `Loading...` count as blank. */
export function inputText(value: CellValue, isoDate: (date: Date) => string): string {
  if (typeof value === 'string') {
    const text = value.trim();
    if (NO_VALUE.test(text)) return '';
    return isPlainAscii(text) ? text : text.normalize('NFC');
  }
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return isDate(value) ? isoDate(value) : String(value);
}

function isPlainAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A JSON value as a cell: numbers and booleans stay, text stays text whatever it looks like, the rest is compact JSON. */
export function toWriting(value: unknown): Writing {
  if (value === null || value === undefined || value === '') return BLANK;
  if (typeof value === 'boolean') return { entered: value, shown: value };
  // JSON has no word for Infinity: the archive would say null, and the cell agrees. (Answers bring such numbers as text.)
  if (typeof value === 'number') return Number.isFinite(value) ? { entered: value, shown: value } : BLANK;
  return textWriting(typeof value === 'string' ? value : JSON.stringify(shallow(value)));
}

/** Text as a cell: cut with a visible mark where it is too long, and written so that Sheets does not read it as anything else. */
export function textWriting(text: string): Writing {
  const shown = cutText(text);
  return { entered: isSafeText(shown) ? shown : `'${shown}`, shown };
}

/** At most what one cell takes, one character left for the apostrophe; the cut is never inside a surrogate pair. */
export function cutText(text: string): string {
  if (text.length < CELL_CHARACTERS) return text;
  return firstCharacters(text, CELL_CHARACTERS - 1 - CUT_MARK.length) + CUT_MARK;
}

/** Sheets reads TRUE and FALSE in every locale, and in many its own words as well; blanks around them do not matter to it. */
const TRUTH_WORDS = new Set(
  (
    'true false wahr falsch vrai faux verdadero falso verdadeiro vero waar onwaar sant falskt sann usann sand falsk tosi epätosi ' +
    'prawda fałsz pravda nepravda igaz hamis adevărat fals doğru yanlış yanliş cert veritat истина ложь істина хибність ' +
    'αληθής ψευδής tõene väär tiesa taip ne istina laž točno netočno resnično neresnično benar salah đúng sai'
  ).split(' '),
);

function isTruthWord(text: string): boolean {
  return text.length < 20 && TRUTH_WORDS.has(text.trim().normalize('NFC').toLowerCase());
}

/**
 * Text that Sheets keeps as it is when it is typed. Everything else gets an apostrophe, which Sheets takes as "this is text".
 * A letter first rules out formulas, numbers and currencies; no digit rules out dates ("May 5"), but an e-mail or a long text is none.
 */
function isSafeText(text: string): boolean {
  if (!/^\p{L}/u.test(text)) return false;
  return text.includes('@') || text.includes('://') || text.length > 60 || !(/\d/.test(text) || isTruthWord(text));
}

/** Whether a cell still holds what was written. */
export function holds(cell: CellValue, writing: Writing): boolean {
  return cell === writing.shown;
}
