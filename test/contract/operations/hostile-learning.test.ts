// The contract of every operation while it learns, against answers that no provider should give: it ends, and its price is a price.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LEARNT_BYTES } from '../../../src/engine/state-budget';
import type { Answer, Json, Learnt } from '../../../src/providers/operation';
import { asciiJson } from '../../../src/text/ascii-json';
import { SEEDED } from '../../text/seed';
import { hostileAnswer } from './hostile-answers';
import { SUBJECTS } from './subjects';

const WANTED = { first_name: ['Ada', 'Germany'], company: ['Sample Works'], p: ['x', 'New York'] };

/** Good catalogue bodies of several providers: what hostile ones are grown from. */
const GOOD: Json[] = [
  { balance: 5, plan: 'Pro' },
  {
    id: 833,
    name: 'Find',
    price: 0.05,
    pricing: { type: 'per_parameter', parameter: 'p' },
    params: [
      { name: 'p', is_required: true, type_field: 'mselect', description: 'P', choices: { mode: 'remote', items: [] } },
      {
        name: 'first_name',
        is_required: true,
        type_field: 'select',
        choices: { mode: 'inline', items: [{ id: 'a', name: 'Ada' }] },
      },
    ],
  },
  { items: [{ id: 1, name: 'x' }], has_next_page: true },
  { price: 0.5 },
];

describe.each(SUBJECTS)('%s', (_id, subject) => {
  const { operation, settings } = subject;
  const answers = fc.infiniteStream(hostileAnswer(GOOD));

  function learnAll(stream: Iterator<Answer>): Learnt {
    let learnt: Learnt = {};
    for (let round = 0; round < 60; round++) {
      const calls = operation.toLearn(settings, WANTED, learnt);
      if (calls.length === 0) return learnt;
      const said = operation.learn(
        settings,
        WANTED,
        learnt,
        calls,
        calls.map(() => stream.next().value as Answer),
      );
      learnt = said.learnt;
      if (said.failure) {
        expect(['pause', 'again']).toContain(said.failure.kind);
        return learnt;
      }
    }
    throw new Error('still learning after 60 rounds');
  }

  test('whatever the catalogue answers, learning ends without throwing, in state that fits', () => {
    fc.assert(
      fc.property(answers, (stream) => {
        const learnt = learnAll(stream);
        expect(asciiJson(learnt).length).toBeLessThan(LEARNT_BYTES);
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });

  test('whatever was learnt, the price is unknown or between nothing and a finite most', () => {
    fc.assert(
      fc.property(answers, (stream) => {
        const learnt = learnAll(stream);
        for (const input of subject.inputs(2)) {
          const price = operation.priceOf(input, settings, learnt);
          if (price === 'unknown') continue;
          expect(price.min).toBeGreaterThanOrEqual(0);
          expect(price.max).toBeGreaterThanOrEqual(price.min);
          expect(Number.isFinite(price.max)).toBe(true);
        }
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });

  test('whatever was learnt, parameters are named once each, and every text is sent or refused with a reason', () => {
    fc.assert(
      fc.property(answers, (stream) => {
        const learnt = learnAll(stream);
        for (const { name, label } of operation.parameters(settings, learnt) ?? []) {
          expect(typeof name === 'string' && name !== '' && typeof label === 'string').toBe(true);
          for (const text of ['x', '42', 'TRUE', 'a, b']) {
            const sent = operation.convert(name, text, learnt, { texts: { [name]: text }, settings });
            if ('problem' in sent) expect(sent.problem).toMatch(/\S/);
            else expect(() => JSON.stringify(sent.value)).not.toThrow();
          }
        }
        const balance = operation.balance(learnt);
        expect(balance === null || Number.isFinite(balance)).toBe(true);
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });
});
