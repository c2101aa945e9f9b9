// From the upload's answer to fetched results: the six status words, figures, pauses and failures.
import { describe, expect, test } from 'vitest';
import { influencersBatch } from '../../../src/providers/influencers/batch';
import type { Ticket } from '../../../src/providers/operation';
import { asks, handles, hears, OPEN, outcomes, POLL, page, RAW, says } from './talk';

const TWO = handles('ada', 'bo');
const WORDS = ['validating', 'queued', 'processing', 'finished', 'failed', 'paused_insufficient_credits'];
const status = (body: object) =>
  says(200, { batch_id: 'bch_1', credits_used: '0.06', success_count: 2, ...body } as never);

describe('the answer to the upload', () => {
  test.each([...WORDS, 'something new'])('with status %s gives the batch, whose status is asked next', (word) => {
    const heard = hears(OPEN, TWO, says(200, { batch_id: 'bch_1', status: word, og_input_number: 2 }));
    expect(heard).toEqual({ ticket: { stage: 'poll', batch: 'bch_1' } });
    expect(asks(heard.ticket!, TWO)).toEqual([
      { effect: 'read', method: 'GET', path: '/public/v1/enrichment/batch/bch_1/status/' },
    ]);
  });

  test('is read for its id and its count alone: what else it tells changes nothing', () => {
    const rest = {
      status: 'processing',
      created_at: '2026-10-12T09:00:00Z',
      platform: null,
      metadata: { campaign: 'Q4 Outreach' },
      type_report: 'ENRICH_BY_EMAIL',
      enrichment_mode: 'full',
      message: 'Batch created',
    };
    const plain = hears(OPEN, TWO, says(200, { batch_id: 'bch_1', og_input_number: 2 }));
    expect(hears(OPEN, TWO, says(200, { batch_id: 'bch_1', og_input_number: 2, ...rest }))).toEqual(plain);
  });

  test('is asked for at most every 30 seconds by the engine’s rhythm', () => {
    for (const mode of ['raw', 'full', 'basic', 'advanced'] as const) {
      const { pollSeconds } = influencersBatch.limits({ mode });
      expect(pollSeconds).toBeGreaterThanOrEqual(30);
      expect(pollSeconds).toBeLessThanOrEqual(60);
    }
  });

  test('that counts other records than were sent is noted, and nothing missing is then taken for a miss', () => {
    const heard = hears(OPEN, TWO, says(201, { batch_id: 7, status: 'queued', og_input_number: 3 }));
    expect(heard.notes).toEqual([
      'Influencers.club counted 3 records in a file of 2: what has no result there is to check.',
    ]);
    const polled = hears(heard.ticket!, TWO, status({ status: 'finished', success_count: 1 }));
    const results = hears(polled.ticket!, TWO, says(200, [{ input_value: 'ada', enrichment_data: { a: 1 } }]));
    expect(outcomes(results)).toEqual(['found', 'check']);
  });

  test.each([
    ['no id', says(200, { status: 'queued' })],
    ['an id that is no text', says(200, { batch_id: { a: 1 } })],
    ['an id that is a path', says(200, { batch_id: '..' })],
    ['an id that is too long', says(200, { batch_id: 'x'.repeat(300) })],
    ['a page', page(200, '<html>')],
    ['nothing', page(200, '')],
    ['a 502', page(502, '<html>')],
    ['a 500 in JSON', says(500, { detail: 'Internal Server Error' })],
    ['a lost connection', { fault: 'Timeout', sent: true } as const],
  ])('that is %s leaves the charge in doubt', (_what, answer) => {
    expect(hears(OPEN, TWO, answer)).toMatchObject({ failure: { kind: 'doubt' } });
  });

  test.each([
    [401, { detail: 'Token is invalid', code: 'authentication_failed' }, 'key rejected'],
    [401, { detail: 'Authentication credentials were not provided.' }, 'key rejected'],
    [403, { detail: 'You do not have permission to perform this action.' }, 'plan'],
    [402, { detail: 'Payment required' }, 'out of credits'],
    [400, { detail: 'Insufficient credits.' }, 'out of credits'],
    [400, { enrichment_mode: ['"advanced" is not a valid choice.'] }, 'refused'],
    [422, { detail: [{ msg: 'value is not valid', loc: ['body', 'min_followers'], type: 'x' }] }, 'refused'],
    [404, { detail: 'Not found.' }, 'refused'],
    [405, { detail: 'Method not allowed.' }, 'refused'],
    [415, { detail: 'Unsupported media type' }, 'refused'],
    [301, '', 'refused'],
  ])('%i %j pauses: %s', (code, body, why) => {
    expect(hears(OPEN, TWO, says(code, body as never)).failure).toMatchObject({ kind: 'pause', why });
  });

  test.each([
    [400, { file: ['Row 2 is not a valid handle.'] }, true],
    [400, { message: 'record 7: too long' }, true],
    [422, { error: 'The file could not be read as CSV.' }, false],
    [413, '', true],
  ])('%i %j is the file’s fault, to be halved (speaks of rows: %s)', (code, body, perRow) => {
    expect(hears(OPEN, TWO, says(code, body as never)).failure).toMatchObject({ kind: 'bad batch', perRow });
  });

  test('a 400 without a word is halved too, 429 waits, and what was not sent is sent again', () => {
    expect(hears(OPEN, TWO, page(400, '')).failure).toEqual({
      kind: 'bad batch',
      reason: 'Influencers.club gave no reason',
      perRow: false,
    });
    expect(hears(OPEN, TWO, page(429, '<html>')).failure).toEqual({ kind: 'later' });
    expect(hears(OPEN, TWO, { fault: 'DNS error', sent: false }).failure).toMatchObject({ kind: 'again' });
  });
});

describe('a status', () => {
  test.each(['validating', 'queued', 'processing', 'PROCESSING'])('%s goes on, with what is known so far', (word) => {
    expect(hears(POLL, TWO, status({ status: word, credits_used: '0.03', success_count: 1 }))).toEqual({
      ticket: { stage: 'poll', batch: 'bch_1', spent: 0.03, hits: 1 },
    });
  });

  test.each(['running', 'completed', 'étrange'])(
    '%s is no word that we know: it still runs, and the word is kept',
    (word) => {
      const { ticket, failure } = hears(POLL, TWO, status({ status: word }));
      expect(failure).toBeUndefined();
      expect(ticket).toMatchObject({ stage: 'poll', word: word.replace('é', '?') });
      expect(hears(ticket!, TWO, status({ status: 'processing' })).ticket).not.toHaveProperty('word');
    },
  );

  test('finished: the results are asked for at once, as JSON, by a path with a slash before its query', () => {
    const heard = hears(POLL, TWO, status({ status: 'finished' }));
    expect(heard).toEqual({ ticket: { stage: 'download', batch: 'bch_1', spent: 0.06, hits: 2 }, soon: true });
    expect(asks(heard.ticket!, TWO)).toEqual([
      { effect: 'read', method: 'GET', path: '/public/v1/enrichment/batch/bch_1/?format=json' },
    ]);
  });

  test.each([
    ['"0.30"', 0.3],
    ['12', 12],
    ['"1e1"', 10],
    ['"-1"', undefined],
    ['"many"', undefined],
    ['""', undefined],
    ['null', undefined],
    ['{"toString":1}', undefined],
  ])('credits used that read %s are %s', (json, spent) => {
    const heard = hears(POLL, TWO, page(200, `{"status":"finished","credits_used":${json}}`));
    expect(heard.ticket!.spent).toBe(spent);
  });

  test('failed at no cost: each request failed, with the reason given', () => {
    const heard = hears(POLL, TWO, status({ status: 'failed', credits_used: '0.00', status_message: 'bad file' }));
    expect(heard).toMatchObject({ done: true, spent: 0 });
    expect(heard.verdicts![1]).toEqual({
      index: 1,
      outcome: 'failed',
      detail: 'the batch failed at Influencers.club (bad file)',
    });
  });

  test.each(['0.03', null])(
    'failed after credits were used (%s): what is there is kept, the rest is to check',
    (used) => {
      const heard = hears(POLL, TWO, status({ status: 'failed', credits_used: used }));
      expect(heard).toMatchObject({ ticket: { stage: 'salvage' }, soon: true });
      const some = says(200, [{ input_value: 'bo', enrichment_data: { a: 1 } }]);
      expect(outcomes(hears(heard.ticket!, TWO, some))).toEqual(['check', 'found']);
      for (const none of [says(400, { detail: 'not completed' }), says(404, {}), page(200, 'x')])
        expect(outcomes(hears(heard.ticket!, TWO, none))).toEqual(['check', 'check']);
      expect(hears(heard.ticket!, TWO, page(502, '')).failure).toMatchObject({ kind: 'again' });
    },
  );

  test('404 and 410 are lost, 429 is later, anything unreadable is read again', () => {
    expect(hears(POLL, TWO, says(404, {})).failure).toMatchObject({ kind: 'lost' });
    expect(hears(POLL, TWO, page(410, '')).failure).toMatchObject({ kind: 'lost' });
    expect(hears(POLL, TWO, page(429, '')).failure).toEqual({ kind: 'later' });
    for (const answer of [page(200, '<html>'), page(504, ''), says(200, []), { fault: 'x', sent: true } as const])
      expect(hears(POLL, TWO, answer).failure).toMatchObject({ kind: 'again' });
  });
});

describe('paused_insufficient_credits', () => {
  const paused = hears(
    POLL,
    TWO,
    status({ status: 'paused_insufficient_credits', credits_used: '0.03', success_count: 1 }),
  );

  test('looks once for what was bought, then pauses and says to top up', () => {
    expect(paused).toMatchObject({ ticket: { stage: 'partial' }, soon: true });
    const some = says(200, [
      { input_value: 'ada', enrichment_data: { a: 1 } },
      { input_value: 'bo', enrichment_data: {} },
    ]);
    const heard = hears(paused.ticket!, TWO, some);
    expect(heard).toMatchObject({ ticket: { stage: 'paused' }, failure: { kind: 'pause', why: 'out of credits' } });
    expect(heard.verdicts).toEqual([{ index: 0, outcome: 'found', result: { a: 1 } }]);
    expect(heard.done).toBeUndefined();
  });

  test.each([
    says(400, { detail: 'not completed' }),
    says(404, {}),
    page(502, ''),
    { fault: 'x', sent: true } as const,
  ])('pauses just so where the results are refused: %j', (answer) => {
    expect(hears(paused.ticket!, TWO, answer)).toMatchObject({
      ticket: { stage: 'paused' },
      verdicts: [],
      failure: { kind: 'pause', why: 'out of credits' },
    });
  });

  const ticket: Ticket = { stage: 'paused', batch: 'bch_1', spent: 0.03, hits: 1 };

  test('is resumed by one call on the same batch', () => {
    expect(influencersBatch.resume!(ticket, RAW)).toEqual({
      effect: 'repeatable',
      method: 'POST',
      path: '/public/v1/enrichment/batch/bch_1/resume/',
      body: {},
    });
  });

  test.each([
    ['the status before it went on', status({ status: 'paused_insufficient_credits' })],
    ['a message', says(200, { message: 'resumed' })],
    ['nothing', page(200, '')],
    ['that it was not paused', says(400, { detail: 'Only paused batches can be resumed.' })],
    ['a conflict', says(409, {})],
    ['a page', page(502, '<html>')],
    ['a lost connection', { fault: 'x', sent: true } as const],
  ])('resumed and answered with %s: the next status tells', (_what, answer) => {
    expect(hears({ ...ticket, stage: 'resumed' }, TWO, answer)).toEqual({ ticket: { stage: 'poll', batch: 'bch_1' } });
  });

  test.each([says(402, {}), says(400, { detail: 'Insufficient credits.' })])(
    'resumed without credits: %j pauses again',
    (answer) => {
      expect(hears({ ...ticket, stage: 'resumed' }, TWO, answer).failure).toMatchObject({ why: 'out of credits' });
    },
  );

  test('while it is paused its status is looked at, never its resume', () => {
    expect(asks(ticket, TWO)).toEqual([
      { effect: 'read', method: 'GET', path: '/public/v1/enrichment/batch/bch_1/status/' },
    ]);
  });
});
