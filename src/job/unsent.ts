// What a run has still to buy, by its list, the sheet as it is now, and the archive. Pure.
import { latest, ownEntry } from '../archive/archive-index';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { inAir } from './air';
import { mayReuse } from './known';
import type { Pass } from './pass';
import type { Slice } from './slice';
import type { Request } from './table';

/** How an input of this run stands: answered by the run, in the air, filled from what was bought before, still to buy; null: not of this run. */
export type Standing = 'answered' | 'in air' | 'reused' | 'unsent' | null;

/** @param air fingerprints in the air, so that they are gathered once for many questions */
export function standingOf(
  knows: Pick<Slice, 'index' | 'job' | 'list'>,
  fingerprint: string,
  air: ReadonlySet<string>,
): Standing {
  const { index, job } = knows;
  const own = ownEntry(index, fingerprint, job.id);
  // Some answers come before the rest of their batch.
  if (own && own.kind !== 'stub') return 'answered';
  if (!knows.list.has(fingerprintPrefix(fingerprint))) return null;
  if (air.has(fingerprint)) return 'in air';
  return isReused(knows, fingerprint) ? 'reused' : 'unsent';
}

/** Good enough for the recipe's `reuse`. Also where it seems to be of later: clocks differ, and what is known is not paid again. */
function isReused({ index, job }: Pick<Slice, 'index' | 'job'>, fingerprint: string): boolean {
  if (job.recipe.rows === 'errors' || job.recipe.rows === 'check') return false;
  const before = latest(index, fingerprint);
  return before !== null && mayReuse(before, job.recipe, job.createdMs);
}

/** Requests still to be charged, in sheet order; those that have a stub already come first, in the order of their stubs. */
export function unsentRequests(slice: Slice, pass: Pass): Request[] {
  const air = inAir(slice);
  const unsent: Request[] = [];
  for (const request of pass.table.requests.values())
    if (standingOf(slice, request.fingerprint, air) === 'unsent') unsent.push(request);
  const stubRow = (request: Request): number =>
    ownEntry(slice.index, request.fingerprint, slice.job.id)?.row ?? Number.MAX_SAFE_INTEGER;
  // A sort leaves equals as they are.
  return unsent
    .map((request) => ({ request, row: stubRow(request) }))
    .sort((a, b) => a.row - b.row)
    .map((one) => one.request);
}
