// The account's credits before a plan: a balance, a test of the key, and nothing that a run cannot do without.
import { describe, expect, test } from 'vitest';
import { influencersBatch } from '../../../src/providers/influencers/batch';
import type { Answer, Learning, Learnt } from '../../../src/providers/operation';
import { page, RAW, says } from './talk';

const { balance, learn, toLearn } = influencersBatch;
const ask = (answer: Answer, learnt: Learnt = {}): Learning =>
  learn(RAW, {}, learnt, toLearn(RAW, {}, learnt), [answer]);

describe('credits', () => {
  test('are one read, of the path that answers', () => {
    expect(toLearn(RAW, {}, {})).toEqual([{ effect: 'read', method: 'GET', path: '/public/v1/accounts/credits/' }]);
  });

  test.each([
    [{ credits_available: 627.13, credits_used: 0 }, 627.13],
    [{ credits_available: '12.50' }, 12.5],
    [{ credits_available: 0 }, 0],
  ])('%j are %d, and nothing more is asked', (body, credits) => {
    const { learnt, failure } = ask(says(200, body));
    expect([failure, balance(learnt)]).toEqual([undefined, credits]);
    expect(toLearn(RAW, {}, learnt)).toEqual([]);
  });

  test.each([404, 501])('%i: not offered, so unknown', (status) => {
    const { learnt, failure } = ask(says(status, {}));
    expect([failure, balance(learnt)]).toEqual([undefined, null]);
    expect(toLearn(RAW, {}, learnt)).toEqual([]);
  });

  test.each([page(500, '<html>'), page(200, 'x'), says(200, { credits: 5 }), page(429, '')])(
    '%j: asked a second time, then done without',
    (answer) => {
      const first = ask(answer);
      expect(first.failure).toMatchObject({ kind: 'again' });
      const second = ask(answer, first.learnt);
      expect([second.failure, balance(second.learnt)]).toEqual([undefined, null]);
    },
  );

  test('a provider that cannot be reached is not done without: nothing could be sent either', () => {
    const lost = { fault: 'DNS error', sent: false };
    expect(ask(lost, ask(lost).learnt).failure).toMatchObject({ kind: 'again' });
  });

  test('a key that is refused is told before the plan', () => {
    expect(ask(says(401, { detail: 'Token is invalid' })).failure).toMatchObject({
      kind: 'pause',
      why: 'key rejected',
    });
    expect(ask(says(403, { detail: 'You do not have permission' })).failure).toMatchObject({
      kind: 'pause',
      why: 'plan',
    });
  });
});
