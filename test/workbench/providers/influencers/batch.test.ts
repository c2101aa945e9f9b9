// A batch on its way: words, counts, resume and failure.

import { describe, expect, test } from 'vitest';
import { BATCHES, HANDLES, scene } from './ask';

describe('status', () => {
  test('goes from queued over processing to finished, with all documented fields', () => {
    const at = scene();
    const startedMs = at.now();
    const id = at.create(['ada', 'miss.marple', 'failing', 'bo'], { ...HANDLES, metadata: '{"k":1}' });
    expect(at.status(id)).toMatchObject({ status: 'queued', processed_rows: 0, credits_used: '0.00' });
    at.pass(10_000 + 299);
    expect(at.status(id)).toMatchObject({ status: 'processing', total_rows: 4, processed_rows: 1, success_count: 1 });
    at.pass(301);
    expect(at.status(id)).toEqual({
      batch_id: id,
      status: 'finished',
      total_rows: 4,
      processed_rows: 4,
      success_count: 2,
      failed_count: 2,
      started_at: new Date(startedMs).toISOString(),
      metadata: { k: 1 },
      credits_used: '0.06',
      estimated_completion: null,
    });
  });

  test.each([
    ['waitingAs', { waitingAs: 'validating' }, { status: 'validating' }],
    ['statusWords', { statusWords: { queued: 'in_queue' } }, { status: 'in_queue' }],
    ['creditsUsedAs', { creditsUsedAs: 'number' }, { credits_used: 0 }],
  ] as const)('%s changes its words', (_name, switches, wanted) => {
    const at = scene(switches);
    expect(at.status(at.create(['ada']))).toMatchObject(wanted);
  });

  test('credits_used can be absent, and misses need not count as failed', () => {
    const at = scene({ creditsUsedAs: 'absent', missesCountAs: 'neither' });
    const id = at.create(['ada', 'miss', 'fail']);
    at.pass(60_000);
    expect(at.status(id)).toMatchObject({ success_count: 1, failed_count: 1 });
    expect(at.status(id)).not.toHaveProperty('credits_used');
  });

  test('an unknown batch is 404', () => {
    expect(scene().http('GET', `${BATCHES}bch_none/status/`).status).toBe(404);
  });
});

describe('resume', () => {
  test.each(['400', '409', '200'] as const)('of a batch that is not paused is %s', (resumeNotPaused) => {
    const at = scene({ resumeNotPaused });
    expect(at.resume(at.create(['ada'])).status).toBe(Number(resumeNotPaused));
  });

  test('can answer the status, a message, or nothing', () => {
    const body = (resumeAnswer: 'status' | 'message' | 'empty') => {
      const at = scene({ resumeAnswer });
      const id = at.create(['pause me']);
      at.pass(60_000);
      return at.resume(id).body;
    };
    expect(JSON.parse(body('status')).status).toBe('processing');
    expect(JSON.parse(body('message')).message).toContain('resumed');
    expect(body('empty')).toBe('');
  });

  test('of a failed batch is refused, or works', () => {
    const at = scene();
    const id = at.create(['ada', 'broken', 'bo']);
    at.pass(60_000);
    expect([at.status(id).status, at.resume(id).status]).toEqual(['failed', 400]);
    at.switches.resumeFailed = 'works';
    expect(at.resume(id).status).toBe(200);
  });

  test('of an unknown batch is 404', () => {
    expect(scene().resume('bch_none').status).toBe(404);
  });
});

test('a batch that fails keeps what it charged, or gives it back', () => {
  const left = (failedBatch: 'keeps-charges' | 'refunds') => {
    const at = scene({ failedBatch });
    const id = at.create(['ada', 'broken', 'bo']);
    at.pass(60_000);
    expect([at.status(id).status, at.download(id).status]).toEqual(['failed', 400]);
    const billed = at.influencers.ledger.billed.reduce((sum, one) => sum + one.credits, 0);
    return [at.available(), billed];
  };
  expect(left('keeps-charges')).toEqual([999.97, 0.03]);
  expect(left('refunds')).toEqual([1000, 0]);
});
