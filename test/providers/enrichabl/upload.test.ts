import { describe, expect, test } from 'vitest';
import { hearUpload, NO_UPLOAD, planUpload, type Upload, uploadCall } from '../../../src/providers/enrichabl/upload';
import type { Json, RequestInput } from '../../../src/providers/operation';
import { answer } from './answers';

function inputs(count: number, more: { [name: string]: Json } = {}): RequestInput[] {
  return Array.from({ length: count }, (_, i) => ({ canonical: {}, sent: { email: `p${i}@example.com`, ...more } }));
}
const every = (some: RequestInput[]): number[] => some.map((_one, index) => index);

function heard(upload: Upload, some: RequestInput[], status: number, body: Json): Upload {
  const said = hearUpload(upload, some, answer(status, body));
  if ('failure' in said) throw new Error(JSON.stringify(said.failure));
  return said;
}

describe('chunks', () => {
  test('hold at most 4,000 leads', () => {
    const some = inputs(9001);
    expect(planUpload(NO_UPLOAD, some, every(some)).chunks.map((chunk) => chunk.length)).toEqual([4000, 4000, 1001]);
  });

  test('hold at most 3.5 MB of UTF-8', () => {
    const some = inputs(3000, { company_description: 'ü'.repeat(1000) });
    const upload = planUpload(NO_UPLOAD, some, every(some));
    for (let chunks = upload.chunks; chunks.length > 0; chunks = chunks.slice(1)) {
      const { body } = uploadCall({ ...upload, chunks }, some, 'p');
      expect(Buffer.byteLength(JSON.stringify(body))).toBeLessThanOrEqual(3_500_001);
    }
    expect(upload.chunks.length).toBe(2);
  });

  test('hold an address once', () => {
    const some = [...inputs(2), { canonical: {}, sent: { email: ' P0@EXAMPLE.com' } }];
    expect(planUpload(NO_UPLOAD, some, every(some)).chunks).toEqual([[0, 1]]);
  });
});

test('the body is a bare list; custom fields are an object of their own', () => {
  const some = [{ canonical: {}, sent: { email: 'a@b.co', company: 'X', 'custom_fields.tier': 'A' } }];
  expect(uploadCall(planUpload(NO_UPLOAD, some, [0]), some, 'an id/..').path).toBe('/v1/pipelines/an%20id%2F../leads');
  expect(uploadCall(planUpload(NO_UPLOAD, some, [0]), some, 'p')).toMatchObject({
    effect: 'create',
    body: [{ email: 'a@b.co', company: 'X', custom_fields: { tier: 'A' } }],
  });
});

describe('a summary', () => {
  const some = inputs(10);
  const upload = planUpload(NO_UPLOAD, some, every(some));

  test.each<[string, Json]>([
    ['counts', { created: 7, skipped: 1, failed: 0, dropped: 2 }],
    ['counted names', { created_count: 7, skipped_count: 1, failed_count: 0, truncated_count: 2 }],
    ['nested', { summary: { created: 7, skipped: 1, failed: 0 }, truncated: true, dropped: 2 }],
    ['lists', { created: ['x'], skipped: ['y'], failed: [], dropped: 2 }],
    ['rows', { results: [{ email: 'p0@example.com', status: 'skipped' }], dropped: 2 }],
    ['under data', { data: { created: 7, skipped: 1, dropped: 2 } }],
  ])('as %s tells what was left out, and that the quota is reached', (_shape, body) => {
    const said = heard(upload, some, 202, body);
    expect(said).toMatchObject({ leftOut: 1, chunks: [] });
    expect(said.quota).toContain('8 of 10 new leads fitted');
  });

  test.each<[string, Json]>([
    ['lists', { failed: [{ email: 'P3@example.com ', error: 'invalid email' }] }],
    ['rows', { results: [{ email: 'p3@example.com', status: 'failed', error: 'invalid email' }] }],
  ])('as %s gives the reason to the lead by its address', (_shape, body) => {
    expect(heard(upload, some, 202, body).failed).toEqual({ 3: 'invalid email' });
  });

  test('that cannot be read leaves it open whether the leads were taken', () => {
    expect(heard(upload, some, 202, '<html>')).toMatchObject({ inDoubt: true, chunks: [] });
    expect(heard(upload, some, 502, '<html>')).toMatchObject({ inDoubt: true });
    expect(hearUpload(upload, some, { fault: 'Timeout', sent: true })).toMatchObject({ inDoubt: true });
    expect(hearUpload(upload, some, { fault: 'DNS error', sent: false })).toMatchObject({ failure: { kind: 'again' } });
  });
});

describe('a 402', () => {
  const some = inputs(10);
  const upload = planUpload(NO_UPLOAD, some, every(some));
  const body = { error: 'Lead quota exceeded', current_count: 97, quota_limit: 100 };

  test('with room left sends exactly as many as fit, once', () => {
    const said = heard(upload, some, 402, body);
    expect(said.chunks).toEqual([[0, 1, 2]]);
    expect(said.quota).toBe("Enrichabl's lead quota is reached: 10 new leads, 3 left (97 of 100 are used)");
    expect(heard(said, some, 402, body).chunks).toEqual([]);
  });

  test('without counts sends nothing more', () => {
    expect(heard(upload, some, 402, { error: 'Lead quota exceeded' })).toMatchObject({ chunks: [] });
  });
});

describe('a refusal for a lead or for the size', () => {
  const some = inputs(4);
  test('halves the chunk', () => {
    expect(heard(planUpload(NO_UPLOAD, some, every(some)), some, 413, '').chunks).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('of a single lead is that lead’s, and the others go on', () => {
    const said = heard({ ...NO_UPLOAD, chunks: [[2], [3]] }, some, 400, { error: 'email is required' });
    expect(said).toMatchObject({ chunks: [[3]], failed: { 2: 'email is required' } });
  });

  test('of three single leads with none accepted is the mapping’s', () => {
    const said = hearUpload(
      { ...NO_UPLOAD, chunks: [[2]], failed: { 0: 'x', 1: 'x' } },
      some,
      answer(400, { error: 'x' }),
    );
    expect(said).toMatchObject({ failure: { kind: 'pause', why: 'refused' } });
  });
});

test('the two causes of a 429 mean the same: later', () => {
  const some = inputs(1);
  for (const error of ['Rate limit exceeded', 'Too many concurrent bulk operations'])
    expect(hearUpload(planUpload(NO_UPLOAD, some, [0]), some, answer(429, { error }))).toEqual({
      failure: { kind: 'later' },
    });
});
