// Answers that no provider should give and some day one will: as arbitraries, grown from the words of its good answers. No rules here.
import fc from 'fast-check';
import type { Answer, Json } from '../../../src/providers/operation';

const NASTY_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'toJSON',
  'length',
  'detail',
  'msg',
  'loc',
  'params',
  'error',
  '',
];
const NASTY_LEAVES = [
  'null',
  'true',
  '0',
  '-1',
  '0.5',
  '1e999',
  '12345678901234567890',
  '""',
  '"x"',
  '"gone"',
  '"cancelled"',
  '"failed"',
  '"completed"',
  '"no_data"',
  '"\\ud800"',
  '"=1+1"',
  '"<b>"',
  '{"toString":1,"valueOf":1}',
  '[{"toString":null,"valueOf":null}]',
  '[]',
  '{}',
  JSON.stringify('é'.repeat(300)),
];

/** JSON texts built of these keys and leaf texts. As text, so that keys can repeat and `__proto__` is a name. */
function jsonText(keys: string[], leaves: string[]): fc.Arbitrary<string> {
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(...leaves),
      fc.array(tie('value'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
      fc
        .array(fc.tuple(fc.constantFrom(...keys), tie('value')), { maxLength: 5 })
        .map((members) => `{${members.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join(',')}}`),
    ),
  }));
  return value;
}

/** Keys and leaf texts that occur in good bodies. */
function wordsOf(value: Json, keys: Set<string>, leaves: Set<string>): void {
  if (value === null || typeof value !== 'object') {
    leaves.add(JSON.stringify(value));
    return;
  }
  if (!Array.isArray(value)) for (const key of Object.keys(value)) keys.add(key);
  for (const inner of Object.values(value)) wordsOf(inner, keys, leaves);
}

/** The good body with its nth node replaced by this text, or left out where the text is ''. */
function spoil(value: Json, node: number, text: string): string {
  let seen = -1;
  const write = (one: Json): string => {
    seen++;
    if (seen === node) return text;
    if (one === null || typeof one !== 'object') return JSON.stringify(one);
    if (Array.isArray(one))
      return `[${one
        .map(write)
        .filter((item) => item !== '')
        .join(',')}]`;
    const members = Object.entries(one).map(([key, inner]) => [key, write(inner)] as const);
    return `{${members
      .filter(([, inner]) => inner !== '')
      .map(([key, inner]) => `${JSON.stringify(key)}:${inner}`)
      .join(',')}}`;
  };
  return write(value);
}

/** The good body with each node in turn replaced by each nasty leaf, or left out. */
export function everySpoilt(good: Json): string[] {
  const texts = new Set<string>();
  for (let node = 0; node < 40; node++) for (const leaf of ['', ...NASTY_LEAVES]) texts.add(spoil(good, node, leaf));
  return [...texts];
}

const HTML = fc.constantFrom(
  '<!doctype html><title>502</title>',
  '<html><body>Just a moment…</body></html>',
  'upstream connect error',
  '',
);

/** @param good bodies that the provider gives when all is well */
export function hostileAnswer(good: Json[]): fc.Arbitrary<Answer> {
  const keys = new Set(NASTY_KEYS);
  const leaves = new Set(NASTY_LEAVES);
  for (const body of good) wordsOf(body, keys, leaves);
  const any = jsonText([...keys], [...leaves]);
  const spoilt = fc
    .tuple(fc.constantFrom(...good), fc.nat(30), fc.oneof(fc.constant(''), any))
    .map(([body, node, text]) => spoil(body, node, text));
  const cut = fc.tuple(spoilt, fc.nat(200)).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const body = fc.oneof({ weight: 4, arbitrary: spoilt }, { weight: 3, arbitrary: any }, cut, HTML);
  const status = fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    fc.constantFrom(
      201,
      202,
      204,
      301,
      400,
      401,
      402,
      403,
      404,
      406,
      409,
      410,
      413,
      418,
      422,
      429,
      500,
      502,
      503,
      504,
      0,
      999,
    ),
  );
  return fc.oneof(
    { weight: 9, arbitrary: fc.record({ status, headers: fc.constant({}), text: body }) as fc.Arbitrary<Answer> },
    fc.record({ fault: fc.constantFrom('Address unavailable', ''), sent: fc.boolean() }) as fc.Arbitrary<Answer>,
  );
}
