// The panel's guesses: which column goes with which input, and how new columns are called.
import { describe, expect, it } from 'vitest';
import { guessInputs, guessOutputs, headerFor, plainWords } from '../../sidebar/guess-columns';
import type { Described } from '../../src/sidebar-calls';

type Parameter = NonNullable<Described['parameters']>[number];
const parameter = (name: string, required = true): Parameter => ({
  name,
  label: name.replace(/_/g, ' '),
  required,
  type: 'text',
  choices: null,
});
const column = (header: string, ...samples: string[]) => ({ header, samples, gaps: samples.length === 0 });

describe('inputs', () => {
  it('takes headers that say the same in other words, in any spelling', () => {
    const columns = [
      column('Vorname', 'Ann'),
      column('Surname', 'Lee'),
      column('companyName', 'Acme'),
      column('URL', 'acme.example'),
    ];
    const got = guessInputs(
      ['first_name', 'last_name', 'company', 'domain'].map((name) => parameter(name)),
      columns,
      {},
      false,
    );
    expect(got).toEqual({
      first_name: { header: 'Vorname' },
      last_name: { header: 'Surname' },
      company: { header: 'companyName' },
      domain: { header: 'URL' },
    });
  });

  it('takes a column by what stands in it where its header says nothing', () => {
    const columns = [column('Col A', 'ann@acme.example', 'bob@acme.example'), column('Col B', 'hello')];
    expect(guessInputs([parameter('email')], columns, {}, false)).toEqual({ email: { header: 'Col A' } });
  });

  it('gives a column to one input only, the one that fits it best', () => {
    const got = guessInputs(
      [parameter('website_url'), parameter('domain')],
      [column('Domain', 'a.example')],
      {},
      false,
    );
    expect(got).toEqual({ domain: { header: 'Domain' }, website_url: { header: null } });
  });

  it('keeps what a recipe maps, and guesses only the rest', () => {
    const before = { email: { header: 'Private' }, country: { value: 'US' } };
    const columns = [column('Email', 'a@b.example'), column('Private', 'c@d.example'), column('Country', 'DE')];
    const got = guessInputs([parameter('email'), parameter('country'), parameter('name')], columns, before, false);
    expect(got).toEqual({ email: { header: 'Private' }, country: { value: 'US' }, name: { header: null } });
  });

  it('lets go of an input that the operation does not know, unless inputs may be named freely', () => {
    const before = { 'custom_fields.tier': { header: 'Tier' } };
    expect(guessInputs([parameter('email')], [column('Tier', 'A')], before, false)).toEqual({
      email: { header: null },
    });
    expect(guessInputs([parameter('email')], [column('Tier', 'A')], before, true)).toEqual({
      'custom_fields.tier': { header: 'Tier' },
      email: { header: null },
    });
  });
});

describe('outputs', () => {
  it('go to an empty column that waits for them, never to one that holds something', () => {
    expect(headerFor('Email', [column('Work email')], new Set())).toBe('Work email');
    expect(headerFor('Email', [column('Email', 'a@b.example')], new Set())).toBe('Email (2)');
  });

  it('get the column of their name that has gaps, and no other that is in use', () => {
    const gappy = (header: string) => ({ ...column(header, 'a@b.example'), gaps: true });
    expect(headerFor('Email', [gappy('Email')], new Set())).toBe('Email');
    expect(headerFor('Email', [gappy('Work email')], new Set())).toBe('Email');
    expect(headerFor('Email', [gappy('Email')], new Set(['Email']))).toBe('Email (2)');
  });

  it('get names that no column and no other output has', () => {
    const results = [
      { path: 'a', label: 'Name' },
      { path: 'b', label: 'Name' },
    ];
    const got = guessOutputs(results, [column('Name', 'x')], [], { name: { header: 'Name' } });
    expect(got.map((output) => output.header)).toEqual(['Name (2)', 'Name (3)']);
  });

  it('tick the first three, and none besides those that a recipe names', () => {
    const results = ['a', 'b', 'c', 'd'].map((path) => ({ path, label: path }));
    expect(guessOutputs(results, [], [], {}).map((output) => output.on)).toEqual([true, true, true, false]);
    const before = [{ path: 'd', label: 'd', header: 'Mine', on: true }];
    const got = guessOutputs(results, [], before, {});
    expect(got.filter((output) => output.on)).toEqual([{ path: 'd', label: 'd', header: 'Mine', on: true }]);
  });
});

it.each([
  ['firstName', 'first name'],
  ['First-Name', 'first name'],
  ['  E-Mail  ', 'email'],
  ['Straße (Büro)', 'straße büro'],
])('reads the header %j as %j', (header, words) => expect(plainWords(header)).toBe(words));
