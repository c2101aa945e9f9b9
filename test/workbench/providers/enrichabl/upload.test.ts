// Uploading leads: de-duplication, quota, limits, summaries.

import { describe, expect, test } from 'vitest';
import { errorOf, lead, leads, request, scene } from './ask';

const summary = (reply: { body: string }) => JSON.parse(reply.body);

describe('upload', () => {
  test('is 202 with a summary, and the lead comes back under other names', () => {
    const at = scene();
    const id = at.pipeline();
    const custom_fields = { source: 'Apollo', tier: 'A', nested: { a: [1] } };
    const reply = at.upload(id, [lead('ada', { first_name: 'Ada', custom_fields })]);
    expect([reply.status, summary(reply)]).toEqual([202, { created: 1, skipped: 0, failed: 0, dropped: 0 }]);
    expect(at.rows(id)).toEqual([
      expect.objectContaining({
        pipeline_lead_id: expect.any(String),
        pipeline_lead_stage: 'IMPORTED',
        pipeline_lead_email_validation_status: null,
        lead: expect.objectContaining({
          lead_id: expect.any(String),
          lead_email: 'ada@works.example',
          lead_first_name: 'Ada',
          lead_company: 'Works',
          lead_title: null,
          lead_custom_fields: custom_fields,
          lead_enrichment_status: 'PENDING',
        }),
      }),
    ]);
    expect(at.rows(id)[0]!.pipeline_lead_id).not.toBe(at.rows(id)[0]!.lead.lead_id);
  });

  test('a known e-mail is skipped silently, keeps its data, and does not come into another pipeline', () => {
    const at = scene();
    const first = at.filled([lead('ada', { company: 'Old' })]);
    const second = at.pipeline();
    expect(summary(at.upload(second, [lead('ada', { company: 'New' }), lead('bo')]))).toMatchObject({
      created: 1,
      skipped: 1,
    });
    expect(at.rows(second).map((row) => row.lead.lead_email)).toEqual(['bo@works.example']);
    expect(at.rows(first)[0]!.lead).toMatchObject({ lead_company: 'Old' });
  });

  test('or comes into the other pipeline too, or is updated', () => {
    const again = (knownLead: 'attached' | 'attached-and-updated') => {
      const at = scene({ knownLead });
      at.filled([lead('ada', { company: 'Old', custom_fields: { a: 1 } })]);
      const id = at.filled([lead('ada', { company: 'New', custom_fields: { b: 2 } })]);
      at.upload(id, [lead('ada', { company: 'New' })]);
      return at.rows(id).map(({ lead: one }) => [one.lead_company, one.lead_custom_fields]);
    };
    expect(again('attached')).toEqual([['Old', { a: 1 }]]);
    expect(again('attached-and-updated')).toEqual([['New', { a: 1, b: 2 }]]);
  });

  test.each([
    ['folded', 1, 'ada@x.example'],
    ['compared-folded', 1, ' Ada@X.example '],
    ['exact', 2, ' Ada@X.example '],
  ] as const)('e-mails are compared and kept %s', (emailCase, created, kept) => {
    const at = scene({ emailCase });
    const id = at.pipeline();
    const reply = at.upload(id, [{ email: ' Ada@X.example ' }, { email: 'ada@x.example' }]);
    expect(summary(reply).created).toBe(created);
    expect(at.rows(id).map((row) => row.lead.lead_email)).toContain(kept);
  });

  test('the same e-mail twice in one upload is skipped, or fails', () => {
    const twice = (twiceInUpload: 'skipped' | 'failed') => {
      const at = scene({ twiceInUpload });
      return summary(at.upload(at.pipeline(), [lead('ada'), lead('ada')]));
    };
    expect(twice('skipped')).toMatchObject({ created: 1, skipped: 1, failed: 0 });
    expect(twice('failed')).toMatchObject({ created: 1, skipped: 0, failed: 1 });
  });

  test('a lead without a usable e-mail fails alone, or the upload with it', () => {
    const list = [lead('ada'), { company: 'X' }, { email: 'nobody' }];
    const at = scene();
    expect(summary(at.upload(at.pipeline(), list))).toMatchObject({ created: 1, failed: 2 });
    const strict = scene({ badLead: 'refuses-upload' });
    const id = strict.pipeline();
    expect(errorOf(strict.upload(id, list))).toEqual([400, 'email is required']);
    expect(strict.rows(id)).toEqual([]);
  });

  test('a number where text belongs refuses the upload, or is taken as text', () => {
    const list = [lead('ada', { company_size: 42 })];
    const strict = scene();
    expect(errorOf(strict.upload(strict.pipeline(), list))[0]).toBe(400);
    const at = scene({ nonText: 'taken-as-text' });
    expect(summary(at.upload(at.pipeline(), list)).created).toBe(1);
  });

  test.each([
    ['an object with the leads in it', { leads: [lead('ada')] }],
    ['an empty list', []],
    ['a lead that is no object', ['ada@works.example']],
    ['custom fields that are no object', [lead('ada', { custom_fields: 'tier A' })]],
  ])('%s is 400', (_title, body) => {
    const at = scene();
    expect(errorOf(at.upload(at.pipeline(), body))[0]).toBe(400);
  });

  test('the summary comes in other shapes too', () => {
    const list = [lead('ada'), lead('ada'), { email: 'x' }, lead('bo')];
    const shaped = (uploadSummary: 'counted-names' | 'nested' | 'lists' | 'per-row') => {
      const at = scene({ uploadSummary, leadQuota: 1 });
      return summary(at.upload(at.pipeline(), list));
    };
    expect(shaped('counted-names')).toEqual({
      created_count: 1,
      skipped_count: 1,
      failed_count: 1,
      truncated_count: 1,
    });
    expect(shaped('nested')).toEqual({ summary: { created: 1, skipped: 1, failed: 1 }, truncated: true, dropped: 1 });
    expect(shaped('lists')).toEqual({
      created: ['ada@works.example'],
      skipped: ['ada@works.example'],
      failed: [{ email: 'x', error: 'invalid email' }],
      dropped: 1,
    });
    expect(shaped('per-row')).toMatchObject({
      results: [
        { status: 'created', lead_id: expect.any(String) },
        { status: 'skipped' },
        { status: 'failed', error: 'invalid email' },
      ],
      dropped: 1,
    });
  });
});

describe('quota', () => {
  test('what does not fit is dropped with 202; where nothing fits it is 402 with the numbers', () => {
    const at = scene({ leadQuota: 3 });
    const id = at.pipeline();
    expect(summary(at.upload(id, leads(5)))).toMatchObject({ created: 3, dropped: 2 });
    const reply = at.upload(id, [lead('late')]);
    expect([reply.status, summary(reply)]).toEqual([
      402,
      { error: 'Lead quota exceeded', current_count: 3, quota_limit: 3 },
    ]);
    expect(summary(at.upload(id, leads(3))).skipped).toBe(3);
  });

  test('or all of it is 402, or never', () => {
    const strict = scene({ leadQuota: 3, overQuota: '402' });
    const id = strict.pipeline();
    expect([strict.upload(id, leads(5)).status, strict.rows(id).length]).toEqual([402, 0]);
    const lax = scene({ leadQuota: 0, overQuota: 'never-402' });
    expect(summary(lax.upload(lax.pipeline(), leads(2)))).toMatchObject({ created: 0, dropped: 2 });
  });

  test('it counts over all pipelines, and may count known e-mails too', () => {
    const room = (quotaCounts: 'new' | 'all') => {
      const at = scene({ leadQuota: 4, quotaCounts });
      at.filled(leads(2));
      return summary(at.upload(at.pipeline(), [...leads(2), lead('ada'), lead('bo')]));
    };
    expect(room('new')).toMatchObject({ created: 2, skipped: 2, dropped: 0 });
    expect(room('all')).toMatchObject({ created: 0, skipped: 2, dropped: 2 });
  });
});

describe('limits', () => {
  const big = [lead('ada', { custom_fields: { text: 'é'.repeat(2_000_000) } })];

  test.each([
    ['413', 'application/json'],
    ['413-html', 'text/html'],
    ['400', 'application/json'],
  ] as const)('a body over 4 MB, in bytes, is %s', (bigBodyAs, type) => {
    const at = scene({ bigBodyAs });
    const reply = at.upload(at.pipeline(), big);
    expect([reply.status, reply.headers['content-type']]).toEqual([Number(bigBodyAs.slice(0, 3)), type]);
  });

  test('leads by upload can be limited', () => {
    const at = scene({ maxLeads: 2 });
    const id = at.pipeline();
    expect([at.upload(id, leads(3)).status, at.upload(id, leads(2)).status]).toEqual([400, 202]);
  });

  test('the fourth upload at the same time is 429 and says so; after the others have ended it is taken', () => {
    const at = scene();
    const id = at.pipeline();
    const send = (n: number) => at.http('POST', `/v1/pipelines/${id}/leads`, [lead(`p${n}`)]);
    expect([send(1).status, send(2).status, send(3).status]).toEqual([202, 202, 202]);
    expect(errorOf(send(4))).toEqual([429, 'Too many concurrent bulk operations']);
    at.pass(151);
    expect(send(4).status).toBe(202);
  });

  test('20,000 leads in five uploads one after the other take under 2 seconds', () => {
    const at = scene();
    const id = at.pipeline();
    let tookMs = 0;
    for (let n = 0; n < 5; n++) {
      const chunk = Array.from({ length: 4000 }, (_, k) => ({ email: `user${n * 4000 + k}@stress.example` }));
      const reply = at.http('POST', `/v1/pipelines/${id}/leads`, chunk);
      expect(reply.status).toBe(202);
      at.pass(reply.tookMs);
      tookMs += reply.tookMs;
    }
    expect(tookMs).toBeLessThan(2000);
    expect(at.json('GET', `/v1/pipelines/${id}/leads?limit=1`).pagination.total).toBe(20_000);
  });

  test('over HTTP, where answers leave at once, no upload is in the air after its answer', () => {
    const at = scene();
    const served = {
      ...request('POST', `/v1/pipelines/${at.pipeline()}/leads`, [lead('a')]),
      timeoutMs: Number.POSITIVE_INFINITY,
    };
    const statuses = [1, 2, 3, 4].map(() => (at.enrichabl.answer(served, at.now()) as { status: number }).status);
    expect(statuses).toEqual([202, 202, 202, 202]);
  });
});
