// Where the values of an enrichment land, what a cancelled job leaves, and what is charged.

import { describe, expect, test } from 'vitest';
import { AI, FIRECRAWL, lead, leads, MULTI, scene } from './ask';

const CONFIG = { url_column: 'company_website', prompt: 'Extract.', output_fields: ['tagline', 'product'] };
const done = 60_000;

describe('values', () => {
  const website = { company_website: 'https://works.example' };
  const customs = (at: ReturnType<typeof scene>, id: string) => at.rows(id).map((row) => row.lead.lead_custom_fields);

  test('an AI value stands under the name of its template, and the lead is ENRICHED', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    at.aiJob(id);
    at.pass(done);
    expect(at.rows(id)[0]!.lead).toMatchObject({
      lead_custom_fields: { Summary: expect.stringContaining('Sum up Works.') },
      lead_enrichment_status: 'ENRICHED',
    });
  });

  test('the prompt takes fields, custom fields and the e-mail', () => {
    const at = scene();
    const id = at.filled([lead('ada', { custom_fields: { tier: 'A' } })]);
    at.aiJob(id, { ...AI, prompt_template: '{{ company }}|{{tier}}|{{email}}|{{nothing}}.' });
    at.pass(done);
    expect(customs(at, id)[0]!.Summary).toContain('Works|A|ada@works.example|.');
  });

  test('multi-AI values stand under {template}: {field}', () => {
    const at = scene();
    const pipeline_id = at.filled([lead('ada')]);
    const multi_ai_template_id = at.template('multi-ai', MULTI);
    at.start('enrichment', { pipeline_id, enrichment_type: 'MULTI_AI_COLUMN', multi_ai_template_id });
    at.pass(done);
    expect(Object.keys(customs(at, pipeline_id)[0]!)).toEqual(['Profile: city', 'Profile: founded']);
  });

  test('Firecrawl values stand under "Firecrawl: {field}", whatever the template is called', () => {
    const at = scene();
    at.template('firecrawl', FIRECRAWL);
    const pipeline_id = at.filled([lead('ada', website)]);
    at.start('enrichment', { pipeline_id, enrichment_type: 'FIRECRAWL_EXTRACT', firecrawl_extract_config: CONFIG });
    at.pass(done);
    expect(Object.keys(customs(at, pipeline_id)[0]!)).toEqual(['Firecrawl: tagline', 'Firecrawl: product']);
  });

  test('an AI template named like an uploaded custom field overwrites it', () => {
    const at = scene();
    const id = at.filled([lead('ada', { custom_fields: { tier: 'A' } })]);
    at.aiJob(id, { ...AI, name: 'tier' });
    at.pass(done);
    expect(customs(at, id)[0]!.tier).not.toBe('A');
  });

  const crawled = (switches: object, one: object, url_column = 'company_website') => {
    const at = scene(switches);
    const pipeline_id = at.filled([one]);
    const reply = at.start('enrichment', {
      pipeline_id,
      enrichment_type: 'FIRECRAWL_EXTRACT',
      firecrawl_extract_config: { ...CONFIG, url_column },
    });
    at.pass(done);
    return {
      status: reply.status,
      value: customs(at, pipeline_id)[0]!['Firecrawl: tagline'],
      ledger: at.enrichabl.ledger,
    };
  };

  test('a lead without an address fails, and nothing is charged', () => {
    const { value, ledger } = crawled({}, lead('ada'));
    expect([value, ledger.billed[0]!.credits]).toEqual([undefined, 0]);
  });

  test('the address may stand in a custom field, which may win over a field', () => {
    const own = { custom_fields: { company_website: 'https://other.example' } };
    expect(crawled({}, lead('ada', own)).value).toBeTruthy();
    const both = lead('ada', { ...website, ...own });
    expect(crawled({ urlFrom: 'custom-first' }, both).value).not.toBe(crawled({}, both).value);
  });

  test('the name with the prefix lead_ finds no address, or is refused', () => {
    expect(crawled({}, lead('ada', website), 'lead_company_website').value).toBeUndefined();
    expect(crawled({ leadPrefix: 'refused' }, lead('ada', website), 'lead_company_website').status).toBe(400);
  });

  test.each([
    ['empty-text', { Summary: '' }],
    ['null', { Summary: null }],
    ['absent', {}],
  ] as const)('an empty answer is %s, and charged', (emptyAnswer, wanted) => {
    const at = scene({ emptyAnswer });
    const id = at.filled([lead('miss')]);
    at.aiJob(id);
    at.pass(done);
    expect([customs(at, id)[0], at.enrichabl.ledger.billed[0]!.credits]).toEqual([wanted, 1]);
  });

  test('a second job writes over the first, and nothing tells them apart', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    at.aiJob(id);
    at.pass(done);
    const first = customs(at, id)[0]!.Summary;
    at.aiJob(id, { ...AI, prompt_template: 'Another question.' });
    expect(customs(at, id)[0]!.Summary).toBe(first);
    at.pass(done);
    expect(customs(at, id)[0]!.Summary).not.toBe(first);
  });
});

describe('cancel', () => {
  const halfway = (switches: object) => {
    const at = scene(switches);
    const id = at.filled(leads(10));
    const job = at.aiJob(id);
    at.pass(2000 + 5 * 60);
    const reply = at.cancel(job);
    at.pass(done);
    const values = at.rows(id).filter((row) => 'Summary' in row.lead.lead_custom_fields).length;
    const charges = at.enrichabl.ledger.billed.reduce((sum, one) => sum + one.credits, 0);
    return { at, job, reply, values, charges };
  };

  test('ends the job; what was done stays, on the leads and on the bill', () => {
    const { at, job, reply, values, charges } = halfway({});
    expect(JSON.parse(reply.body)).toEqual({ job_id: job, status: 'CANCELLED' });
    expect(at.progress(job)).toMatchObject({ status: 'CANCELLED', processed_leads: 5 });
    expect([values, charges]).toEqual([5, 5]);
  });

  test('or leaves no values where they land at the end', () => {
    const { values, charges } = halfway({ resultsLand: 'at-end' });
    expect([values, charges]).toEqual([0, 5]);
    const at = scene({ resultsLand: 'at-end' });
    const id = at.filled([lead('ada')]);
    at.aiJob(id);
    at.pass(done);
    expect(at.rows(id)[0]!.lead.lead_custom_fields).toHaveProperty('Summary');
  });

  test('can answer a message or nothing', () => {
    expect(JSON.parse(halfway({ cancelAnswer: 'message' }).reply.body).message).toContain('cancelled');
    expect(halfway({ cancelAnswer: 'empty' }).reply.body).toBe('');
  });

  test.each(['400', '409', '200'] as const)('of a job that is over is %s', (cancelFinished) => {
    const at = scene({ cancelFinished });
    const job = at.aiJob(at.filled([lead('ada')]));
    at.pass(done);
    expect(at.cancel(job).status).toBe(Number(cancelFinished));
    expect(at.progress(job).status).toBe('COMPLETED');
  });
});

describe('the ledger', () => {
  test('lists each lead of each job with its charges: at most before, as it was after', () => {
    const at = scene();
    const id = at.filled([lead('ada')]);
    const startedMs = at.now();
    const job = at.aiJob(id);
    const entry = {
      task: job,
      enrichment: 0,
      params: { type: 'AI_COLUMN', template: 'Summary', email: 'ada@works.example' },
    };
    expect(at.enrichabl.ledger).toMatchObject({
      acceptedPosts: 1,
      billed: [{ ...entry, credits: 1, atMs: startedMs }],
    });
    at.pass(done);
    at.aiJob(id);
    expect(at.enrichabl.ledger.billed).toHaveLength(2);
  });

  test('a lead that failed is free, or charged', () => {
    const charges = (failures: 'free' | 'charged') => {
      const at = scene({ failures });
      at.aiJob(at.filled([lead('fail')]));
      at.pass(done);
      at.http('GET', '/v1/pipelines');
      return at.enrichabl.ledger.billed[0]!.credits;
    };
    expect([charges('free'), charges('charged')]).toEqual([0, 1]);
  });
});
