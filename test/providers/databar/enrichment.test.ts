// The operation databar.enrichment: what it asks, what it sends, what its results are. Its tasks are in task.test.ts.
import { describe, expect, test } from 'vitest';
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { Json } from '../../../src/providers/operation';
import { says } from './answers';
import { hearTask, SETTINGS, submits } from './talk';

const input = (sent: { [key: string]: Json }) => ({ canonical: {}, sent });
const TWO = [input({ first_name: 'Ada' }), input({ first_name: 'Zoë', limit: 3 })];

describe('databar.enrichment', () => {
  test('submits one paid bulk call with the parameters in their order', () => {
    expect(submits(TWO)).toEqual([
      {
        effect: 'charge',
        method: 'POST',
        path: '/v1/enrichments/833/bulk-run',
        body: { params: [{ first_name: 'Ada' }, { first_name: 'Zoë', limit: 3 }] },
      },
    ]);
  });

  test('names the pages only where they are not one', () => {
    const settings = { enrichment: 833, pages: 3 };
    expect(submits(TWO, settings)[0]?.body).toMatchObject({
      pagination: { pages: 3 },
    });
  });

  test('enrichment and pages make the identity, in that order', () => {
    expect(databarEnrichment.identity({ enrichment: 833, pages: 2 })).toBe('[833,2]');
  });

  test('keeps the limits that are promised: at most 100 requests in a task, a first batch of 5, results for 24 hours', () => {
    const limits = databarEnrichment.limits(SETTINGS);
    expect(limits.requestsPerBatch).toBeLessThanOrEqual(100);
    expect(limits.trialRequests).toBe(5);
    expect(limits.batchesInAir).toBeLessThanOrEqual(10);
    expect(limits.resultHours).toBe(24);
  });

  test.each<[string, Json, string, Json | undefined]>([
    ['an object', { email: 'a@b.example' }, 'found', { email: 'a@b.example' }],
    ['a list of several pages', [{ n: 1 }, { n: 2 }], 'found', [{ n: 1 }, { n: 2 }]],
    ['null', null, 'no match', undefined],
    ['an empty object', {}, 'no match', undefined],
    ['an empty list', [], 'no match', undefined],
    ['an empty text', '', 'no match', undefined],
    ['a text', 'yes', 'found', 'yes'],
    ['zero', 0, 'found', 0],
  ])('one element of the results that is %s is %s', (_what, element, outcome, result) => {
    const heard = hearTask(says(200, { status: 'completed', data: [element, null] }));
    expect(heard.verdicts?.[0]).toEqual({ index: 0, outcome, ...(result === undefined ? {} : { result }) });
  });

  test.each([
    {},
    { enrichment: 0 },
    { enrichment: 833, pages: 0 },
    { enrichment: 833, pages: 101 },
    { enrichment: '833' },
    { enrichment: 833, x: 1 },
  ])('settings %j are refused', (settings) => {
    expect(databarEnrichment.settings.safeParse(settings).success).toBe(false);
  });
});
