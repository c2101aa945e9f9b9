// The results of a batch: joined by value, never by position; success is data, not a word.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/providers/operation';
import { SEEDED } from '../../text/seed';
import { asks, DOWNLOAD, emails, handles, hears, outcomes, page, says } from './talk';

const TWO = handles('ada', 'bo');
const ADA = { input_value: 'ada', status: 'ok', enrichment_data: { n: 1 } };
const BO = { input_value: 'bo', status: 'ok', enrichment_data: { n: 2 } };
const BOTH = [
  { index: 0, outcome: 'found', result: { n: 1 } },
  { index: 1, outcome: 'found', result: { n: 2 } },
];

describe('shapes', () => {
  test.each<[string, Json]>([
    ['a list', [ADA, BO]],
    ['results', { results: [ADA, BO] }],
    ['data', { data: [ADA, BO] }],
    ['other order', [BO, ADA]],
    ['under "result"', [ADA, BO].map(({ input_value, enrichment_data }) => ({ input_value, result: enrichment_data }))],
    [
      'whole answers, as single look-ups give them',
      [ADA, BO].map((one) => ({ ...one, enrichment_data: { result: one.enrichment_data, credits_cost: 0.03 } })),
    ],
  ])('%s', (_name, body) => {
    const heard = hears(DOWNLOAD, TWO, says(200, body));
    expect(heard).toMatchObject({ verdicts: BOTH, done: true, spent: 0.06 });
  });

  test('a price that an answer names is the request’s own', () => {
    const body = [{ ...ADA, enrichment_data: { result: { n: 1 }, credits_cost: 0.03 } }, BO];
    expect(hears(DOWNLOAD, TWO, says(200, body)).verdicts!.map(({ credits }) => credits)).toEqual([0.03, undefined]);
  });

  test('long ids arrive digit by digit', () => {
    const text = '[{"input_value":"ada","enrichment_data":{"id":17841401234567891}}]';
    expect(hears(DOWNLOAD, handles('ada'), page(200, text)).verdicts![0]!.result).toEqual({ id: '17841401234567891' });
  });
});

describe('an input finds its item', () => {
  test.each([
    ['ada.cooks', 'Ada.Cooks'],
    ['ada.cooks', '@ada.cooks'],
    ['ada.cooks', ' ada.cooks '],
    ['ada.cooks', 'https://www.instagram.com/ada.cooks/'],
    ['007', '007'],
    ['UCabcdefghij0123456789_-', 'ucabcdefghij0123456789_-'],
  ])('%s, named %s in the results', (sent, value) => {
    const body = [{ input_value: value, enrichment_data: { n: 1 } }];
    expect(outcomes(hears(DOWNLOAD, handles(sent), says(200, body)))).toEqual(['found']);
  });

  test('an e-mail in any case', () => {
    const body = [{ input_value: 'Ada@Example.COM', enrichment_data: { n: 1 } }];
    const heard = hears(DOWNLOAD, emails('ada@example.com'), says(200, body), { mode: 'basic' });
    expect(outcomes(heard)).toEqual(['found']);
  });

  test('two that the provider merges into one both have its result', () => {
    const both = handles('ada', 'Ada');
    expect(outcomes(hears(DOWNLOAD, both, says(200, [ADA])))).toEqual(['found', 'found']);
  });

  test('its own spelling goes before another’s', () => {
    const body = [{ ...BO, input_value: 'ADA' }, ADA];
    const heard = hears(DOWNLOAD, handles('ada', 'ADA'), says(200, body));
    expect(heard.verdicts!.map(({ result }) => result)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test('two channel ids that lost their capitals cannot be told apart: to check', () => {
    const ids = ['UCabcdefghij0123456789_-', 'UCAbcdefghij0123456789_-'];
    const body = [{ input_value: ids[0]!.toLowerCase(), enrichment_data: { n: 1 } }];
    expect(outcomes(hears(DOWNLOAD, handles(...ids), says(200, body)))).toEqual(['check', 'check']);
  });

  test('whatever the order and the spelling, each value is in its own place', () => {
    const spelt = fc.constantFrom(
      (name: string) => name,
      (name: string) => name.toUpperCase(),
      (name: string) => `@${name}`,
      (name: string) => `https://instagram.com/${name}/`,
    );
    // None of the words that stand where a profile would be.
    const names = fc.uniqueArray(fc.stringMatching(/^c[a-z0-9._]{0,12}$/), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(names, fc.func(spelt), fc.infiniteStream(fc.nat()), (all, spell, order) => {
        const items = all
          .map((name) => ({ name, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ name }) => ({ input_value: spell(name)(name), enrichment_data: { name } }));
        const heard = hears({ ...DOWNLOAD, hits: all.length }, handles(...all), says(200, items));
        expect(heard.verdicts!.map(({ result }) => (result as { name: string }).name)).toEqual(all);
      }),
      SEEDED,
    );
  });
});

describe('a record without data', () => {
  test.each<[Json, string]>([
    [{ status: 'not_found', enrichment_data: {} }, 'no match'],
    [{ status: 'ok', enrichment_data: null }, 'no match'],
    [{ status: 'ok' }, 'no match'],
    [{ enrichment_data: [] }, 'no match'],
    [{ enrichment_data: 'text' }, 'no match'],
    [{ status: 'failed', enrichment_data: {} }, 'failed'],
    [{ status: 'ERROR' }, 'failed'],
    [{ status: 'invalid_handle' }, 'failed'],
    [{ status: 'failed', enrichment_data: { n: 1 } }, 'found'],
  ])('%j is %s, and never charged without data', (item, outcome) => {
    const heard = hears(DOWNLOAD, handles('ada'), says(200, [{ input_value: 'ada', ...(item as object) }] as Json));
    expect(outcomes(heard)).toEqual([outcome]);
    if (outcome !== 'found') expect(heard.verdicts![0]!.credits).toBe(0);
  });

  test('gives the provider’s reason where there is one', () => {
    const body = [{ input_value: 'ada', status: 'failed', error: 'private account' }];
    expect(hears(DOWNLOAD, handles('ada'), says(200, body)).verdicts![0]!.detail).toBe('private account');
  });
});

describe('an input that the results leave out', () => {
  const heard = (hits: number | null, items: Json[]) =>
    outcomes(hears({ stage: 'download', batch: 'b', ...(hits === null ? {} : { hits }) }, TWO, says(200, items)));

  test('is no match where all successes are accounted for', () => {
    expect(heard(1, [ADA])).toEqual(['found', 'no match']);
    expect(heard(0, [])).toEqual(['no match', 'no match']);
  });

  test('is to check where one success has not been found, or nobody said how many there are', () => {
    expect(heard(2, [ADA])).toEqual(['found', 'check']);
    expect(heard(null, [ADA])).toEqual(['found', 'check']);
    expect(heard(1, [ADA, { input_value: 'somebody', enrichment_data: { n: 3 } }])).toEqual(['found', 'check']);
  });

  test('is to check where it is not known any more what was sent', () => {
    const forgotten = [...handles('ada'), { canonical: {}, sent: {} }];
    expect(outcomes(hears(DOWNLOAD, forgotten, says(200, [ADA, BO])))).toEqual(['found', 'check']);
  });
});

describe('a finished batch without its file', () => {
  test('is asked again while it answers 400, then given up with what was spent', () => {
    let ticket = DOWNLOAD;
    let rounds = 0;
    for (;;) {
      const heard = hears(ticket, TWO, says(400, { detail: 'No results file has been generated yet.' }));
      rounds++;
      if (heard.failure) {
        expect(heard).toMatchObject({ failure: { kind: 'lost' }, spent: 0.06 });
        expect((heard.failure as { reason: string }).reason).toContain('No results file');
        break;
      }
      expect(heard.soon).toBeUndefined();
      ticket = heard.ticket!;
      expect(asks(ticket, TWO)[0]!.path).toMatch(/\?format=json$/);
    }
    expect(rounds * 30).toBeGreaterThan(20 * 60);
  });

  test('404 is lost; a page, a cut answer, a 504 and 429 are read again', () => {
    expect(hears(DOWNLOAD, TWO, says(404, {}))).toMatchObject({ failure: { kind: 'lost' }, spent: 0.06 });
    for (const answer of [page(200, '<html>'), page(200, '[{"input_'), page(504, ''), says(200, {})])
      expect(hears(DOWNLOAD, TWO, answer).failure).toMatchObject({ kind: 'again' });
    expect(hears(DOWNLOAD, TWO, page(429, '')).failure).toEqual({ kind: 'later' });
  });
});
