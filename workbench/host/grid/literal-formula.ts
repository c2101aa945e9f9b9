// The value of a formula made of nothing but literals and operators. Not a calculator: a function or a reference is not evaluated.
import type { CellValue } from './port';

/** What a formula shows that this host does not evaluate; Google shows the same while a formula has no value yet. */
export const NOT_EVALUATED = 'Loading...';

type Token = { kind: 'number' | 'text' | 'boolean' | 'operator'; value: number | string | boolean };
class Unreadable extends Error {}

const TOKEN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+)|"((?:[^"]|"")*)"|(<=|>=|<>|[-+*/^&=<>()%])|([\p{L}_$#'][\p{L}\d_$.!:']*))/uy;

function tokensOf(text: string): Token[] | 'function' | 'name' {
  const tokens: Token[] = [];
  let named = false;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    if (text.slice(TOKEN.lastIndex).trim() === '') break;
    const match = TOKEN.exec(text);
    if (!match) throw new Unreadable();
    const [, digits, quoted, operator, word] = match;
    if (digits !== undefined) tokens.push({ kind: 'number', value: Number(digits) });
    else if (quoted !== undefined) tokens.push({ kind: 'text', value: quoted.replaceAll('""', '"') });
    else if (operator !== undefined) tokens.push({ kind: 'operator', value: operator });
    else if (/^(true|false)$/i.test(word ?? '')) tokens.push({ kind: 'boolean', value: /^t/i.test(word ?? '') });
    else if (text[TOKEN.lastIndex] === '(' || /^\$?[A-Z]{1,3}\$?\d+|[:!]/i.test(word ?? '')) return 'function';
    else named = true;
  }
  return named ? 'name' : tokens;
}

function numberOf(value: CellValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const parsed = Number(value);
  if (typeof value === 'string' && value.trim() !== '' && !Number.isNaN(parsed)) return parsed;
  throw new RangeError('#VALUE!');
}

function textOf(value: CellValue): string {
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
}

function apply(operator: string, left: CellValue, right: CellValue): CellValue {
  if (operator === '&') return textOf(left) + textOf(right);
  if (operator === '=') return left === right;
  if (operator === '<>') return left !== right;
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  if (operator === '<=') return left <= right;
  if (operator === '>=') return left >= right;
  const a = numberOf(left);
  const b = numberOf(right);
  if (operator === '/' && b === 0) throw new RangeError('#DIV/0!');
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  return operator === '/' ? a / b : a ** b;
}

const LEVELS = [['=', '<>', '<', '>', '<=', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];

function evaluate(tokens: Token[]): CellValue {
  let at = 0;
  const operatorAt = () => (tokens[at]?.kind === 'operator' ? String(tokens[at]?.value) : '');
  function primary(): CellValue {
    const token = tokens[at++];
    if (!token) throw new Unreadable();
    if (token.kind !== 'operator') return token.value;
    if (token.value === '-') return -numberOf(primary());
    if (token.value === '+') return primary();
    if (token.value !== '(') throw new Unreadable();
    const inner = level(0);
    if (operatorAt() !== ')') throw new Unreadable();
    at++;
    return inner;
  }
  function percent(): CellValue {
    let value = primary();
    for (; operatorAt() === '%'; at++) value = numberOf(value) / 100;
    return value;
  }
  function level(depth: number): CellValue {
    const operators = LEVELS[depth];
    if (!operators) return percent();
    let left = level(depth + 1);
    while (operators.includes(operatorAt())) {
      const operator = operatorAt();
      at++;
      left = apply(operator, left, level(depth + 1));
    }
    return left;
  }
  const value = level(0);
  if (at < tokens.length) throw new Unreadable();
  return value;
}

/** `formula` with its leading `=`. */
export function literalValue(formula: string): CellValue {
  try {
    const tokens = tokensOf(formula.slice(1));
    if (tokens === 'function') return NOT_EVALUATED;
    return tokens === 'name' ? '#NAME?' : evaluate(tokens);
  } catch (error) {
    return error instanceof RangeError ? error.message : '#ERROR!';
  }
}
