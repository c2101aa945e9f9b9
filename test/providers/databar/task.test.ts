// A Databar task from its submit to its verdicts, status word by status word. Words: docs.databar.ai/api-reference and official clients.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/providers/operation';
import { asciiJson } from '../../../src/text/ascii-json';
import { ANY_TEXT, SEEDED } from '../../text/seed';
import { HTML, lost, says, text } from './answers';
import { hearSubmit, hearTask, looks, TICKET, TICKET_BYTES } from './talk';

const submit = (body: Json) => hearSubmit(says(200, body));
const look = (task: Json, sent = 2, ticket = TICKET) => hearTask(says(200, task), sent, ticket);

describe('an accepted submit', () => {
  test.each([
    ['task_id', { task_id: 'abc', status: 'processing' }, 'abc'],
    ['the old name', { request_id: 'abc' }, 'abc'],
    ['both: the new name wins', { task_id: 'new', request_id: 'old' }, 'new'],
    ['a number', { task_id: 17 }, '17'],
  ])('gives a ticket: %s', (_name, body, task) => {
    expect(submit(body)).toEqual({ ticket: { stage: 'poll', task } });
  });

  test('a long number is a ticket with every digit', () => {
    expect(hearSubmit(text(200, '{"task_id":12345678901234567890}')).ticket?.task).toBe('12345678901234567890');
  });

  test.each<[string, string]>([
    ['no id', '{"status":"processing"}'],
    ['an empty id', '{"task_id":""}'],
    ['an id that is no id', '{"task_id":{"a":1}}'],
    ['an id too long to keep', JSON.stringify({ task_id: 'x'.repeat(201) })],
    ['an id that would lead to another path', '{"task_id":".."}'],
    ['null', 'null'],
    ['a body cut off', '{"task_id":"ab'],
    ['HTML', HTML],
    ['nothing', ''],
  ])('whose answer has %s leaves the charge in doubt', (_what, body) => {
    expect(hearSubmit(text(200, body)).failure?.kind).toBe('doubt');
  });

  test('an id of 200 plain characters can be kept', () => {
    expect(submit({ task_id: 'x'.repeat(200) }).ticket?.task).toBe('x'.repeat(200));
  });

  test('asks for its task by an id that cannot leave its place in the path', () => {
    expect(looks({ stage: 'poll', task: 'a/b?c#d' })).toEqual([
      { effect: 'read', method: 'GET', path: '/v1/tasks/a%2Fb%3Fc%23d' },
    ]);
  });

  test('whatever the id, there is either a ticket that can be asked for and kept in its room, or doubt', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ ...ANY_TEXT, maxLength: 210 }),
          fc.constantFrom('é'.repeat(200), '\ud800', '"'.repeat(200)),
        ),
        (id) => {
          const heard = submit({ task_id: id });
          if (!heard.ticket) {
            expect(heard.failure?.kind).toBe('doubt');
            return;
          }
          expect(() => looks(heard.ticket!)).not.toThrow();
          expect(asciiJson(heard.ticket).length).toBeLessThanOrEqual(TICKET_BYTES);
        },
      ),
      SEEDED,
    );
  });
});

describe('a task that still runs', () => {
  test.each(['processing', 'created', 'PROCESSING'])('says %j and nothing changes', (status) => {
    expect(look({ status })).toEqual({});
  });

  test.each(['no_data', 'queued', 'in_progress', 'finishing', ''])(
    'an unknown word is one of them, and is kept to be shown: %j',
    (status) => {
      expect(look({ status })).toEqual({ ticket: { ...TICKET, word: status } });
    },
  );

  test('also where there is no word at all', () => {
    expect(look({}).verdicts).toBeUndefined();
    expect(look({}).failure).toBeUndefined();
    expect(look({}).done).toBeUndefined();
  });

  test('results that are already there are not read by position: their order is not promised', () => {
    expect(look({ status: 'processing', data: [{ a: 1 }, { a: 2 }] }).verdicts).toBeUndefined();
  });

  test('a long word is cut, so that the ticket keeps to its room', () => {
    const { ticket } = look({ status: 'é'.repeat(500) }, 2, { stage: 'poll', task: 'x'.repeat(200) });
    expect(asciiJson(ticket).length).toBeLessThanOrEqual(TICKET_BYTES);
  });
});

describe('a task that is done', () => {
  test.each(['completed', 'partially_completed', 'success', 'Completed'])(
    'says %j: one verdict for each input, by position',
    (status) => {
      expect(look({ status, data: [{ a: 1 }, null], credits_spent: 0.5 })).toEqual({
        verdicts: [
          { index: 0, outcome: 'found', result: { a: 1 } },
          { index: 1, outcome: 'no match' },
        ],
        done: true,
        failed: 0,
        spent: 0.5,
      });
    },
  );

  test('a miss is "no match or failed" where the provider counts failures but does not say whose', () => {
    const progress = { total: 2, completed: 1, no_data: 0, failed: 1 };
    expect(look({ status: 'completed', data: [{ a: 1 }, null], progress })).toMatchObject({
      verdicts: [{ outcome: 'found' }, { outcome: 'no match', detail: 'or failed' }],
      failed: 1,
    });
  });

  test.each<[string, Json]>([
    ['fewer results', [{ a: 1 }]],
    ['more results', [{ a: 1 }, null, null]],
    ['no list', { a: 1 }],
    ['nothing', null],
    ['text', 'done'],
  ])('with %s than inputs is lost, with what came kept: nothing is written by a guess', (_what, data) => {
    const heard = look({ status: 'completed', data, credits_spent: 2 });
    expect(heard).toMatchObject({ failure: { kind: 'lost', raw: JSON.stringify(data) }, spent: 2 });
    expect(heard.verdicts).toBeUndefined();
  });

  test('one input may come back without a list around it', () => {
    expect(look({ status: 'completed', data: { a: 1 } }, 1).verdicts).toEqual([
      { index: 0, outcome: 'found', result: { a: 1 } },
    ]);
  });

  test.each<[string, Json, number | undefined]>([
    ['a number', 1.5, 1.5],
    ['a number as text', '0.25', 0.25],
    ['zero', 0, 0],
    ['null', null, undefined],
    ['negative', -1, undefined],
    ['a word', 'many', undefined],
    ['an empty text', '', undefined],
    ['a truth value', true, undefined],
    ['a list', [], undefined],
  ])('what it cost is known only where credits_spent is a sensible number: %s', (_what, credits_spent, spent) => {
    expect(look({ status: 'completed', data: [null, null], credits_spent }).spent).toBe(spent);
  });

  test('what it cost is not known where it is not said', () => {
    expect(look({ status: 'completed', data: [null, null] }).spent).toBeUndefined();
  });
});

describe('a task that failed', () => {
  test.each(['failed', 'error', 'FAILED'])('says %j: every request failed, for the reason given', (status) => {
    expect(look({ status, error: 'no such domain', data: null, credits_spent: 0 })).toEqual({
      verdicts: [
        { index: 0, outcome: 'failed', detail: 'no such domain' },
        { index: 1, outcome: 'failed', detail: 'no such domain' },
      ],
      done: true,
      failed: 2,
      spent: 0,
    });
  });

  test.each<[string, Json, string]>([
    ['a list', ['one', 'two'], 'one; two'],
    ['nothing', null, 'Databar gave no reason'],
    ['a number', 5, 'Databar gave no reason'],
    ['an object in a list', [{ msg: 'bad' }], 'bad'],
  ])('its error is %s', (_what, error, reason) => {
    expect(look({ status: 'failed', error }).verdicts?.[0]?.detail).toContain(reason);
  });

  test('after credits were spent its requests are to check, not to be bought again', () => {
    const heard = look({ status: 'failed', error: 'x', credits_spent: 1 });
    expect(heard.verdicts?.map(({ outcome }) => outcome)).toEqual(['check', 'check']);
    expect(heard.spent).toBe(1);
  });

  test.each<[string, Json]>([
    ['an empty text', ''],
    ['a truth value', true],
    ['negative', -1],
  ])('with a cost that cannot be read its requests are to check: %s', (_what, credits_spent) => {
    const heard = look({ status: 'failed', error: 'x', credits_spent });
    expect(heard.verdicts?.[0]).toMatchObject({
      outcome: 'check',
      detail: 'the task failed, and its cost cannot be read (x)',
    });
    expect(heard.spent).toBeUndefined();
  });

  test.each<[string, { [key: string]: Json }]>([
    ['null', { credits_spent: null }],
    ['absent', {}],
  ])('with no cost told they failed: %s', (_what, cost) => {
    expect(look({ status: 'failed', error: 'x', ...cost }).verdicts?.[0]?.outcome).toBe('failed');
  });

  test('results that came all the same are kept', () => {
    expect(look({ status: 'failed', data: [null, { a: 1 }], credits_spent: 1 }).verdicts).toMatchObject([
      { outcome: 'check' },
      { outcome: 'found', result: { a: 1 } },
    ]);
  });
});

describe('a task whose results are gone', () => {
  test.each([
    ['410', text(410, '')],
    ['404', says(404, { detail: 'Not found' })],
    ['gone', says(200, { status: 'gone' })],
    ['cancelled', says(200, { status: 'cancelled', data: [{ a: 1 }] })],
    ['canceled', says(200, { status: 'canceled', data: [{ a: 1 }, { a: 2 }] })],
  ])('is lost, never failed and never read by position: %s', (_name, answer) => {
    const heard = hearTask(answer);
    expect(heard.failure?.kind).toBe('lost');
    expect(heard.verdicts).toBeUndefined();
  });
});

describe('a look that could not be made', () => {
  test.each([
    ['a lost connection', lost(true)],
    ['nothing sent', lost(false)],
    ['HTML with 502', text(502, HTML)],
    ['500', says(500, {})],
    ['HTML with 200', text(200, HTML)],
    ['JSON cut off', text(200, '{"status":"completed","data":[{"a"')],
    ['a list', says(200, [])],
    ['a redirect', text(302, '')],
    ['422', says(422, { detail: [] })],
  ])('is made again: %s', (_name, answer) => {
    expect(hearTask(answer)).toMatchObject({ failure: { kind: 'again' } });
  });

  test('says so where the answer is not JSON', () => {
    expect(hearTask(text(200, HTML)).failure).toMatchObject({
      reason: 'Databar answered HTTP 200 with something that is not JSON',
    });
  });

  test('waits when there are too many requests', () => {
    expect(hearTask(text(429, ''))).toEqual({ failure: { kind: 'later' } });
  });

  test('pauses when the key is rejected: the results stay where they are', () => {
    expect(hearTask(says(403, { detail: 'Forbidden' })).failure).toMatchObject({
      kind: 'pause',
      why: 'key rejected',
    });
  });
});
