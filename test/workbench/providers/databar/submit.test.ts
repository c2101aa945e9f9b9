// The two paid calls: what is refused, in which words, and that a refusal starts and costs nothing.

import { describe, expect, test } from 'vitest';
import { lead, ORIGIN, request, scene } from './ask';

const detailOf = (reply: { body: string }) => JSON.parse(reply.body).detail;
const funding = { company: 'Works', min_amount: 5 };

describe('an accepted submit', () => {
  test('answers a task id and "processing", for one or many', () => {
    const at = scene();
    expect(at.json('POST', '/v1/enrichments/833/run', { params: lead('Ada') })).toEqual({
      task_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 'processing',
    });
    expect(JSON.parse(at.submit([lead('Ada'), lead('Bo')]).body).status).toBe('processing');
    expect(at.databar.ledger.acceptedPosts).toBe(2);
  });

  test('can carry only the old name request_id', () => {
    const body = JSON.parse(scene({ taskId: 'request_id' }).submit([lead('Ada')]).body);
    expect(Object.keys(body)).toEqual(['request_id', 'status']);
  });
});

describe('a body of the wrong shape is 422 with the place', () => {
  test.each([
    ['no params', {}, ['body', 'params']],
    ['params that are no list', { params: lead('Ada') }, ['body', 'params']],
    ['a row that is no object', { params: [lead('Ada'), 'Bo'] }, ['body', 'params', 1]],
    ['no page', { params: [], pagination: { pages: 0 } }, ['body', 'pagination', 'pages']],
    ['too many pages', { params: [], pagination: { pages: 101 } }, ['body', 'pagination', 'pages']],
  ])('%s', (_title, body, loc) => {
    const reply = scene().http('POST', '/v1/enrichments/833/bulk-run', body);
    expect([reply.status, detailOf(reply)[0].loc]).toEqual([422, loc]);
  });

  test('not JSON', () => {
    const at = scene();
    const reply = at.databar.answer({ ...request('POST', '/v1/enrichments/833/run', {}), body: '{"params"' }, at.now());
    expect(reply).toMatchObject({ status: 422, body: expect.stringContaining('json_invalid') });
  });

  test('JSON that is not sent as JSON, unless switched', () => {
    const at = scene();
    const plain = {
      ...request('POST', '/v1/enrichments/833/run', { params: lead('Ada') }),
      headers: { 'x-apikey': 'k' },
    };
    expect(at.databar.answer(plain, at.now())).toMatchObject({ status: 422 });
    at.switches.contentType = 'ignored';
    expect(at.databar.answer(plain, at.now())).toMatchObject({ status: 200 });
  });

  test('a null pagination and an empty list are fine', () => {
    expect(scene().submit([], 833, { pagination: null }).status).toBe(200);
  });
});

describe('bad params are 400', () => {
  const rows = [lead('Ada'), { company: 'Works' }, lead('Bo')];
  const bad = { first_name: ['This field is required.'] };

  test.each([
    ['aligned', [{}, bad, {}]],
    ['only-bad', [bad]],
    ['object', bad],
    ['text', 'Invalid params.'],
  ] as const)('of a bulk run: %s', (badParams, detail) => {
    const at = scene({ badParams });
    const reply = at.submit(rows);
    expect([reply.status, detailOf(reply)]).toEqual([400, detail]);
    expect(at.databar.ledger).toMatchObject({ acceptedPosts: 0, billed: [] });
    expect(at.balance()).toBe(5000);
  });

  test('of a single run: an object', () => {
    const reply = scene().http('POST', '/v1/enrichments/833/run', { params: { company: 'Works' } });
    expect([reply.status, detailOf(reply)]).toEqual([400, bad]);
  });

  test('or the bad row fails alone', () => {
    expect(scene({ badRow: 'fails-alone' }).finished(rows)).toMatchObject({
      data: [{ email: 'ada@sampleworks.example' }, null, { email: 'bo@sampleworks.example' }],
      progress: { completed: 2, failed: 1 },
    });
  });

  test.each([
    ['a blank required text', 833, { ...lead(''), company: 'W' }, 'first_name', 'This field may not be blank.'],
    ['a null required text', 833, { first_name: null, company: 'W' }, 'first_name', 'This field may not be null.'],
    ['a choice by name', 833, { ...lead('Ada'), country: 'Germany' }, 'country', '"Germany" is not a valid choice.'],
    ['a word for a number', 1450, { company: 'W', min_amount: 'much' }, 'min_amount', 'A valid number is required.'],
    ['half a round', 1450, { ...funding, max_rounds: 1.5 }, 'max_rounds', 'A valid integer is required.'],
    ['a word for a bool', 1450, { ...funding, undisclosed: 'maybe' }, 'undisclosed', 'Must be a valid boolean.'],
    [
      'one choice for many',
      1450,
      { ...funding, sectors: 'sec_11' },
      'sectors',
      'Expected a list of items but got type "str".',
    ],
    [
      'an unknown choice of many',
      1450,
      { ...funding, sectors: ['Fintech'] },
      'sectors',
      '"Fintech" is not a valid choice.',
    ],
    ['a spoken date', 1450, { ...funding, since: 'last May' }, 'since', expect.stringContaining('wrong format')],
    ['neither of two', 1127, {}, 'non_field_errors', 'One of email, linkedin_url is required.'],
    [
      'a negative factor',
      1204,
      { domain: 'a.example', limit: -3 },
      'limit',
      'Ensure this value is greater than or equal to 1.',
    ],
    ['the magic word', 833, lead('Ada', 'Invalid Ltd'), 'company', 'Enter a valid value.'],
  ])('for %s', (_title, enrichment, params, slug, message) => {
    const reply = scene().submit([params], enrichment);
    expect([reply.status, detailOf(reply)]).toEqual([400, [{ [slug]: [message] }]]);
  });

  test('typed values of every kind are fine', () => {
    const params = {
      ...funding,
      max_rounds: 3,
      undisclosed: true,
      verified_only: false,
      sectors: ['sec_11', 'sec_12'],
      since: '2025-01-01T00:00:00Z',
      notes: 'two\nlines',
    };
    expect(scene().submit([params], 1450).status).toBe(200);
  });

  test.each([
    ['textForNumbers', 'refused', { ...funding, min_amount: '5' }],
    ['unknownParams', 'refused', { ...funding, colour: 'red' }],
    ['emptyOptional', 'refused', { ...funding, notes: '' }],
    ['dateOnly', 'refused', { ...funding, since: '2025-01-01' }],
  ] as const)('%s: fine, or refused when switched', (name, refused, params) => {
    expect(scene().submit([params], 1450).status).toBe(200);
    expect(scene({ [name]: refused }).submit([params], 1450).status).toBe(400);
  });
});

describe('other refusals', () => {
  test('an unknown enrichment is 404 without a body', () => {
    const reply = scene().submit([lead('Ada')], 5);
    expect([reply.status, reply.body]).toEqual([404, '']);
  });

  test('an enrichment that needs an own key is 400 with a sentence', () => {
    const reply = scene().submit([{ email: 'a@b.example' }], 1600);
    expect([reply.status, typeof detailOf(reply)]).toEqual([400, 'string']);
  });

  test.each([
    ['400', 'At most 2 params per request.'],
    ['422', [expect.objectContaining({ type: 'too_long' })]],
  ] as const)('too many rows are %s', (tooManyRowsAs, detail) => {
    const reply = scene({ maxRows: 2, tooManyRowsAs }).submit([lead('A'), lead('B'), lead('C')]);
    expect([reply.status, detailOf(reply)]).toEqual([Number(tooManyRowsAs), detail]);
  });

  test('too many rows can be 413 as HTML', () => {
    const reply = scene({ maxRows: 1, tooManyRowsAs: '413' }).submit([lead('A'), lead('B')]);
    expect([reply.status, reply.headers['content-type']]).toEqual([413, 'text/html']);
  });

  test.each([
    ['credits-or-plan', 'Check the number of remaining credits or the tariff plan.'],
    ['credits', 'Not enough credits.'],
    ['plan', 'Your plan does not include this data source.'],
  ] as const)('406 speaks of %s', (notAcceptable, detail) => {
    const reply = scene({ notAcceptable, planForbidsRuns: true }).submit([lead('Ada')]);
    expect([reply.status, detailOf(reply)]).toEqual([406, detail]);
  });
});

test('a redirect leads to the origin that was asked', () => {
  expect(scene().http('GET', '/v1/enrichments').headers.location).toBe(`${ORIGIN}/v1/enrichments/`);
});
