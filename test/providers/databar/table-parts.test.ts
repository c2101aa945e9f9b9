// What a table batch is made of: names of columns, cells that say the same, and what a ticket remembers of each row.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asPeopleSee,
  isSame,
  outputsOf,
  readColumns,
  tableParameters,
  writeName,
} from '../../../src/providers/databar/table-columns';
import { markOf, packSlots, type Slot, slotOf, tailOf, unpackSlots } from '../../../src/providers/databar/table-slots';
import type { Json } from '../../../src/providers/operation';
import { ANY_TEXT, SEEDED } from '../../text/seed';
import { FACTS } from '../run-facts';

const SETTINGS = { table: '00000000-0000-4000-8000-000000000000', enrichment: '70001', key: 'Full Name' };
const COLUMNS: Json = [
  {
    identifier: 'u1',
    name: 'Full Name',
    additional_intenal_name: 'full_name',
    internal_name: 'a1',
    type_of_value: 'text',
    data_processor_id: null,
  },
  {
    identifier: 'u2',
    name: 'Size',
    additional_intenal_name: 'size',
    internal_name: 'a2',
    type_of_value: 'number',
    data_processor_id: null,
  },
  {
    identifier: 'u3',
    name: 'Work email',
    additional_intenal_name: null,
    internal_name: 'a3',
    type_of_value: 'text',
    data_processor_id: 70001,
  },
  {
    identifier: 'u4',
    name: 'Other',
    additional_intenal_name: 'other',
    internal_name: 'a4',
    type_of_value: 'text',
    data_processor_id: 9,
  },
];
const columns = readColumns(COLUMNS, SETTINGS.enrichment);
const learnt = { columns: columns as unknown as Json };

describe('columns', () => {
  test('that an enrichment fills are no parameters; only the key is required', () => {
    expect(tableParameters(SETTINGS, learnt)).toEqual([
      { name: 'Full Name', label: 'Full Name', required: true, type: 'text' },
      { name: 'Size', label: 'Size', required: false, type: 'number' },
    ]);
    expect(tableParameters(SETTINGS, {})).toBeNull();
  });

  test('are written under the additional name, or under the one that people see', () => {
    expect([writeName('Full Name', learnt, false), writeName('Full Name', learnt, true)]).toEqual([
      'full_name',
      'Full Name',
    ]);
    expect(writeName('Full Name', {}, false)).toBe('Full Name');
  });

  const row = { id: 'r' };
  test.each<[string, { [key: string]: Json }]>([
    ['what people see', { 'Full Name': 'Ada', Size: 1, 'Work email': 'x', Other: null, ...row }],
    ['additional names, where there are any', { full_name: 'Ada', size: 1, 'Work email': 'x', other: null, ...row }],
    ['internal names', { a1: 'Ada', a2: 1, a3: 'x', a4: null, ...row }],
  ])('of a row under %s come out under the names that people see', (_what, given) => {
    expect(asPeopleSee(given, columns)).toEqual({
      'Full Name': 'Ada',
      Size: 1,
      'Work email': 'x',
      Other: null,
      id: 'r',
    });
  });

  test('a name that comes from Object is a name like any other', () => {
    const given = JSON.parse('{"__proto__":"x","constructor":1,"Full Name":"Ada"}');
    expect(Object.keys(asPeopleSee(given, columns))).toEqual(['__proto__', 'constructor', 'Full Name']);
  });

  test('the enrichment’s own are its outputs; unknown, those that the recipe maps', () => {
    const seen = { 'Work email': 'x', Other: 'y', 'Full Name': 'Ada' };
    expect(outputsOf(seen, SETTINGS, FACTS, columns)).toEqual(['x']);
    expect(outputsOf(seen, SETTINGS, { ...FACTS, outputs: ['Other', 'Full Name'] }, [])).toEqual(['y']);
  });

  test.each<[Json, Json, boolean]>([
    ['Ada', ' ada ', true],
    [42, '42', true],
    ['42.0', 42, true],
    ['', null, true],
    ['007', '7', true],
    ['Ada', 'Bo', false],
    [{ a: 1 }, 'x', false],
  ])('%j and %j say the same: %s', (one, other, same) => {
    expect(isSame(one, other)).toBe(same);
  });
});

describe('what a ticket remembers of a row', () => {
  const slot = fc.oneof(
    fc
      .tuple(fc.constantFrom('empty', 'free', 'given'), fc.string(ANY_TEXT))
      .map(([is, id]) => slotOf(is as Slot['is'], tailOf(id))),
    fc
      .tuple(fc.constantFrom('had', 'changed'), fc.string(ANY_TEXT), fc.string(ANY_TEXT))
      .map(([is, id, had]) => slotOf(is as Slot['is'], tailOf(id), markOf(had))),
    fc.stringMatching(/^\w{1,8}$/).map((code) => slotOf('refused', code)),
  );

  test('comes back as it was, nine characters a row', () => {
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 50 }), (slots) => {
        const packed = packSlots(slots);
        expect(packed).toHaveLength(slots.length * 9);
        expect(packed).toMatch(/^[\x20-\x7e]*$/);
        expect(unpackSlots(packed)).toEqual(slots);
      }),
      SEEDED,
    );
  });

  test('is the most random part of an id', () => {
    expect(tailOf('0191f1a0-0000-7000-8000-0123456abcde')).toBe('abcde');
    expect(tailOf('70001')).toBe('70001');
  });

  test('tells a changed value from the same one', () => {
    expect(markOf(['a@b.c'])).toBe(markOf(['a@b.c']));
    expect(markOf(['a@b.c'])).not.toBe(markOf(['a@b.d']));
  });
});
