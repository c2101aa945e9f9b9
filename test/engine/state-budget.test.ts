// The sum of durable state: the largest run, and a second user's beside it, below what Google gives a document. Google counts 500 KB a
// store (developers.google.com/apps-script/guides/services/quotas). Not what a run takes at a given moment.
import { describe, expect, test } from 'vitest';
import { storeBytes, VALUE_BYTES } from '../../src/engine/records';
import {
  BATCHES_IN_AIR,
  budgetBytes,
  budgetTable,
  JOB_REQUESTS,
  JOBS_BYTES,
  LEARNT_AND_AIR_BYTES,
  LEARNT_BYTES,
  learntAndAirBytes,
  RECIPES_BYTES,
  REQUESTS_IN_AIR,
  slotsFor,
} from '../../src/engine/state-budget';
import type { Batch, Job } from '../../src/job/job';
import { batchEntries, jobEntries, planEntries } from '../../src/job/job-records';
import { type AnyOperation, OPERATIONS } from '../../src/providers/all';
import { fingerprinter, fingerprintPrefix } from '../../src/sheet/fingerprint';

const SECOND_USER = 10_000;
const STORE_BYTES = 500_000;

describe('the budget of durable state', () => {
  test('the largest run and a second person’s 10,000 requests fit into what jobs may take', () => {
    const lines = [JOB_REQUESTS, SECOND_USER].map((requests) =>
      Object.entries(budgetTable(requests)).map(([record, bytes]) => `${requests} requests: ${record}: ${bytes}`),
    );
    const sum = budgetBytes(JOB_REQUESTS) + budgetBytes(SECOND_USER);
    console.log([...lines.flat(), `sum: ${sum} of ${JOBS_BYTES} bytes`].join('\n'));
    expect(sum).toBeLessThanOrEqual(JOBS_BYTES);
  });

  test('what jobs may take, recipes and schedules leave slack in Google’s 500 KB', () => {
    expect(JOBS_BYTES + RECIPES_BYTES).toBeLessThan(STORE_BYTES);
  });

  test('the limits are those of the design', () => {
    expect([JOB_REQUESTS, REQUESTS_IN_AIR, BATCHES_IN_AIR]).toEqual([40_000, 5000, 10]);
  });

  test('the table is added up line by line', () => {
    const { header, learntAndAir, list, batches } = budgetTable(100);
    expect(budgetBytes(100)).toBe(header + learntAndAir + list + batches);
    expect(budgetBytes(40_000)).toBeGreaterThan(budgetBytes(10_000));
  });
});

describe('room for learnt entry, fingerprints and records', () => {
  test('a request in the air takes its fingerprint of 16 bytes, and no more than 5,000 are in the air', () => {
    expect(learntAndAirBytes(1000, 50)).toBe(1800);
    expect(learntAndAirBytes(1000, 10_000)).toBe(81_000);
  });

  test.each([
    ['30 where there is room', 0, 1, 30],
    ['as many as there is room for', LEARNT_BYTES, 100, 26],
    ['those in the air where batches are large', 0, 1000, 10],
    ['no fewer than those in the air where there is no room at all', LEARNT_BYTES, 1000, 10],
  ])('batches may have a record at once: %s', (_rule, learntBytes, requestsPerBatch, slots) => {
    expect(slotsFor(learntBytes, requestsPerBatch)).toBe(slots);
  });
});

describe('the records keep to their lines', () => {
  const job = { id: '00000000-0000-0000-0000-000000000000', open: [] } as unknown as Job;

  const batchOf = (operation: AnyOperation, requests: number): Batch => ({
    v: 1,
    n: 9999,
    slot: 9,
    state: 'sent',
    fingerprints: Array.from({ length: requests }, (_, i) => String(i).padStart(16, '0')),
    maxCredits: 12345.678,
    ticket: operation.open({}, { learnt: {}, rows: 'empty', outputs: [], oneByOne: false, first: true, nowMs: 0 }),
    sentMs: 1e12,
    keyTag: 'abcdefgh',
    nextMs: 1e12,
    failures: 0,
  });

  // Not batch by batch: a large one has several keys, but then there are few of them.
  test.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
    'with the air full of %s its batches take no more than their line beside their fingerprints, and each value fits',
    (_id, operation) => {
      const { requestsPerBatch, batchesInAir, ticketBytes } = operation.limits({ enrichment: 833, pages: 1 });
      let bytes = 0;
      let left = REQUESTS_IN_AIR;
      for (let n = 0; n < Math.min(batchesInAir, BATCHES_IN_AIR) && left > 0; n++) {
        const requests = Math.min(requestsPerBatch, left);
        left -= requests;
        const { first, marker } = batchEntries(job, batchOf(operation, requests), ticketBytes);
        bytes += storeBytes({ ...first, ...marker }) - requests * 16;
        for (const value of Object.values({ ...first, ...marker })) expect(value.length).toBeLessThan(9 * 1024);
      }
      expect(bytes).toBeLessThanOrEqual(budgetTable(JOB_REQUESTS).batches);
    },
  );

  test.each([150, 500, 1100, 3000, 10_000])(
    'a run of %i requests with every record that it may have takes no more than was counted when it started',
    (requests) => {
      for (const operation of OPERATIONS) {
        const { requestsPerBatch, batchesInAir, ticketBytes } = operation.limits({ enrichment: 833, pages: 1 });
        for (const learntBytes of [0, 4000, LEARNT_BYTES]) {
          // What does not fit in the air beside so much is refused before it starts.
          const inAir = Math.min(requests, batchesInAir * requestsPerBatch);
          if (learntAndAirBytes(learntBytes, inAir) > LEARNT_AND_AIR_BYTES) continue;
          let bytes = learntBytes;
          let left = Math.min(requests, REQUESTS_IN_AIR);
          const slots = batchesInAir < BATCHES_IN_AIR ? batchesInAir : slotsFor(learntBytes, requestsPerBatch);
          for (let n = 0; n < slots && left > 0; n++) {
            const batch = Math.min(requestsPerBatch, left);
            left -= batch;
            const { first, marker } = batchEntries(job, batchOf(operation, batch), ticketBytes);
            bytes += storeBytes({ ...first, ...marker });
          }
          const { learntAndAir, batches } = budgetTable(requests, learntBytes);
          expect(bytes, `${operation.id}, ${learntBytes} bytes learnt`).toBeLessThanOrEqual(learntAndAir + batches);
        }
      }
    },
  );

  test('what an operation has in the air leaves it room to learn', () => {
    for (const operation of OPERATIONS) {
      const { requestsPerBatch, batchesInAir } = operation.limits({ enrichment: 833, pages: 1 });
      const room = LEARNT_AND_AIR_BYTES - learntAndAirBytes(0, requestsPerBatch * batchesInAir);
      expect([operation.id, room >= 4000]).toEqual([operation.id, true]);
      // Choices are learnt from Databar's catalogue alone.
      if (operation.provider === 'databar') expect(room).toBeGreaterThanOrEqual(LEARNT_BYTES);
    }
  });

  test('a batch of 5,000 is split over values that each fit', () => {
    const fingerprints = Array.from({ length: 5000 }, (_, i) => String(i).padStart(16, '0'));
    const batch = { v: 1, n: 1, slot: 0, state: 'sent', fingerprints, ticket: { stage: 'x' } } as unknown as Batch;
    const { first, marker } = batchEntries(job, batch, 400);
    for (const value of Object.values({ ...first, ...marker })) expect(value.length).toBeLessThan(9 * 1024);
  });

  const bytesOf = (part: string, entries: Record<string, string>) =>
    storeBytes(Object.fromEntries(Object.entries(entries).filter(([key]) => key.includes(part))));

  test('the largest membership list takes what the table says, keys and all', () => {
    const fingerprintOf = fingerprinter('databar.enrichment', '[833,1]');
    const prefixes = Array.from({ length: JOB_REQUESTS }, (_, i) => fingerprintPrefix(fingerprintOf(String(i))));
    expect(bytesOf('.list', planEntries({}, job, prefixes, {}))).toBeLessThanOrEqual(budgetTable(JOB_REQUESTS).list);
  });

  test('a full catalogue entry takes what the table says, keys and all', () => {
    const entries = planEntries({}, job, [], { entry: 'x'.repeat(LEARNT_BYTES - 12) });
    expect(bytesOf('.learnt', entries)).toBeLessThanOrEqual(budgetTable(0).learntAndAir);
  });

  test('a header with the largest recipe fits one value', () => {
    const open = Array.from({ length: slotsFor(0, 1) }, (_, i) => ({ n: 1000 + i, slot: i }));
    const full = {
      ...job,
      recipe: 'x'.repeat(5000),
      open,
      reason: { kind: 'refused', text: 'x'.repeat(600) },
    } as unknown as Job;
    const [[key, value]] = Object.entries(jobEntries(full)) as [[string, string]];
    expect(value.length).toBeLessThan(VALUE_BYTES);
    expect(storeBytes({ [key]: 'x'.repeat(VALUE_BYTES) })).toBeLessThanOrEqual(budgetTable(0).header);
  });
});
