// The long sweeps at Enrichabl: the other kinds of jobs, and 20,000 leads.
import { expect, test } from 'vitest';
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
])('%s, killed before or after every service call', { timeout: 3_600_000 }, (_kind, recipe) => {
  const { problems } = sweep({
    open: () => leadScene({ rows: people(4) }) as unknown as Scene,
    recipe,
    billed: (s) => done(s as unknown as LeadScene),
  });
  expect(problems).toEqual([]);
});

test('20,000 leads go up in chunks, none over 4 MB, never two in flight', { timeout: 3_600_000 }, () => {
  const s = leadScene({ rows: people(20_000) });
  expect(s.run(UPLOAD)).toMatchObject({ state: 'finished', outcomes: { found: 20_000 } });
  expect(held(s).emails).toHaveLength(20_000);
  expect(s.uploads.every((call) => call.length === 1 && call[0]!.leads <= 4000 && call[0]!.bytes < 4_000_000)).toBe(
    true,
  );
});
