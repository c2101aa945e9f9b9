// The long sweeps at Enrichabl: the other kinds of jobs, and 20,000 leads.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { sweep } from './crash-sweep';
import {
  done,
  held,
  type LeadScene,
  leadScene,
  PROFILE,
  people,
  SUMMARY,
  TAGLINE,
  UPLOAD,
  VALIDATE,
} from './enrichabl-scene';
import type { Scene } from './scene';

test.each([
  ['an upload', UPLOAD],
  ['AI', SUMMARY],
  ['multi-AI', PROFILE],
  ['Firecrawl', TAGLINE],
  ['validation', VALIDATE],
])('%s, killed before or after every service call', async (kind, recipe) => {
  await proveDeep(`one kill: ${kind} at Enrichabl`, () =>
    sweep({
      open: () => leadScene({ rows: people(4) }) as unknown as Scene,
      recipe,
      billed: (s) => done(s as unknown as LeadScene),
    }),
  );
});

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
