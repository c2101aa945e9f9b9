// Enrichment jobs: who is a target, what is refused, how they go, where values land, what is charged.

import { describe, expect, test } from 'vitest';
import { AI, errorOf, lead, scene } from './ask';

const CONFIG = { url_column: 'company_website', prompt: 'Extract.', output_fields: ['tagline', 'product'] };
const done = 60_000;

describe('targets', () => {
  const emails = (at: ReturnType<typeof scene>) =>
    at.enrichabl.ledger.billed.map((one) => (one.params as { email: string }).email.split('@')[0]);
  const started = (at: ReturnType<typeof scene>, target: object) => {
    const ai_template_id = at.template('ai', AI);
    return at.start('enrichment', { ...target, enrichment_type: 'AI_COLUMN', ai_template_id });
  };

  test('a whole pipeline, also what others put there', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    at.upload(id, [lead('others')]);
    expect(started(at, { pipeline_id: id }).status).toBe(202);
    expect(emails(at).sort()).toEqual(['ada', 'others']);
  });

  test('the newest n, not the first n', () => {
    const at = scene();
    const id = at.filled([lead('old')]);
    at.upload(id, [lead('new')]);
    started(at, { pipeline_id: id, limit: 1 });
    expect(emails(at)).toEqual(['new']);
  });

  test('listed leads by lead_id, each once, whatever pipeline they are in', () => {
    const at = scene();
    const [ada, bo] = [at.rows(at.filled([lead('ada')]))[0]!, at.rows(at.filled([lead('bo')]))[0]!];
    started(at, { lead_ids: [ada.lead.lead_id, bo.lead.lead_id, ada.lead.lead_id] });
    expect(emails(at)).toEqual(['ada', 'bo']);
  });

  test.each([
    ['lead_id', [202, 404]],
    ['pipeline_lead_id', [404, 202]],
    ['either', [202, 202]],
  ] as const)('lead_ids takes %s', (leadIds, statuses) => {
    const at = scene({ leadIds });
    const [row] = at.rows(at.filled([lead('ada')]));
    const asked = [row!.lead.lead_id, row!.pipeline_lead_id].map((id) => started(at, { lead_ids: [id] }).status);
    expect(asked).toEqual(statuses);
  });

  test('unknown ids are 404, or left out', () => {
    const at = scene({ unknownLeadIds: 'skipped' });
    const [row] = at.rows(at.filled([lead('ada')]));
    started(at, { lead_ids: ['none', row!.lead.lead_id] });
    expect(emails(at)).toEqual(['ada']);
    expect(errorOf(started(at, { lead_ids: ['none'] }))).toEqual([400, 'No leads to process']);
  });

  test.each([
    ['none', {}, 400],
    ['an empty list', { lead_ids: [] }, 400],
    ['a list of numbers', { lead_ids: [1] }, 400],
    ['an unknown pipeline', { pipeline_id: 'none' }, 404],
  ])('%s: refused', (_title, target, status) => {
    expect(started(scene(), target).status).toBe(status);
  });

  test('an empty pipeline, a limit of 0 and too many ids are refused', () => {
    const at = scene({ maxLeadIds: 1 });
    expect(started(at, { pipeline_id: at.pipeline() }).status).toBe(400);
    expect(started(at, { pipeline_id: at.filled([lead('a')]), limit: 0 }).status).toBe(400);
    expect(started(at, { lead_ids: ['a', 'b'] }).status).toBe(400);
  });
});

describe('start', () => {
  test.each([
    ['a lower-case type', { enrichment_type: 'ai_column' }, [400, 'invalid enrichment_type']],
    ['no template', { enrichment_type: 'AI_COLUMN' }, [400, 'ai_template_id is required']],
    ['an unknown template', { enrichment_type: 'AI_COLUMN', ai_template_id: 'x' }, [404, 'Template not found']],
    [
      'no multi-AI template',
      { enrichment_type: 'MULTI_AI_COLUMN', ai_template_id: 'x' },
      [400, 'multi_ai_template_id is required'],
    ],
    ['no config', { enrichment_type: 'FIRECRAWL_EXTRACT' }, [400, 'firecrawl_extract_config is required']],
    [
      'half a config',
      { enrichment_type: 'FIRECRAWL_EXTRACT', firecrawl_extract_config: { prompt: 'x' } },
      [400, expect.stringContaining('url_column')],
    ],
  ] as const)('%s is refused, and nothing is started', (_title, body, error) => {
    const at = scene();
    expect(errorOf(at.start('enrichment', { pipeline_id: at.filled([lead('a')]), ...body }))).toEqual(error);
    expect(at.enrichabl.ledger).toMatchObject({ acceptedPosts: 0, billed: [] });
  });

  test.each([
    ['job_id', (body: Record<string, unknown>) => body.job_id],
    ['id', (body: Record<string, unknown>) => body.id],
    ['nested', (body: { job: { id: string } }) => body.job.id],
    ['data', (body: { data: { job_id: string } }) => body.data.job_id],
  ] as const)('the id of the job can stand as %s', (jobId, inside) => {
    const at = scene({ jobId, startAs: 200 });
    const pipeline_id = at.filled([lead('ada')]);
    const ai_template_id = at.template('ai', AI);
    const reply = at.start('enrichment', { pipeline_id, enrichment_type: 'AI_COLUMN', ai_template_id });
    expect(reply.status).toBe(200);
    expect(at.progress(inside(JSON.parse(reply.body) as never) as string)).toMatchObject({ status: 'PENDING' });
  });

  test('jobs at once can be limited', () => {
    const at = scene({ jobsAtOnce: 1 });
    const pipeline_id = at.filled([lead('ada')]);
    const start = () =>
      at.start('enrichment', { pipeline_id, enrichment_type: 'AI_COLUMN', ai_template_id: at.template('ai', AI) });
    expect([start().status, start().status]).toEqual([202, 429]);
    at.pass(done);
    expect(start().status).toBe(202);
  });

  test.each([400, 403] as const)('a missing key of a third party is %i and names it', (missingKeyAs) => {
    const at = scene({ providerKeys: ['GEMINI'], missingKeyAs });
    const pipeline_id = at.filled([lead('ada', { company_website: 'https://works.example' })]);
    const start = (model: string) =>
      at.start('enrichment', {
        pipeline_id,
        enrichment_type: 'AI_COLUMN',
        ai_template_id: at.template('ai', { ...AI, model }),
      });
    expect(errorOf(start('gpt-4o'))).toEqual([missingKeyAs, 'No API key found for OPENAI']);
    expect(errorOf(start('sonar'))).toEqual([missingKeyAs, 'No API key found for PERPLEXITY']);
    expect(start('gemini-2.5-pro').status).toBe(202);
    const crawl = { pipeline_id, enrichment_type: 'FIRECRAWL_EXTRACT', firecrawl_extract_config: CONFIG };
    expect(errorOf(at.start('enrichment', crawl))).toEqual([missingKeyAs, 'No API key found for FIRECRAWL']);
  });
});

describe('progress', () => {
  test('goes from PENDING over IN_PROGRESS to COMPLETED, with all documented fields', () => {
    const at = scene();
    const id = at.filled([lead('ada'), lead('bo'), lead('cy'), lead('fail')]);
    const job = at.aiJob(id);
    expect(at.progress(job)).toMatchObject({ status: 'PENDING', progress_percentage: 0, total_leads: 4 });
    at.pass(2000 + 120);
    expect(at.progress(job)).toMatchObject({ status: 'IN_PROGRESS', progress_percentage: 50, processed_leads: 2 });
    at.pass(done);
    const ids = new Map(at.rows(id).map((row) => [row.lead.lead_email, row.lead.lead_id]));
    const failed = ids.get('fail@works.example')!;
    const progress = at.progress(job);
    expect(progress).toMatchObject({
      status: 'COMPLETED',
      progress_percentage: 100,
      processed_leads: 4,
      total_leads: 4,
      failed_leads: 1,
      failed_lead_ids: [failed],
      lead_errors: { [failed]: 'The provider returned an error.' },
    });
    expect(progress.completed_lead_ids).toHaveLength(3);
  });

  test.each([
    ['list', [{ lead_id: expect.any(String), error: expect.any(String) }]],
    ['texts', [expect.any(String)]],
    ['absent', undefined],
  ] as const)('lead_errors can be: %s', (leadErrors, wanted) => {
    const at = scene({ leadErrors });
    const job = at.aiJob(at.filled([lead('fail')]));
    at.pass(done);
    expect(at.progress(job).lead_errors).toEqual(wanted);
  });

  test('ids can be those of the rows, and words others', () => {
    const at = scene({ progressIds: 'pipeline_lead_id', statusWords: { COMPLETED: 'SUCCESS' } });
    const id = at.filled([lead('ada')]);
    const job = at.aiJob(id);
    at.pass(done);
    expect(at.progress(job)).toMatchObject({
      status: 'SUCCESS',
      completed_lead_ids: [at.rows(id)[0]!.pipeline_lead_id],
    });
  });

  test('the record of a job is there for enrichment', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    const job = at.aiJob(id);
    at.pass(done);
    expect(at.json('GET', `/v1/enrichment/jobs/${job}`)).toMatchObject({
      job_id: job,
      pipeline_id: id,
      enrichment_type: 'AI_COLUMN',
      status: 'COMPLETED',
      total_leads: 1,
      completed_at: new Date(at.now() - done + 2060).toISOString(),
    });
  });

  test('an unknown job, or one of the other family, is 404', () => {
    const at = scene();
    const job = at.aiJob(at.filled([lead('ada')]));
    expect(at.http('GET', '/v1/enrichment/jobs/none/progress').status).toBe(404);
    expect(at.http('GET', `/v1/validation/jobs/${job}/progress`).status).toBe(404);
  });
});
