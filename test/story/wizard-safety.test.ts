// What holds for every call of the sidebar: no key leaves, a formula gets nothing, looking disturbs no run. On the built bundle.
import { describe, expect, test } from 'vitest';
import { ANN, BEN, billed, leads, SAMPLE_KEY, scene, WORK_EMAILS } from './scene';
import { changes, contractNames, looks } from './wizard-calls';

const OLD_PANEL = 'This panel is older than the add-on';
/** In the contract, and still to be built. */
const TO_COME = new Set(['cancel', 'arm', 'disarm']);

function running() {
  const s = scene({ rows: leads(12) });
  s.giveKey();
  const { jobId } = s.start().value as { jobId: string };
  s.host.clock.advance(20_000);
  return { s, jobId };
}

test('the tables of these tests have every call of the contract', () => {
  expect(Object.keys({ ...looks(''), ...changes('') }).sort()).toEqual(contractNames().sort());
});

describe('a key', () => {
  test('is in no answer of any call, in no property of the document, in no cell, in no cache and in no log', () => {
    const { s, jobId } = running();
    const answers: string[] = [];
    for (const user of [ANN, BEN]) {
      for (const [name, args] of Object.entries({ ...looks(jobId), ...changes(jobId) })) {
        const reply = s.call(name, args, user);
        if (!TO_COME.has(name)) expect(JSON.stringify(reply), name).not.toContain(OLD_PANEL);
        answers.push(JSON.stringify(reply));
      }
      s.giveKey();
    }
    answers.push(JSON.stringify(s.call('saveKey', { provider: 'databar', key: `${SAMPLE_KEY} ä`, test: true })));
    const { properties, cache, grid } = s.host.save();
    const kept = JSON.stringify([properties.document, properties.script, cache, grid]);
    const logs = s.host.executions.flatMap((one) => one.logs).join('\n');
    for (const text of [...answers, kept, logs]) expect(text).not.toContain(SAMPLE_KEY);
    expect(JSON.stringify(properties.user)).toContain(SAMPLE_KEY);
  });
});

describe('a call typed into a cell', () => {
  test('is refused, whichever it is: it fetches nothing, writes nothing and tells nothing', () => {
    const { s, jobId } = running();
    const before = JSON.stringify([s.host.save().properties, s.host.save().cache, s.sheet()]);
    const fetched = s.host.http.length;
    for (const user of [ANN, BEN]) {
      for (const [name, args] of Object.entries({ ...looks(jobId), ...changes(jobId) })) {
        const shown = s.host.formula(user, { fn: 'rpc', args: [name, JSON.stringify(args)] });
        expect(JSON.parse(String(shown)), name).toMatchObject({ ok: false, error: { kind: 'denied' } });
      }
    }
    expect(s.host.http).toHaveLength(fetched);
    expect(JSON.stringify([s.host.save().properties, s.host.save().cache, s.sheet()])).toBe(before);
  });
});

describe('arguments', () => {
  test('of a wrong shape are refused before anything is read', () => {
    const { s, jobId } = running();
    for (const [name, args] of Object.entries({ ...looks(jobId), ...changes(jobId) })) {
      for (const wrong of [{ ...args, extra: 1 }, [], 7, { jobId: {}, provider: 'x', recipe: undefined, of: 1 }])
        expect(s.call(name, wrong as object).error, `${name} ${JSON.stringify(wrong)}`).toMatchObject({
          kind: 'internal',
          message: expect.stringContaining(OLD_PANEL),
        });
    }
    for (const name of ['__proto__', 'constructor', 'toString', 'nonsense'])
      expect(s.call(name).error!.message).toContain(OLD_PANEL);
  });
});

describe('looking', () => {
  test('takes no lock and writes no property and no cell', () => {
    const { s, jobId } = running();
    for (const [name, args] of Object.entries(looks(jobId))) {
      s.call(name, args);
      const { calls } = s.host.executions[s.host.executions.length - 1]!;
      const meddling = Object.keys(calls).filter((call) => /Lock|set|delete|insert|clear|add|Trigger$/.test(call));
      expect(meddling, name).toEqual([]);
    }
  });

  test('while a run goes on, in any order of their service calls, changes nothing of it', {
    timeout: 240_000,
  }, async () => {
    const names = Object.entries(looks('')).filter(([name]) => !['job', 'doubts', 'log'].includes(name));
    for (let seed = 1; seed <= 4; seed++) {
      const s = scene({ rows: leads(12) });
      s.giveKey();
      const { jobId } = s.start().value as { jobId: string };
      const asked = [...names, ['job', { jobId }], ['doubts', { jobId }], ['log', { jobId }]] as [string, object][];
      for (let round = 0; asked.length > 0; round++) {
        s.host.clock.advance(8_000);
        const some = asked.splice(0, 5);
        const done = await s.host.together(
          [['advance', {}] as [string, object], ...some].map(([name, args]) => ({
            user: ANN,
            fn: 'rpc',
            args: [name, JSON.stringify(args)],
            as: 'sidebar' as const,
          })),
          seed * 100 + round,
        );
        done.slice(1).forEach((one, n) => {
          const { ok } = JSON.parse(String(one.value));
          if (!TO_COME.has(some[n]![0]) && some[n]![0] !== 'list')
            expect(ok, `${some[n]![0]}, seed ${seed}`).toBe(true);
        });
      }
      s.drive();
      expect(billed(s), `seed ${seed}`).toHaveLength(12);
      expect(s.column('Work emails status'), `seed ${seed}`).toEqual(Array(12).fill('found'));
      expect(s.column('Notes')).toEqual(leads(12).map((row) => row[5]));
      expect(s.call('plan', { recipe: { ...WORK_EMAILS, rows: 'all' } }).value).toMatchObject({ toBuy: 0, reused: 12 });
    }
  });
});
