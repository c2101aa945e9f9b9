// How a run grows: service calls with batches and blocks instead of rows, property bytes within their budget.
import { describe, expect, test } from 'vitest';
import { budgetTable, JOBS_BYTES } from '../../src/engine/state-budget';
import { leads, scene, WORK_EMAILS } from './scene';

const bytesOf = (properties: Map<string, string> | Record<string, string>) => {
  const entries = properties instanceof Map ? [...properties] : Object.entries(properties);
  return entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
};

describe('a run of many rows', () => {
  test('at 1,000 rows the service calls grow with batches and blocks, not with rows', { timeout: 120_000 }, () => {
    const counts = [250, 1000].map((rows) => {
      const s = scene({ rows: leads(rows) });
      s.giveKey();
      const startedMs = s.host.clock.now();
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: rows } });
      const calls = Object.values(s.host.calls).reduce((sum, count) => sum + count, 0);
      const seconds = (s.host.clock.now() - startedMs) / 1000;
      console.log(
        `${rows} rows: ${calls} service calls, ${s.host.calls['Range.setValues']} of them sheet writes, ${seconds.toFixed(1)} virtual seconds`,
      );
      const submits = s.host.http.filter(({ method }) => method.toUpperCase() === 'POST').length;
      return { calls, submits, writes: s.host.calls['Range.setValues']!, looks: s.host.calls['UrlFetchApp.fetchAll']! };
    });
    // Four times the rows, eight batches more. Today's counts and a little room: what is asked again for nothing shows here.
    expect(counts[1]!.calls / counts[0]!.calls).toBeLessThan(1.4);
    expect(counts[1]!.calls).toBeLessThan(165);
    expect(counts[1]!.writes).toBeLessThanOrEqual(12);
    expect(counts[1]!.submits).toBe(11);
    expect(counts[1]!.looks).toBeLessThanOrEqual(8);
  });

  test('40,000 requests keep their state within the budget', { timeout: 240_000 }, () => {
    const s = scene({ rows: leads(40_000), switches: { startCredits: 1e6 } });
    s.giveKey();
    let peak = 0;
    s.host.setHook((call, phase) => {
      if (phase === 'after' && call.name === 'Properties.setProperties')
        peak = Math.max(peak, bytesOf(s.host.properties.document));
    });
    const started = s.start({ ...WORK_EMAILS, cap: { requests: 1300 } });
    expect(started.ok).toBe(true);
    for (let beats = 0; beats < 4; beats++) {
      s.host.clock.advance(15_000);
      s.call('advance');
    }
    console.log(`40,000 requests: ${peak} property bytes at the peak of ${JOBS_BYTES} for jobs, of Google's 500,000`);
    console.table(budgetTable(40_000));
    expect(peak).toBeGreaterThan(100_000);
    expect(peak).toBeLessThan(JOBS_BYTES);
  });
});
