// Listing the leads of a pipeline: order, pages, limits.

import { describe, expect, test } from 'vitest';
import { lead, leads, scene } from './ask';

describe('list', () => {
  const page = (at: ReturnType<typeof scene>, id: string, query: string) =>
    at.json('GET', `/v1/pipelines/${id}/leads${query}`);

  test('newest first, pages by limit and offset, has_more until the end', () => {
    const at = scene();
    const id = at.filled([lead('old')]);
    at.upload(id, leads(3));
    const first = page(at, id, '?limit=2&offset=0');
    const second = page(at, id, '?limit=2&offset=2');
    expect([first.pagination, second.pagination]).toEqual([
      { limit: 2, offset: 0, total: 4, has_more: true },
      { limit: 2, offset: 2, total: 4, has_more: false },
    ]);
    expect(second.data[1].lead.lead_email).toBe('old@works.example');
    const ids = [...first.data, ...second.data].map((row) => row.pipeline_lead_id);
    expect(new Set(ids).size).toBe(4);
    expect(ids.slice(0, 3)).toEqual([...ids.slice(0, 3)].sort());
  });

  test.each([
    ['', 1000],
    ['?limit=0', 1],
    ['?limit=-5', 1],
    ['?limit=20000', 10_000],
    ['?limit=many', 1000],
  ])('limit is clamped silently: "%s" is %i', (query, limit) => {
    const at = scene();
    expect(page(at, at.pipeline(), query).pagination.limit).toBe(limit);
  });

  test('a negative or unreadable offset is 400, or 0', () => {
    const at = scene();
    const id = at.pipeline();
    expect(at.http('GET', `/v1/pipelines/${id}/leads?offset=-1`).status).toBe(400);
    expect(at.http('GET', `/v1/pipelines/${id}/leads?offset=x`).status).toBe(400);
    at.switches.badOffset = 'zero';
    expect(page(at, id, '?offset=-1').pagination.offset).toBe(0);
  });

  test('leads that come in between shift the pages', () => {
    const at = scene();
    const id = at.filled(leads(4));
    const first = page(at, id, '?limit=2&offset=0').data;
    at.upload(id, [lead('between')]);
    const second = page(at, id, '?limit=2&offset=2').data;
    expect(second[0].pipeline_lead_id).toBe(first[1].pipeline_lead_id);
  });

  test('what is not there yet can have words', () => {
    const at = scene({ unvalidatedAs: 'PENDING', notEnrichedAs: null });
    const [row] = at.rows(at.filled([lead('ada')]));
    expect([row!.pipeline_lead_email_validation_status, row!.lead.lead_enrichment_status]).toEqual(['PENDING', null]);
  });
});
