// The operation databar.waterfall: what it sends and what the answers to it mean. Elements of its data are in waterfall-result.test.ts.
import { describe, expect, test } from 'vitest';
import type { WaterfallSettings } from '../../../src/providers/databar/settings';
import { databarWaterfall } from '../../../src/providers/databar/waterfall';
import type { Answer, Heard, Json, RunFacts } from '../../../src/providers/operation';
import { FACTS } from '../run-facts';
import { HTML, says, text } from './answers';

const SETTINGS: WaterfallSettings = { waterfall: 'email_getter', call: 'auto' };
const input = (sent: { [key: string]: Json }) => ({ canonical: {}, sent });
const TWO = [input({ first_name: 'Ada' }), input({ first_name: 'Zoë' })];
const KNOWN: RunFacts = {
  ...FACTS,
  learnt: { entry: { price: 1, perParameter: null, parameters: null, enrichments: [833, 966] } },
};

const asks = (settings: WaterfallSettings, inputs = TWO, facts = KNOWN) =>
  databarWaterfall.ask({ stage: 'submit' }, inputs, settings, undefined, facts);
const hears = (answer: Answer, settings = SETTINGS, facts = KNOWN): Heard =>
  databarWaterfall.hear({ stage: 'submit' }, 1, TWO.slice(0, 1), [answer], settings, undefined, facts);

describe('a submit', () => {
  test('is one paid bulk-run with the providers named, and without a verifier unless the recipe has one', () => {
    expect(asks(SETTINGS)).toEqual([
      {
        effect: 'charge',
        method: 'POST',
        path: '/v1/waterfalls/email_getter/bulk-run',
        body: { params: [{ first_name: 'Ada' }, { first_name: 'Zoë' }], enrichments: [833, 966] },
      },
    ]);
  });

  test('by run has one request, whose parameters are an object', () => {
    expect(databarWaterfall.limits({ ...SETTINGS, call: 'run' }).requestsPerBatch).toBe(1);
    expect(asks({ ...SETTINGS, call: 'run' }, TWO.slice(0, 1))).toEqual([
      {
        effect: 'charge',
        method: 'POST',
        path: '/v1/waterfalls/email_getter/run',
        body: { params: { first_name: 'Ada' }, enrichments: [833, 966] },
      },
    ]);
  });

  test('names the providers and the verifier of the recipe, in its order', () => {
    const settings = { ...SETTINGS, enrichments: [966, 833], emailVerifier: 10 };
    expect(asks(settings)[0]!.body).toMatchObject({ enrichments: [966, 833], email_verifier: 10 });
  });

  test.each(['created', 'processing', 'queued'])('is accepted with the status %s: its task is asked for', (status) => {
    const { ticket } = hears(says(200, { task_id: '123e4567-e89b-12d3-a456-426614174000', status }));
    expect(databarWaterfall.ask(ticket!, [], SETTINGS, undefined, KNOWN)).toEqual([
      { effect: 'read', method: 'GET', path: '/v1/tasks/123e4567-e89b-12d3-a456-426614174000' },
    ]);
  });
});

describe('a run that is refused', () => {
  const single: WaterfallSettings = { ...SETTINGS, call: 'run' };

  test('for a parameter: its detail is an object, and the request fails with what it says', () => {
    expect(hears(says(400, { detail: { param1: ['This field is required.'] } }), single).failure).toEqual({
      kind: 'bad batch',
      reason: 'param1: This field is required.',
      perRow: false,
    });
  });

  test.each<[number, Answer, object]>([
    [403, says(403, { detail: 'Forbidden' }), { kind: 'pause', why: 'key rejected' }],
    [404, text(404, ''), { kind: 'pause', reason: expect.stringContaining('the waterfall "email_getter"') }],
    [
      406,
      says(406, { detail: 'Check the number of remaining credits or the tariff plan.' }),
      { kind: 'pause', why: 'out of credits' },
    ],
    [
      422,
      says(422, { detail: [{ loc: ['body', 'enrichments'], msg: 'Select at least 1 enrichment', type: 'too_short' }] }),
      { kind: 'bad batch', reason: 'enrichments: Select at least 1 enrichment' },
    ],
    [502, text(502, HTML), { kind: 'doubt' }],
  ])('is told by its kind: %i', (_status, answer, failure) => {
    expect(hears(answer, single).failure).toMatchObject(failure);
  });
});

test.each([
  {},
  { waterfall: '' },
  { waterfall: 'a/b' },
  { waterfall: 'email_getter', enrichments: [] },
  { waterfall: 'email_getter', enrichments: ['833'] },
  { waterfall: 'email_getter', enrichments: [833.5] },
  { waterfall: 'email_getter', emailVerifier: 0 },
  { waterfall: 'email_getter', call: 'bulk' },
  { waterfall: 'email_getter', pages: 2 },
])('settings %j are refused', (settings) => {
  expect(databarWaterfall.settings.safeParse(settings).success).toBe(false);
});

test('results are kept for 24 hours from the submit', () => {
  expect(databarWaterfall.limits(SETTINGS).resultHours).toBe(24);
});
