// The contract of every operation, when all is well: pure, one effect at a time, its limits, its identity, its words to learn.
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { LEARNT_BYTES } from '../../../src/engine/state-budget';
import { OPERATIONS } from '../../../src/providers/all';
import { asciiJson } from '../../../src/text/ascii-json';
import { ANY_TEXT, SEEDED } from '../../text/seed';
import { carry } from './carry';
import { expectSound, expectSoundCalls, expectSoundTicket } from './sound';
import { SUBJECTS } from './subjects';
import { ask, hear, openTicket } from './talk';

afterEach(() => {
  vi.restoreAllMocks();
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

test('every operation that takes rows is held to this contract; what brings its own rows is held to that of exports', () => {
  expect(
    OPERATIONS.filter(({ brings }) => !brings)
      .map(({ id }) => id)
      .filter((id) => !SUBJECTS.some(([name]) => name === id)),
  ).toEqual([]);
});

describe.each(SUBJECTS)('%s', (_id, subject) => {
  const { operation, settings } = subject;
  const good = () => carry(subject, subject.provider(), subject.inputs(5));

  test('comes to a verdict for every request, with one charge', () => {
    const provider = subject.provider();
    const { verdicts, failure } = carry(subject, provider, subject.inputs(5));
    expect(failure).toBeNull();
    expect(verdicts.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect([verdicts[0]!.outcome, verdicts[3]!.outcome]).toEqual(['found', 'found']);
    expect([verdicts[1]!.outcome, verdicts[2]!.outcome]).not.toContain('found');
    expect(provider.charges()).toBe(subject.isFree ? 0 : 1);
  });

  test('asks with one effect at a time, the charge alone, and nothing that charges after it', () => {
    const { exchanges } = good();
    for (const { calls } of exchanges) expectSoundCalls(calls);
    const effects = exchanges.map(({ calls }) => calls[0]!.effect);
    expect(effects.filter((effect) => effect === 'charge')).toHaveLength(subject.isFree ? 0 : 1);
    if (!subject.isFree)
      expect(effects.slice(effects.indexOf('charge') + 1).every((effect) => effect === 'read')).toBe(true);
  });

  test('looks for what it would create before it creates it', () => {
    const effects = good().exchanges.map(({ calls }) => calls[0]!.effect);
    const create = effects.indexOf('create');
    expect(create === -1 || effects.slice(0, create).includes('read')).toBe(true);
  });

  test('is pure: the same words get the same answer, nothing given is changed, no clock and no chance is asked', () => {
    const { exchanges } = good();
    vi.spyOn(Date, 'now').mockImplementation(() => {
      throw new Error('an operation has no clock');
    });
    vi.spyOn(Math, 'random').mockImplementation(() => {
      throw new Error('an operation has no chance');
    });
    const fixed = { ...subject, settings: deepFreeze(structuredClone(settings)) };
    for (const exchange of deepFreeze(exchanges)) {
      expect(ask(fixed, exchange)).toEqual(exchange.calls);
      const heard = hear(fixed, exchange, 5, exchange.answers);
      expect(hear(fixed, exchange, 5, exchange.answers)).toEqual(heard);
    }
    expect(openTicket(fixed)).toEqual(openTicket(fixed));
  });

  test('says nothing unsound', () => {
    for (const exchange of good().exchanges)
      expectSound(subject, subject.inputs(5), exchange.answers, hear(subject, exchange, 5, exchange.answers));
  });

  test('keeps no input in a ticket', () => {
    const inputs = subject.inputs(5);
    const texts = inputs.flatMap(({ sent }) => Object.values(sent)).filter((value) => String(value).length > 7);
    for (const { ticket } of carry(subject, subject.provider(), inputs).exchanges)
      for (const text of texts) expect(JSON.stringify(ticket)).not.toContain(String(text));
  });

  test('opens with a ticket that fits its room', () => {
    expectSoundTicket(subject, openTicket(subject), subject.inputs(1));
  });

  test('carries a batch of the largest size that it allows', () => {
    const { requestsPerBatch, bytesPerBatch } = operation.limits(settings);
    const { verdicts, exchanges } = carry(subject, subject.provider(), subject.inputs(Math.min(requestsPerBatch, 120)));
    expect(verdicts.length).toBe(Math.min(requestsPerBatch, 120));
    for (const { body } of exchanges.flatMap(({ calls }) => calls))
      expect(asciiJson(body ?? null).length).toBeLessThan(bytesPerBatch);
    expectSoundTicket(subject, openTicket(subject), subject.inputs(requestsPerBatch));
  });

  test('has limits that make sense together', () => {
    const limits = operation.limits(settings);
    for (const { 1: value } of Object.entries(limits).filter(([name]) => name !== 'trialRequests'))
      expect(value).toBeGreaterThan(0);
    expect(limits.trialRequests).toBeGreaterThanOrEqual(0);
    expect(limits.trialRequests).toBeLessThanOrEqual(limits.requestsPerBatch);
    expect(Number.isInteger(limits.requestsPerBatch) && Number.isInteger(limits.trialRequests)).toBe(true);
    expect(limits.batchesInAir).toBeLessThanOrEqual(10);
    expect(limits.ticketBytes).toBeLessThanOrEqual(600);
  });

  test('its identity is JSON, the same for settings in another order, another for other settings', () => {
    const turned = Object.fromEntries(Object.entries(settings as object).reverse());
    expect(() => JSON.parse(operation.identity(settings))).not.toThrow();
    expect(operation.identity(turned)).toBe(operation.identity(settings));
    expect(operation.identity(subject.otherSettings)).not.toBe(operation.identity(settings));
  });

  test('its settings are strict, and its good ones are good', () => {
    expect(operation.settings.safeParse(settings).success).toBe(true);
    expect(operation.settings.safeParse({ ...(settings as object), surprise: 1 }).success).toBe(false);
  });

  test('making a text canonical again changes nothing', () => {
    const parameters = Object.keys(subject.inputs(1)[0]!.canonical);
    fc.assert(
      fc.property(fc.constantFrom('email', 'handle', ...parameters), fc.string(ANY_TEXT), (parameter, text) => {
        const around = { texts: { [parameter]: text }, settings };
        const once = operation.canonical(parameter, text, around);
        expect(operation.canonical(parameter, once, around)).toBe(once);
      }),
      SEEDED,
    );
  });

  test('what it learns is small, asked for by reads only, and makes a price that can be trusted', () => {
    const provider = subject.provider();
    const wanted = { first_name: ['Ada'] };
    let learnt = {};
    for (let round = 0; operation.toLearn(settings, wanted, learnt).length > 0; round++) {
      expect(round).toBeLessThan(30);
      const calls = operation.toLearn(settings, wanted, learnt);
      expectSoundCalls(calls);
      expect(calls[0]!.effect).toBe('read');
      learnt = operation.learn(
        settings,
        wanted,
        learnt,
        calls,
        calls.map((call) => provider.answer(call)),
      ).learnt;
    }
    expect(asciiJson(learnt).length).toBeLessThan(LEARNT_BYTES);
    expect(JSON.parse(JSON.stringify(learnt))).toEqual(learnt);
    const price = operation.priceOf(subject.inputs(1)[0]!, settings, learnt);
    if (subject.hasNoPrice) expect(price).toBe('unknown');
    else
      expect(price !== 'unknown' && price.min >= 0 && price.min <= price.max && Number.isFinite(price.max)).toBe(true);
    expect(provider.charges()).toBe(0);
  });

  test('without anything learnt the price is the list’s or unknown, and texts go as they are', () => {
    const input = subject.inputs(1)[0]!;
    expect(operation.priceOf(input, settings, {})).toEqual(subject.fixedPrice ?? 'unknown');
    expect(operation.balance({})).toBeNull();
    expect(operation.convert('anything', '007', {}, { texts: {}, settings })).toEqual({ value: '007' });
  });
});
