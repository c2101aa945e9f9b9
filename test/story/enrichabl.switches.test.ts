// One enrichment under every reading of what Enrichabl does not document: the rows end the same under all of them.
import { describe, expect, test } from 'vitest';
import { charged, done, leadScene, PROFILE, people, SUMMARY } from './enrichabl-scene';

const rows = (): string[][] => {
  const some = people(5);
  some[1]![0] = 'miss@example.com';
  some[2]![0] = 'fail@example.com';
  return some;
};

const READINGS = [
  { madeShape: 'data' },
  { madeAs: 200 },
  { listShape: 'array' },
  { listShape: 'named' },
  ...['ai_template_id', 'ai_id', 'template_id', 'id'].map((aiTemplateId) => ({ aiTemplateId })),
  { columnAnswer: 'empty' },
  { reattach: '409' },
  { emailCase: 'exact' },
  { emailCase: 'compared-folded' },
  { twiceInUpload: 'failed' },
  { knownLead: 'attached' },
  { knownLead: 'attached-and-updated' },
  { quotaCounts: 'all' },
  { notEnrichedAs: null },
  ...[200, 201].map((startAs) => ({ startAs })),
  ...['id', 'nested', 'data'].map((jobId) => ({ jobId })),
  { leadIds: 'pipeline_lead_id' },
  { leadIds: 'pipeline_lead_id', unknownLeadIds: 'skipped' },
  { leadIds: 'either' },
  { progressIds: 'pipeline_lead_id' },
  { maxLeadIds: 2 },
  { leadErrors: 'list' },
  { leadErrors: 'texts' },
  { leadErrors: 'absent' },
  { statusWords: { IN_PROGRESS: 'RUNNING', PENDING: 'QUEUED' } },
  { statusWords: { COMPLETED: 'DONE' } },
  { resultsLand: 'at-end' },
  { emptyAnswer: 'null' },
  { emptyAnswer: 'absent' },
  { failures: 'charged' },
  { retryAfter: 'seconds', callsPerMinute: 20 },
] as const;

describe.each([
  ['AI', SUMMARY],
  ['multi-AI', PROFILE],
])('%s under every reading of what is not documented', (_kind, recipe) => {
  test.each(READINGS)('%o', (switches) => {
    const s = leadScene({ rows: rows(), switches: switches as never });
    expect(s.run(recipe)).toMatchObject({ state: 'finished', outcomes: { found: 3, 'no match': 1, failed: 1 } });
    const status = s.column(`${recipe.name} status`).map(String);
    expect([status[0], status[1], status[2]!.slice(0, 8)]).toEqual(['found', 'no match', 'failed: ']);
    expect(new Set(done(s)).size).toBe(done(s).length);
    expect(charged(s).length).toBeGreaterThan(3);
  });
});
