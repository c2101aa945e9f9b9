// The contract of every operation against answers that no provider should give: never thrown by one, never led by one to a second charge.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer, Json } from '../../../src/providers/operation';
import { SEEDED } from '../../text/seed';
import { carry, type Exchange } from './carry';
import { everySpoilt, hostileAnswer } from './hostile-answers';
import { expectSound } from './sound';
import { SUBJECTS } from './subjects';
import { FACTS, hear } from './talk';

const COUNT = 5;
const HTML = '<html><body>502 Bad Gateway</body></html>';
const RUNS = 400;

function bodies(exchanges: Exchange[]): Json[] {
  return exchanges.flatMap(({ answers }) =>
    answers.flatMap((one) => ('text' in one ? [JSON.parse(one.text) as Json] : [])),
  );
}

const UNPROVEN: [string, Answer][] = [
  ['HTML with 500', { status: 500, headers: {}, text: HTML }],
  ['HTML with 502', { status: 502, headers: {}, text: HTML }],
  ['nothing with 503', { status: 503, headers: {}, text: '' }],
  ['JSON with 500', { status: 500, headers: {}, text: '{"detail":"Internal Server Error"}' }],
  ['HTML with 200', { status: 200, headers: {}, text: HTML }],
  ['nothing with 200', { status: 200, headers: {}, text: '' }],
  ['JSON cut off', { status: 200, headers: {}, text: '{"task_id":"ab' }],
  ['an unknown shape', { status: 200, headers: {}, text: '{"ok":true}' }],
  ['a list', { status: 200, headers: {}, text: '[]' }],
  ['a lost connection', { fault: 'Address unavailable', sent: true }],
];

describe.each(SUBJECTS)('%s', (_id, subject) => {
  const { operation, settings } = subject;
  const inputs = subject.inputs(COUNT);
  const { exchanges } = carry(subject, subject.provider(), inputs);
  const hostile = hostileAnswer(bodies(exchanges));
  const chargeAt = exchanges.findIndex(({ calls }) => calls[0]!.effect === 'charge');
  const charge = exchanges[chargeAt]!;
  // What never charges has nothing in doubt.
  const unproven = subject.isFree ? [] : UNPROVEN;

  const stages = exchanges.map(
    (exchange, at) => [at, `${exchange.ticket.stage} ${exchange.calls[0]!.path}`, exchange] as const,
  );

  test.each(stages)('exchange %i (%s) survives every answer, and what it says is sound', (_at, _name, exchange) => {
    fc.assert(
      fc.property(
        fc.array(hostile, { minLength: exchange.calls.length, maxLength: exchange.calls.length }),
        (answers) => {
          const heard = hear(subject, exchange, COUNT, answers);
          expectSound(subject, inputs, answers, heard);
          expect(hear(subject, exchange, COUNT, answers)).toEqual(heard);
        },
      ),
      { ...SEEDED, numRuns: RUNS },
    );
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.each(stages)('exchange %i (%s) survives its good answer with any one value spoilt', (_at, _name, exchange) => {
    const thrown: string[] = [];
    for (const text of everySpoilt(bodies([exchange])[0]!)) {
      const answers = exchange.calls.map(() => ({ status: 200, headers: {}, text }));
      try {
        expectSound(subject, inputs, answers, hear(subject, exchange, COUNT, answers));
      } catch (error) {
        thrown.push(`${text.slice(0, 200)}: ${(error as Error).message.split('\n')[0]}`);
      }
    }
    expect(thrown).toEqual([]);
  });

  test.each(stages)('exchange %i (%s) survives a body nested ten thousand times', (_at, _name, exchange) => {
    const [good] = bodies([exchange]);
    const deep = '['.repeat(10_000) + ']'.repeat(10_000);
    const keys = [...Object.keys(good as object), 'detail', 'error'];
    for (const status of [200, 400, 500]) {
      for (const key of keys) {
        const members = keys.map(
          (one) =>
            `${JSON.stringify(one)}:${one === key ? deep : JSON.stringify((good as Record<string, Json>)[one] ?? null)}`,
        );
        const answers = exchange.calls.map(() => ({ status, headers: {}, text: `{${members.join(',')}}` }));
        expect(() => hear(subject, exchange, COUNT, answers)).not.toThrow();
      }
    }
  });

  test.each(unproven)(
    'a charge answered by %s is in doubt: no verdict, no ticket, nothing that invites sending it again',
    (_what, answer) => {
      const heard = hear(subject, charge, COUNT, [answer]);
      expect(heard.failure?.kind).toBe('doubt');
      expect(heard.verdicts ?? []).toEqual([]);
      expect(heard.ticket).toBeUndefined();
    },
  );

  test.skipIf(subject.isFree)('a charge never ends its requests by itself where the answer is not a success', () => {
    fc.assert(
      fc.property(hostile, (answer) => {
        const heard = hear(subject, charge, COUNT, [answer]);
        const success = 'status' in answer && answer.status >= 200 && answer.status < 300;
        if (!success) {
          expect(heard.ticket).toBeUndefined();
          expect(heard.done).toBeUndefined();
          expect(heard.verdicts).toBeUndefined();
          expect(heard.failure).toBeDefined();
        }
      }),
      { ...SEEDED, numRuns: RUNS },
    );
  });

  const afterCharge = subject.isFree ? [] : exchanges.slice(chargeAt + 1);
  const GONE: [string, Answer][] = [
    ...UNPROVEN.filter(([what]) => !what.includes('unknown')),
    ['404', { status: 404, headers: {}, text: '{"detail":"Not found"}' }],
    ['410', { status: 410, headers: {}, text: '' }],
    ['gone', { status: 200, headers: {}, text: '{"status":"gone"}' }],
    ['cancelled', { status: 200, headers: {}, text: '{"status":"cancelled","data":[{"a":1},null]}' }],
    ['expired', { status: 200, headers: {}, text: '{"status":"expired"}' }],
    ['too few results', { status: 200, headers: {}, text: '{"status":"completed","data":[null]}' }],
    [
      'too many results',
      { status: 200, headers: {}, text: `{"status":"completed","data":${JSON.stringify(Array(9).fill(null))}}` },
    ],
  ];

  test.each(GONE)(
    'after an accepted charge %s is never "failed" and never "no match": the charge stands',
    (_what, answer) => {
      for (const exchange of afterCharge) {
        const heard = hear(
          subject,
          exchange,
          COUNT,
          exchange.calls.map(() => answer),
        );
        expect((heard.verdicts ?? []).map(({ outcome }) => outcome).filter((one) => one !== 'check')).toEqual([]);
        expect(heard.failure?.kind === 'bad rows' || heard.failure?.kind === 'bad batch').toBe(false);
      }
    },
  );

  test('results that arrive after the inputs are forgotten harm nobody', () => {
    for (const exchange of afterCharge)
      expect(() => hear(subject, { ...exchange, inputs: [] }, COUNT, exchange.answers)).not.toThrow();
  });

  test.skipIf(subject.isFree)('a look that settles a doubt survives every answer too', () => {
    if (!operation.look || !operation.seen) {
      expect(operation.seen).toBe(operation.look);
      return;
    }
    const calls = operation.look(charge.ticket, inputs, settings, FACTS);
    expect(calls.every(({ effect }) => effect === 'read')).toBe(true);
    fc.assert(
      fc.property(hostile, (answer) => {
        expectSound(
          subject,
          inputs,
          [answer],
          operation.seen!(
            charge.ticket,
            inputs,
            calls.map(() => answer),
            settings,
            FACTS,
          ),
        );
      }),
      { ...SEEDED, numRuns: RUNS },
    );
  });
});
