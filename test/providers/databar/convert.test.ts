// A cell's text as Databar wants it, and its canonical form.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalParameter, convertParameter } from '../../../src/providers/databar/convert';
import type { Json, Learnt } from '../../../src/providers/operation';
import { ANY_TEXT, SEEDED } from '../../text/seed';

function learnt(type: string): Learnt {
  return {
    entry: {
      name: 'x',
      price: null,
      perParameter: null,
      parameters: [{ name: 'p', label: 'p', required: true, type }],
    },
  };
}

describe('a text as it is sent', () => {
  test.each<[string, string, Json]>([
    ['text', '007', '007'],
    ['number', '42', 42],
    ['number', '-0.5', -0.5],
    ['number', '.5', 0.5],
    ['number', '5.', 5],
    ['number', '1e3', 1000],
    ['number', '+7', 7],
    ['integer', '42', 42],
    ['integer', '42.0', 42],
    ['boolean', 'TRUE', true],
    ['boolean', 'yes', true],
    ['boolean', '1', true],
    ['boolean', 'False', false],
    ['boolean', 'n', false],
    ['boolean', '0', false],
  ])('for a %s: %j is %j', (type, text, value) => {
    expect(convertParameter('p', text, learnt(type))).toEqual({ value });
  });

  test.each([
    ['number', 'many', '"many" is not a number.'],
    ['number', '1,000', '"1,000" is not a number.'],
    ['number', '0x10', '"0x10" is not a number.'],
    ['number', 'Infinity', '"Infinity" is not a number.'],
    ['number', '1e999', '"1e999" is not a number.'],
    ['number', '', '"" is not a number.'],
    ['integer', '4.5', '"4.5" is not a whole number.'],
    ['boolean', 'maybe', '"maybe" is neither TRUE nor FALSE.'],
  ])('for a %s %j is refused before it is sent: %s', (type, text, problem) => {
    expect(convertParameter('p', text, learnt(type))).toEqual({ problem });
  });

  test('a whole number that a double cannot hold is not sent as another one', () => {
    const sent = convertParameter('p', '9007199254740993', learnt('integer'));
    expect(sent).not.toEqual({ value: 9007199254740992 });
  });

  test.each<[string, Json]>([
    ['9007199254740993', '9007199254740993'],
    ['9007199254740993.0', '9007199254740993.0'],
    ['9007199254740993e0', '9007199254740993e0'],
    ['9007199254740992', 9007199254740992],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['0.1234567890123456', 0.1234567890123456],
    ['1.50000000000000000000', 1.5],
  ])('digits that a number would lose are sent as text: %s as %j', (text, value) => {
    expect(convertParameter('p', text, learnt('number'))).toEqual({ value });
  });

  test('two different whole numbers are never sent as one', () => {
    const whole = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 3n }));
    fc.assert(
      fc.property(whole, ([number, more]) => {
        const sent = [number, number + more].map((one) => convertParameter('p', String(one), learnt('integer')));
        expect(JSON.stringify(sent[0])).not.toBe(JSON.stringify(sent[1]));
      }),
      SEEDED,
    );
  });

  test('a number too small for a double is refused, not sent as nothing', () => {
    expect(convertParameter('p', '1e-999', learnt('number'))).toEqual({ problem: '"1e-999" is not a number.' });
    expect(convertParameter('p', '0.000', learnt('number'))).toEqual({ value: 0 });
  });

  test('a parameter that the catalogue does not have, or no catalogue at all, sends the text as it is', () => {
    fc.assert(
      fc.property(fc.string(ANY_TEXT), (text) => {
        expect(convertParameter('other', text, learnt('integer'))).toEqual({ value: text });
        expect(convertParameter('p', text, {})).toEqual({ value: text });
        expect(convertParameter('p', text, { entry: null })).toEqual({ value: text });
      }),
      SEEDED,
    );
  });

  test('what a type sends is never anything else than that type', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('number', 'integer', 'boolean'),
        fc.oneof(fc.string(), fc.double().map(String)),
        (type, text) => {
          const sent = convertParameter('p', text, learnt(type));
          if ('problem' in sent) {
            expect(sent.problem).toContain(text);
            return;
          }
          // Digits that a double would lose go as the text that was typed.
          if (typeof sent.value === 'string')
            expect([sent.value, String(Number(text)) === text]).toEqual([text, false]);
          else expect(typeof sent.value).toBe(type === 'boolean' ? 'boolean' : 'number');
          expect(JSON.parse(JSON.stringify(sent.value))).toEqual(sent.value === 0 ? 0 : sent.value);
        },
      ),
      SEEDED,
    );
  });
});

describe('the canonical form', () => {
  test.each(['email', 'work_email', 'E-Mail-email', 'company_domain', 'website', 'companyWebsite'])(
    '%s is lower-cased',
    (parameter) => {
      expect(canonicalParameter(parameter, 'Ada@Example.COM')).toBe('ada@example.com');
    },
  );

  test.each(['first_name', 'company', 'linkedin_url', 'youtube_id'])('%s stays as it is', (parameter) => {
    expect(canonicalParameter(parameter, 'Ada@Example.COM')).toBe('Ada@Example.COM');
  });

  test('making it canonical again changes nothing', () => {
    fc.assert(
      fc.property(fc.constantFrom('email', 'domain', 'name'), fc.string(ANY_TEXT), (parameter, text) => {
        const once = canonicalParameter(parameter, text);
        expect(canonicalParameter(parameter, once)).toBe(once);
      }),
      SEEDED,
    );
  });
});
