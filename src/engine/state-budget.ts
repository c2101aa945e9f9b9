// How much durable state may take, record by record. test/engine/state-budget.test.ts holds the sum to Google's 500 KB a store.
import { VALUE_BYTES } from './records';

/** The most requests that one run may buy, and that may be in the air at once over all of its batches. */
export const JOB_REQUESTS = 40_000;
export const REQUESTS_IN_AIR = 5_000;
export const BATCHES_IN_AIR = 10;

/**
 * Bytes that jobs may take in a document's properties. Recipes and schedules have 40 KB more; the records that a document has once
 * (archive seal, used plans, fence, heads) take 4 KB; the rest is slack.
 */
export const JOBS_BYTES = 400_000;
export const RECIPES_BYTES = 40_000;
/** What Google gives a document (developers.google.com/apps-script/guides/services/quotas). */
export const STORE_BYTES = 500_000;

/** What one run's learnt catalogue entry may take. */
export const LEARNT_BYTES = 24_000;

/**
 * Learnt entry and fingerprints in the air together. What has much to learn (choices) travels in batches of 100, ten in the air:
 * 16 KB; what travels by thousands, 80 KB in the air, learns a balance or a few names. No operation needs both in full.
 */
export const LEARNT_AND_AIR_BYTES = 84_000;

/** Records of batches that are in the air or answered and not kept yet, at most. */
const SLOTS = 30;

const FINGERPRINT_BYTES = 16;
/** Measured: 882 with a ticket of 600 bytes; the keys of what does not fit into one value (54 each, one for 480 requests) beside it. */
const BATCH_BYTES = 1_000;
/** A property's key, `bf.job.<place>.list~19` at its longest (older versions have the id for a place), rounded up. */
const KEY_BYTES = 60;

/**
 * Text of a membership list: fingerprints are evenly spread, so gaps are as long as chance makes them. Expected length, and six
 * standard deviations; at 40,000 requests 153 KB, where 152.5 KB were measured.
 */
export function listBytes(requests: number): number {
  const perByte = requests / 2 ** 32;
  let bytesPerGap = 1;
  for (const power of [1, 2, 3, 4]) bytesPerGap += Math.exp(-(128 ** power) * perByte);
  // A gap's length varies by less than half a byte.
  const bytes = requests * bytesPerGap + 6 * 0.5 * Math.sqrt(requests);
  return Math.ceil((bytes * 4) / 3);
}

/** What is learnt, and the most that may be in the air beside it. */
export function learntAndAirBytes(learntBytes: number, requestsInAir: number): number {
  return learntBytes + FINGERPRINT_BYTES * Math.min(requestsInAir, REQUESTS_IN_AIR);
}

/** How many batches may have a record at once: more than in the air, where what the run has learnt and its small batches leave room. */
export function slotsFor(learntBytes: number, requestsPerBatch: number): number {
  const room = LEARNT_AND_AIR_BYTES - learntAndAirBytes(learntBytes, requestsPerBatch * BATCHES_IN_AIR);
  const more = Math.floor(room / (BATCH_BYTES + FINGERPRINT_BYTES * requestsPerBatch));
  return Math.max(BATCHES_IN_AIR, Math.min(SLOTS, BATCHES_IN_AIR + more));
}

function withKeys(bytes: number): number {
  return bytes + KEY_BYTES * Math.ceil(bytes / VALUE_BYTES);
}

/**
 * Bytes of the largest job of so many requests: its header with the recipe; what it has learnt, fingerprints of what is in the air and the
 * records of more batches; the membership list; the records of ten batches with their padded tickets.
 * @param learntBytes what it has learnt, where that is known
 */
export function budgetTable(
  requests: number,
  learntBytes = LEARNT_BYTES,
): { header: number; learntAndAir: number; list: number; batches: number } {
  // Batches beyond those in the air have the room that is left of the most: `slotsFor` sees to that.
  const more = BATCH_BYTES * Math.max(0, Math.min(SLOTS, requests) - BATCHES_IN_AIR);
  const most = Math.min(LEARNT_AND_AIR_BYTES, learntAndAirBytes(learntBytes, requests) + more);
  return {
    header: VALUE_BYTES + KEY_BYTES,
    learntAndAir: most + KEY_BYTES * Math.ceil(learntBytes / VALUE_BYTES),
    list: withKeys(listBytes(requests)),
    batches: BATCH_BYTES * BATCHES_IN_AIR,
  };
}

export function budgetBytes(requests: number, learntBytes?: number): number {
  return Object.values(budgetTable(requests, learntBytes)).reduce((sum, bytes) => sum + bytes, 0);
}
