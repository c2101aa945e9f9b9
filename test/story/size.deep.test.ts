// How a run of 10,000 rows grows beside one of 1,000: service calls and virtual seconds of both.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { leads, scene } from './scene';

test('service calls at 1,000 and 10,000 rows grow with batches and blocks, not with rows', async () => {
  await proveDeep('10,000 rows beside 1,000', () => {
    const calls = [1000, 10_000].map((rows) => {
      const s = scene({ rows: leads(rows), switches: { startCredits: 1e6 } });
      s.giveKey();
      const startedMs = s.host.clock.now();
      expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: rows } });
      const made = s.host.calls;
      const all = Object.values(made).reduce((sum, count) => sum + count, 0);
      const seconds = ((s.host.clock.now() - startedMs) / 1000).toFixed(0);
      console.log(
        `${rows} rows: ${all} service calls, ${made['Range.setValues']} sheet writes, ${made['UrlFetchApp.fetch']} single fetches, ${seconds} virtual seconds`,
      );
      return all;
    });
    expect(calls[1]! / 10_000).toBeLessThan(0.074);
    return { cases: 2, problems: [] };
  });
});
