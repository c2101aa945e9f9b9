// Executions that interleave: one at a time, repeatable, with locks that really wait. Not their speed.
import { describe, expect, it } from 'vitest';
import { GUEST, hostFor, OWNER } from './with-host';

const RACE =
  "const p = PropertiesService.getDocumentProperties(); const n = Number(p.getProperty('n') || 0); p.setProperty('n', String(n + 1)); return n;";
const LOCKED = `const l = LockService.getDocumentLock(); if (!l.tryLock(a)) return 'gave up'; ${RACE.replace('return n;', '')} Utilities.sleep(5000); l.releaseLock(); return n;`;
const runs = (count: number, args: unknown[] = []) =>
  Array.from({ length: count }, (_, index) => ({
    user: index % 2 ? GUEST : OWNER,
    fn: 'main',
    args,
    as: 'sidebar' as const,
  }));

describe('together', () => {
  it('interleaves at service calls, so that an unguarded counter loses updates', async () => {
    const lost = await Promise.all(
      [1, 2, 3].map(async (seed) => {
        const host = hostFor(RACE);
        await host.together(runs(3), seed);
        return Number(host.properties.document.get('n'));
      }),
    );
    expect(Math.min(...lost)).toBeLessThan(3);
  });

  it('gives the same order for the same seed', async () => {
    const once = async (seed: number) => {
      const order: string[] = [];
      const host = hostFor(RACE, {
        hook: (call, phase) => void (phase === 'before' && order.push(`${call.user} ${call.name}`)),
      });
      await host.together(runs(4), seed);
      return order.join();
    };
    expect(await once(7)).toBe(await once(7));
    expect(new Set(await Promise.all([1, 2, 3, 4, 5].map(once))).size).toBeGreaterThan(1);
  });

  it('lets a lock keep executions apart, each waiting its turn', async () => {
    const host = hostFor(LOCKED);
    const executions = await host.together(runs(4, [60_000]), 2);
    expect(executions.map((one) => one.value).sort()).toEqual([0, 1, 2, 3]);
    const spanMs =
      Math.max(...executions.map((one) => one.endedMs)) - Math.min(...executions.map((one) => one.startedMs));
    expect(spanMs).toBeGreaterThan(20_000);
    expect(spanMs).toBeLessThan(30_000);
  });

  it('lets a lock be given up when the wait is over', async () => {
    const host = hostFor(LOCKED);
    const executions = await host.together(runs(2, [1000]), 1);
    expect(executions.map((one) => one.value).sort()).toEqual([0, 'gave up']);
  });

  it('frees the lock of an execution that is killed', async () => {
    const host = hostFor(LOCKED, { hook: (call, phase) => (call.n === 2 && phase === 'after' ? 'kill' : undefined) });
    const executions = await host.together(runs(2, [60_000]), 1);
    expect(executions.filter((one) => one.killed).length).toBe(1);
    expect(executions.filter((one) => one.ok).length).toBe(1);
  });

  it('lets time pass for all at once: two sleeps of a minute take one minute', async () => {
    const host = hostFor('Utilities.sleep(60000)');
    const from = host.clock.now();
    await host.together(runs(2), 1);
    expect(host.clock.now() - from).toBe(60_000);
  });
});
