// How much durable state may take, record by record. test/engine/state-budget.test.ts holds the sum to Google's 500 KB a store.
import { VALUE_BYTES } from './records';

/** The most requests that one run may buy, and that may be in the air at once over all of its batches. */
export const JOB_REQUESTS = 40_000;
export const REQUESTS_IN_AIR = 5_000;
export const BATCHES_IN_AIR = 10;

/** Bytes that jobs may take in a document's properties; 40 KB more are left for recipes and schedules, the rest is slack. */
export const JOBS_BYTES = 400_000;

/** What one run's learnt catalogue entry may take. */
export const LEARNT_BYTES = 24_000;

/** Text of a membership list: four-byte prefixes as 7-bit gaps as base64; fewer entries have wider gaps. */
export function listBytes(requests: number): number {
  const gap = requests > 0 ? 2 ** 32 / requests : 1;
  const bytesPerGap = Math.max(1, Math.ceil(Math.log2(gap * 3) / 7));
  return Math.ceil((requests * Math.min(5, bytesPerGap) * 4) / 3);
}

type BudgetLine = { record: string; bytes: number; count: number };

/** The largest job, line by line. */
export function budgetTable(requests: number): BudgetLine[] {
  return [
    { record: 'job header with its recipe', bytes: VALUE_BYTES, count: 1 },
    { record: 'learnt catalogue entry', bytes: LEARNT_BYTES, count: 1 },
    { record: 'membership list of the confirmed requests', bytes: listBytes(requests), count: 1 },
    { record: 'fingerprints of requests in the air', bytes: 16, count: Math.min(requests, REQUESTS_IN_AIR) },
    { record: 'batch record with its padded ticket', bytes: 1200, count: BATCHES_IN_AIR },
    { record: 'head, fence, archive seal, used plans', bytes: 2500, count: 1 },
  ];
}

export function budgetBytes(requests: number): number {
  return budgetTable(requests).reduce((sum, line) => sum + line.bytes * line.count, 0);
}
