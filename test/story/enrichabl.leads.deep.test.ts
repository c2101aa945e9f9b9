// 20,000 leads at Enrichabl. Its crash points are in crash.deep.test.ts.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { held, leadScene, people, UPLOAD } from './enrichabl-scene';

test('20,000 leads go up in chunks, none over 4 MB, never two in flight', async () => {
  await proveDeep('20,000 leads up', () => {
    const s = leadScene({ rows: people(20_000) });
    expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 20_000 } });
    expect(held(s).emails).toHaveLength(20_000);
    expect(s.uploads.every((call) => call.length === 1 && call[0]!.leads <= 4000 && call[0]!.bytes < 4_000_000)).toBe(
      true,
    );
    return { cases: 1, problems: [] };
  });
});
