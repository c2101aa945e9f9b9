// The magic inputs do what the README promises to people who try.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { holds, MAGIC } from '../../../../workbench/providers/influencers/magic';
import { BATCHES, creation, HANDLES, request, scene } from './ask';

const README = new URL('../../../../workbench/providers/influencers/README.md', import.meta.url);
const FULL = { enrichment_mode: 'full', platform: 'instagram' };

/** Cells of the README's tables, however they are padded. */
const readmeRows = readFileSync(README, 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));

test.each(Object.keys(MAGIC))('the README explains "%s"', (word) => {
  expect(readmeRows.find((cells) => cells[1] === `\`${word}\``)?.[2]).toBeTruthy();
});

test('words count anywhere and in any case, numbers alone or after "error"', () => {
  expect([holds('Miss.Marple', 'miss'), holds('mistake', 'miss')]).toEqual([true, false]);
  expect(['504', '@504', 'error504', 'error_504@mail.example'].every((text) => holds(text, '504'))).toBe(true);
  expect(['maria504', '1504', '504@mail.example'].some((text) => holds(text, '504'))).toBe(false);
});

describe('words that change the batch', () => {
  test('slow: it takes at least 15 minutes', () => {
    const at = scene();
    const id = at.create(['ada', 'slow.joe']);
    at.pass(899_999);
    expect(at.status(id).status).toBe('processing');
    at.pass(10_001);
    expect(at.status(id).status).toBe('finished');
  });

  test('late: the file is there 90 seconds after the end', () => {
    const at = scene();
    const id = at.create(['late.bird']);
    at.pass(10_150 + 89_999);
    expect([at.status(id).status, at.download(id).status]).toEqual(['finished', 400]);
    at.pass(1);
    expect(at.download(id).status).toBe(200);
  });

  test('pause: once, whatever the balance', () => {
    const at = scene();
    const id = at.create(['ada', 'pause', 'bo']);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ status: 'paused_insufficient_credits', processed_rows: 1 });
    at.resume(id);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ status: 'finished', success_count: 3 });
  });

  test('expired: paid and gone', () => {
    const at = scene();
    const id = at.create(['expired']);
    at.pass(60_000);
    expect([at.status(id).credits_used, at.download(id).status]).toEqual(['0.03', 404]);
  });

  test('cold: the first download is a 504 page after a minute, the second is there', () => {
    const at = scene();
    const id = at.create(['cold.play']);
    at.pass(60_000);
    expect(at.download(id)).toMatchObject({ status: 504, headers: { 'content-type': 'text/html' }, tookMs: 60_000 });
    expect(at.download(id).status).toBe(200);
  });
});

describe('words that spoil the create', () => {
  test('429: twice, with a time to come back, then it is taken', () => {
    const at = scene();
    const replies = [1, 2, 3].map(() => at.send(['error429']));
    expect(replies.map((reply) => reply.status)).toEqual([429, 429, 200]);
    expect(replies[0]!.headers['retry-after']).toBe('2');
    expect(at.influencers.ledger.acceptedPosts).toBe(1);
  });

  test.each([
    ['502', 0],
    ['504', 1],
  ])('%s: an HTML page once, and %i batches are made', (word, batches) => {
    const at = scene();
    const reply = at.send([word]);
    expect([reply.status, reply.headers['content-type']]).toEqual([Number(word), 'text/html']);
    expect(at.influencers.ledger.acceptedPosts).toBe(batches);
    expect(at.send([word]).status).toBe(200);
  });

  test('dropped: the connection is lost after the batch was made', () => {
    const at = scene();
    expect(at.raw(creation('handle\ndropped', HANDLES))).toMatchObject({
      fault: expect.stringMatching(/^Unexpected error/),
    });
    expect(at.influencers.ledger.acceptedPosts).toBe(1);
  });

  test('garbled: 200, but nobody can read the batch id', () => {
    const at = scene();
    const reply = at.send(['garbled']);
    expect(reply.status).toBe(200);
    expect(() => JSON.parse(reply.body)).toThrow();
    expect(at.influencers.ledger.acceptedPosts).toBe(1);
  });
});

describe('results', () => {
  test('huge: more than 400,000 characters for one creator', () => {
    const [item] = scene().finished(['huge.star'], FULL);
    expect(JSON.stringify(item.enrichment_data).length).toBeGreaterThan(400_000);
  });

  test('hostile: formulas, markup, a raw long number, a huge text and odd keys, as they are', () => {
    const at = scene();
    const id = at.create(['hostile']);
    at.pass(60_000);
    const { body } = at.download(id);
    expect(body).toContain('"follower_count":17841401234567891');
    expect(body).toContain('"__proto__":{"polluted":"yes"}');
    const { instagram } = JSON.parse(body)[0].enrichment_data;
    expect(instagram).toMatchObject({ username: '=HYPERLINK("https://evil.example","x")', leading_zero: '007' });
    expect(instagram.long_text).toHaveLength(60_000);
  });
});

describe('faults and slow answers', () => {
  test('the nth call of a kind is spoiled, done or not', () => {
    const at = scene({ faults: [{ match: 'create', nth: 1, fault: 'gateway-done' }] });
    expect(at.send(['ada']).status).toBe(504);
    expect(at.influencers.ledger).toMatchObject({ acceptedPosts: 1, calls: { create: 1 } });
    at.switches.faults = [{ match: 'status', nth: 2, fault: 'server-error-html' }];
    const id = at.create(['bo']);
    const statuses = [1, 2, 3].map(() => at.http('GET', `${BATCHES}${id}/status/`).status);
    expect(statuses).toEqual([200, 500, 200]);
  });

  test('slower than the proxy waits is its page, though the batch was made', () => {
    const at = scene({ tookMs: { create: 61_000 } });
    expect(at.send(['ada'])).toMatchObject({ status: 504, tookMs: 60_000 });
    expect(at.influencers.ledger.acceptedPosts).toBe(1);
  });

  test('slower than the caller waits is a time-out', () => {
    const at = scene({ tookMs: { credits: 40_000 } });
    const slow = { ...request('GET', '/public/v1/accounts/credits/'), timeoutMs: 30_000 };
    expect(at.raw(slow)).toMatchObject({ fault: expect.stringMatching(/^Timeout/), tookMs: 30_000 });
  });

  test('answers take their time', () => {
    expect(scene().send(['ada']).tookMs).toBe(900);
  });
});
