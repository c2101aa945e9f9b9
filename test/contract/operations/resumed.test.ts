// The contract of every operation under crashes: an execution dies after any exchange, the next one knows only what was saved.
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/providers/operation';
import { carry } from './carry';
import { madeUpSubject, pretend } from './made-up-subject';
import { SUBJECTS } from './subjects';
import { hear } from './talk';

function withoutReason({ detail: _detail, ...rest }: Verdict): Omit<Verdict, 'detail'> {
  return rest;
}

describe.each(SUBJECTS)('%s', (_id, subject) => {
  const inputs = subject.inputs(5);
  const whole = carry(subject, subject.provider(), inputs);
  const chargeAt = whole.exchanges.findIndex(({ calls }) => calls[0]!.effect === 'charge');

  test.each(whole.exchanges.map((exchange, at) => [at, exchange.calls[0]!.effect, exchange.calls[0]!.path] as const))(
    'killed after exchange %i (%s %s) it ends the same, and is charged once',
    (at) => {
      const provider = subject.provider();
      const resumed = carry(subject, provider, inputs, at);
      expect(provider.charges()).toBe(subject.isFree ? 0 : 1);
      if (at === chargeAt && !subject.operation.look) expect(resumed.doubt).toBe(true);
      // A look may learn how a request ended and not why.
      else if (at === chargeAt) expect(resumed.verdicts.map(withoutReason)).toEqual(whole.verdicts.map(withoutReason));
      else expect(resumed.verdicts).toEqual(whole.verdicts);
    },
  );

  test('a ticket that went through JSON is heard like the one in hand, at every stage', () => {
    for (const exchange of whole.exchanges) {
      const thawed = { ...exchange, ticket: JSON.parse(JSON.stringify(exchange.ticket)) };
      expect(hear(subject, thawed, inputs.length, exchange.answers)).toEqual(
        hear(subject, exchange, inputs.length, exchange.answers),
      );
    }
  });

  test('reading results again gives the same again: it is free', () => {
    const provider = subject.provider();
    const { exchanges } = carry(subject, provider, inputs);
    const charges = provider.charges();
    for (const exchange of subject.isFree ? [] : exchanges.slice(chargeAt + 1)) {
      const again = () =>
        hear(
          subject,
          exchange,
          inputs.length,
          exchange.calls.map((call) => provider.answer(call)),
        );
      expect(again()).toEqual(again());
    }
    expect(provider.charges()).toBe(charges);
  });
});

describe('an operation that makes things', () => {
  test('makes its list once, wherever it is killed, and again in a later batch', () => {
    const inputs = madeUpSubject.inputs(5);
    const steps = carry(madeUpSubject, pretend(), inputs).exchanges.length;
    for (let at = 0; at < steps; at++) {
      const provider = pretend();
      carry(madeUpSubject, provider, inputs, at);
      carry(madeUpSubject, provider, madeUpSubject.inputs(3));
      expect([at, provider.lists(), provider.charges()]).toEqual([at, 1, 2]);
    }
  });

  test('results in pages without order are joined by value', () => {
    const { verdicts, exchanges } = carry(madeUpSubject, pretend(), madeUpSubject.inputs(5));
    expect(exchanges.filter(({ ticket }) => ticket.stage === 'read')).toHaveLength(3);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(['found', 'no match', 'failed', 'found', 'found']);
    expect(verdicts[3]?.result).toEqual({ followers: 8, name: 'The creator3' });
  });

  test('requests of different groups are told apart', () => {
    const [one] = madeUpSubject.inputs(1);
    const other = { ...one!, canonical: { ...one!.canonical, platform: 'tiktok' } };
    const { groupOf } = madeUpSubject.operation;
    expect(groupOf!(one!, madeUpSubject.settings)).not.toBe(groupOf!(other, madeUpSubject.settings));
  });
});
