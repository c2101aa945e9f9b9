// Times, sizes and limits that can be set.

import { expect, test } from 'vitest';
import { FIRECRAWL, lead, leads, scene } from './ask';

test('a job waits pendingMs, then takes its time a lead', () => {
  const at = scene({ pendingMs: 100, aiLeadMs: 10, firecrawlLeadMs: 20, validationLeadMs: 30 });
  const pipeline_id = at.filled([lead('ada'), lead('bo')]);
  const { url_column, prompt, output_fields } = FIRECRAWL;
  const firecrawl_extract_config = { url_column, prompt, output_fields };
  const crawl = { pipeline_id, enrichment_type: 'FIRECRAWL_EXTRACT', firecrawl_extract_config };
  const jobs = [
    [at.aiJob(pipeline_id), 'enrichment'],
    [JSON.parse(at.start('enrichment', crawl).body).job_id, 'enrichment'],
    [at.validation({ pipeline_id, service: 'MAILVERI' }), 'validation'],
  ];
  const done = (ms: number) => {
    at.pass(ms);
    return jobs.map(([id, family]) => at.progress(id, family).processed_leads);
  };
  expect([done(109), done(1), done(10), done(10), done(30)]).toEqual([
    [0, 0, 0],
    [1, 0, 0],
    [2, 1, 0],
    [2, 1, 1],
    [2, 2, 2],
  ]);
});

test('an upload takes longer the more leads it has', () => {
  const at = scene({ uploadLeadMs: 2, tookMs: { upload: 50 } });
  expect(at.upload(at.pipeline(), leads(10)).tookMs).toBe(70);
});

test('uploads at once, bytes of a body, and calls a minute', () => {
  const one = scene({ uploadsAtOnce: 1 });
  const path = `/v1/pipelines/${one.pipeline()}/leads`;
  expect([one.http('POST', path, leads(1)).status, one.http('POST', path, leads(1)).status]).toEqual([202, 429]);
  const small = scene({ bodyBytes: 20 });
  expect(small.upload(small.pipeline(), leads(1)).status).toBe(413);
  const calls = scene({ callsPerMinute: 1 });
  expect([1, 2].map(() => calls.http('GET', '/v1/pipelines').status)).toEqual([200, 429]);
});
