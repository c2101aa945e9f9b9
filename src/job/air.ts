// What a run has in the air, and when there is room for one more batch.
import { NO_RIPENESS, quicker } from '../engine/pace';
import { NEVER } from '../engine/schedule-record';
import { BATCHES_IN_AIR } from '../engine/state-budget';
import type { Slice } from './slice';

export function inAir(slice: Slice): Set<string> {
  return new Set(slice.batches.flatMap((batch) => batch.fingerprints));
}

/** Batches that the provider is given at once, as long as nothing is known of its pace. */
export function mostInAir({ operation, settings }: Slice): number {
  return Math.min(BATCHES_IN_AIR, operation.limits(settings).batchesInAir);
}

/** One more in the air for each that was answered, up to what the records hold; but where the operation knows of a limit. */
export function goQuicker(slice: Slice): void {
  const { job, slots } = slice;
  const first = mostInAir(slice);
  job.pace = quicker(job.pace ?? first, hasLimit(slice) ? first : slots);
}

/** Whether the operation knows how many batches its provider takes at once. */
function hasLimit(slice: Slice): boolean {
  return mostInAir(slice) < BATCHES_IN_AIR;
}

/**
 * When one more batch may be charged, by what is in the air and among the records; NEVER before the next look. A batch as old as others were
 * when they were ready counts as answered, until a look has shown that it is not: so charges go on without a look at every few.
 */
export function roomMs(slice: Slice): number {
  const { job, batches, slots, heard } = slice;
  if ((job.trial === 'due' && batches.length > 0) || batches.length >= slots) return NEVER;
  const over = batches.length - heard.length - (job.pace ?? mostInAir(slice));
  if (over < 0) return 0;
  if (hasLimit(slice) || (job.ripeness ?? NO_RIPENESS).ripeMs === null) return NEVER;
  const flying = batches.filter((batch) => !heard.some((one) => one.batch === batch));
  return flying.map(({ state, nextMs }) => (state === 'ticket' ? nextMs : NEVER)).sort((a, b) => a - b)[over]!;
}
