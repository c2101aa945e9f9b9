import { describe, expect, test } from 'vitest';
import {
  canonicalField,
  convertField,
  differences,
  leadParameters,
  normalEmail,
} from '../../../src/providers/enrichabl/lead-fields';
import type { Json } from '../../../src/providers/operation';

const differing = (sent: { [name: string]: Json }, lead: Json): string[] => differences({ canonical: {}, sent }, lead);

describe('a lead differs from its row', () => {
  test('in a field that says something else, also in one that is blank there', () => {
    expect(differing({ company: 'A', title: 'T' }, { lead_company: 'B', lead_title: null })).toEqual([
      'company',
      'title',
    ]);
  });

  test('in a custom field, by its name', () => {
    expect(differing({ 'custom_fields.tier': 'A' }, { lead_custom_fields: { tier: 'B' } })).toEqual(['tier']);
    expect(differing({ 'custom_fields.tier': 'A' }, { lead_custom_fields: {} })).toEqual(['tier']);
  });

  test('not in space, in how an accent is written, in the case of a website, in a number written as text', () => {
    expect(differing({ company: 'Zoe\u0308' }, { lead_company: ' Zoë ' })).toEqual([]);
    expect(differing({ company_website: 'HTTPS://A.co' }, { lead_company_website: 'https://a.co' })).toEqual([]);
    expect(differing({ 'custom_fields.n': '5' }, { lead_custom_fields: { n: 5 } })).toEqual([]);
  });

  test('not in its address, nor in a field that the answer does not show', () => {
    expect(differing({ email: 'A@b.co', industry: 'X' }, { lead_email: 'a@b.co' })).toEqual([]);
  });
});

test('an address is normalised by trimming and small letters; only it and websites are', () => {
  expect(normalEmail(' Ada@X.CO ')).toBe('ada@x.co');
  expect([canonicalField('email', 'A@B.CO'), canonicalField('company', 'ABC')]).toEqual(['a@b.co', 'ABC']);
});

test.each(['not an address', 'a@b@c', '@b.co', 'a b@c.co', 'a@b.co, c@d.co'])('"%s" is no address', (text) => {
  expect(convertField('email', text)).toEqual({ problem: `"${text}" is not an e-mail address.` });
});

test('custom fields that the recipe maps are parameters like the others; only the address is required', () => {
  const names = leadParameters({ custom: ['custom_fields.tier'] });
  expect(names.map((one) => one.name)).toContain('custom_fields.tier');
  expect(names.filter((one) => one.required).map((one) => one.name)).toEqual(['email']);
  expect(names).toHaveLength(13);
});
