// Jobs to properties and back. One key per batch in the air; a job without its header is no job. The records of one job stand at one place,
// which the next one takes when it has ended: to delete costs a call for each record, to empty them all one call.
import { joinText, readRecord, splitText } from '../engine/records';
import type { StorePort } from '../platform/ports';
import type { Learnt } from '../providers/operation';
import { packPrefixes, unpackPrefixes } from '../sheet/prefix-list';
import { asciiJson } from '../text/ascii-json';
import type { Batch, Job } from './job';

const JOB = 'bf.job.';
const HEAD = 'bf.head.';

/** Fingerprints in one property value: 500 × 16 bytes. A larger batch has several. */
const FINGERPRINTS_PER_VALUE = 480;
/** Room for what a batch record holds beside its fingerprints and its ticket. */
const PADDING_FLOOR = 40;

/** Places that are used again: more runs than that are seldom open at once. Their emptied records take a few hundred bytes each. */
const PLACES = 4;
/** Google ends an execution at six minutes: until then a late one may still write where its run has ended. */
const LATE_MS = 10 * 60_000;

/** All properties of the document, read at once. */
export type Records = Record<string, string>;

/** Where a job's records are: a number, or, of a job that an older version started, its id. */
type Placed = Pick<Job, 'place'>;

/** The header of a place that no job has. */
type Free = { v: 0; freeMs: number };

export function jobEntries(job: Job): Records {
  return { [JOB + job.place]: asciiJson(job) };
}

function jobAt(all: Records, place: string): Job | null {
  const job = readRecord<Job>(all[JOB + place]);
  if (job?.v !== 1) return null;
  job.place = place;
  const wish = all[stopKey(job)];
  if (wish === job.id || wish === OLD_WISH) stopByPerson(job);
  return job;
}

/** Of this spreadsheet or another. */
export function allJobs(all: Records): Job[] {
  return Object.keys(all).flatMap((key) => {
    const place = key.slice(JOB.length);
    return key.startsWith(JOB) && !/[.~]/.test(place) ? (jobAt(all, place) ?? []) : [];
  });
}

export function loadJob(all: Records, id: string): Job | null {
  return allJobs(all).find((job) => job.id === id) ?? null;
}

/** What an older version wrote for a wish; no other run came to its place. */
const OLD_WISH = '1';

function stopKey({ place }: Placed): string {
  return `${JOB}${place}.stop`;
}

/** A person's wish to stop a run, that a slice which is under way cannot write over. */
export function stopEntries(job: Job): Records {
  return { [stopKey(job)]: job.id };
}

/** Due at once, also where the run had waited for its person. */
export function stopByPerson(job: Job): void {
  if (job.state !== 'running' && job.state !== 'paused') return;
  const reason = { kind: 'stopped', text: 'Stopped by you.' };
  Object.assign(job, { state: 'stopped', reason, unwritten: true, nextDueMs: 0 });
}

/** Jobs of this spreadsheet, oldest first. Those of the document that this one was copied from stay inert. */
export function loadJobs(all: Records, spreadsheet: string): Job[] {
  const jobs = allJobs(all).filter((job) => job.spreadsheet === spreadsheet);
  return jobs.sort((a, b) => a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1));
}

/** Where a new job's records go. */
export function freePlace(all: Records, nowMs: number): string {
  let place = 0;
  while (all[JOB + place] !== undefined && !isFree(all[JOB + place], nowMs)) place++;
  return String(place);
}

function isFree(text: string | undefined, nowMs: number): boolean {
  const free = readRecord<Free>(text);
  return free?.v === 0 && nowMs - free.freeMs > LATE_MS;
}

/** Slots are used again, so that a batch that has ended costs no deletion. */
function batchKey({ place }: Placed, slot: number): string {
  return `${JOB}${place}.batch.${slot}`;
}

export function freeSlot(job: Job): number {
  let slot = 0;
  while (job.open.some((one) => one.slot === slot)) slot++;
  return slot;
}

type BatchRecord = Omit<Batch, 'fingerprints'> & { fingerprints: string; count: number; pad: string };

/**
 * A batch as entries. A `sent` record is padded to the largest ticket it can become, so that saving the ticket after the charge
 * never needs new room.
 * @returns `first` must be saved before `marker`; `first` is empty for all but large batches
 */
export function batchEntries(job: Job, batch: Batch, ticketBytes: number): { first: Records; marker: Records } {
  const key = batchKey(job, batch.slot);
  const first: Records = {};
  for (let part = 1; part * FINGERPRINTS_PER_VALUE < batch.fingerprints.length; part++) {
    const from = part * FINGERPRINTS_PER_VALUE;
    first[`${key}.${part}`] = batch.fingerprints.slice(from, from + FINGERPRINTS_PER_VALUE).join('');
  }
  const head = batch.fingerprints.slice(0, FINGERPRINTS_PER_VALUE).join('');
  const ticketRoom =
    batch.state === 'ticket' ? 0 : Math.max(0, ticketBytes - asciiJson(batch.ticket).length) + PADDING_FLOOR;
  const record: BatchRecord = {
    ...batch,
    fingerprints: head,
    count: batch.fingerprints.length,
    pad: ' '.repeat(ticketRoom),
  };
  return { first, marker: { [key]: asciiJson(record) } };
}

/** The job's batches that its header calls open, by number. One without a marker was never sent and is left out. */
export function loadBatches(all: Records, job: Job): Batch[] {
  const batches: Batch[] = [];
  for (const { n, slot } of job.open) {
    const key = batchKey(job, slot);
    const record = readRecord<BatchRecord>(all[key]);
    if (!record || record.n !== n) continue;
    let text = record.fingerprints;
    for (let part = 1; all[`${key}.${part}`] !== undefined; part++) text += all[`${key}.${part}`];
    const { count, pad: _pad, ...batch } = record;
    batches.push({ ...batch, fingerprints: text.match(/.{16}/g)?.slice(0, count) ?? [] });
  }
  return batches;
}

/** The membership list and what was learnt: written once, at start, over whatever was left at the place. */
export function planEntries(all: Records, job: Placed, prefixes: Iterable<number>, learnt: Learnt): Records {
  return {
    ...emptied(keysOfJob(all, job).filter((key) => key !== JOB + job.place)),
    ...splitText(`${JOB}${job.place}.list`, packPrefixes(prefixes)),
    ...splitText(`${JOB}${job.place}.learnt`, asciiJson(learnt)),
  };
}

export function loadList(all: Records, { place }: Placed): Set<number> {
  return unpackPrefixes(joinText(all, `${JOB}${place}.list`) ?? '');
}

export function loadLearnt(all: Records, { place }: Placed): Learnt {
  return readRecord<Learnt>(joinText(all, `${JOB}${place}.learnt`)) ?? {};
}

/** Those that say something. */
export function keysOfJob(all: Records, { place }: Placed): string[] {
  return Object.keys(all).filter((key) => all[key] && (key === JOB + place || key.startsWith(`${JOB}${place}.`)));
}

function emptied(keys: string[]): Records {
  return Object.fromEntries(keys.map((key) => [key, '']));
}

/** Takes away the records of a job that has ended: in one call where its place is used again. */
export function clearRecords(store: StorePort, job: Placed, nowMs: number): void {
  const keys = keysOfJob(store.all(), job);
  if (Number(job.place) < PLACES) {
    const free: Free = { v: 0, freeMs: nowMs };
    store.set({ ...emptied(keys), [JOB + job.place]: asciiJson(free) });
  }
  // The header goes last: until then the run is open, and ending it again only writes a newer record.
  else store.remove(keys.sort((a, b) => b.length - a.length));
}

/** Records of starts that were killed before their header was written: no header, no job. Only under the document lock. */
export function orphanKeys(all: Records, nowMs: number): string[] {
  return Object.keys(all).filter((key) => {
    const [place, part] = key.startsWith(JOB) ? key.slice(JOB.length).split('.') : [];
    if (place === undefined) return false;
    return all[JOB + place] === undefined || (part !== undefined && all[key] !== '' && isFree(all[JOB + place], nowMs));
  });
}

/** What a heartbeat reads: when this user's next thing is due here; null when nothing is open. */
export type Head = { v: 1; spreadsheet: string; nextDueMs: number | null };

export function loadHead(store: StorePort, userTag: string): Head | null {
  return readRecord<Head>(store.get(HEAD + userTag));
}

export function headEntries(userTag: string, head: Head): Records {
  return { [HEAD + userTag]: asciiJson(head) };
}
