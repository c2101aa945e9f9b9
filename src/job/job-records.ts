// Jobs to properties and back. One key per batch in the air; a job without its header is no job.
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

/** All properties of the document, read at once. */
export type Records = Record<string, string>;

export function jobEntries(job: Job): Records {
  return { [JOB + job.id]: asciiJson(job) };
}

export function loadJob(all: Records, id: string): Job | null {
  const job = readRecord<Job>(all[JOB + id]);
  if (job?.v !== 1) return null;
  if (all[stopKey(id)] !== undefined) stopByPerson(job);
  return job;
}

function stopKey(id: string): string {
  return `${JOB}${id}.stop`;
}

/** A person's wish to stop a run, that a slice which is under way cannot write over. */
export function stopEntries(id: string): Records {
  return { [stopKey(id)]: '1' };
}

/** Due at once, also where the run had waited for its person. */
export function stopByPerson(job: Job): void {
  if (job.state !== 'running' && job.state !== 'paused') return;
  const reason = { kind: 'stopped', text: 'Stopped by you.' };
  Object.assign(job, { state: 'stopped', reason, unwritten: true, nextDueMs: 0 });
}

/** Jobs of this spreadsheet, oldest first. Those of the document that this one was copied from stay inert. */
export function loadJobs(all: Records, spreadsheet: string): Job[] {
  const jobs: Job[] = [];
  for (const key of Object.keys(all)) {
    if (!key.startsWith(JOB) || /[.~]/.test(key.slice(JOB.length))) continue;
    const job = loadJob(all, key.slice(JOB.length));
    if (job && job.spreadsheet === spreadsheet) jobs.push(job);
  }
  return jobs.sort((a, b) => a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1));
}

/** Slots are used again, so that a batch that has ended costs no deletion. */
function batchKey(job: Job, slot: number): string {
  return `${JOB}${job.id}.batch.${slot}`;
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

/** The membership list and what was learnt: written once, at start. */
export function planEntries(id: string, prefixes: Iterable<number>, learnt: Learnt): Records {
  return {
    ...splitText(`${JOB}${id}.list`, packPrefixes(prefixes)),
    ...splitText(`${JOB}${id}.learnt`, asciiJson(learnt)),
  };
}

export function loadList(all: Records, id: string): Set<number> {
  return unpackPrefixes(joinText(all, `${JOB}${id}.list`) ?? '');
}

export function loadLearnt(all: Records, id: string): Learnt {
  return readRecord<Learnt>(joinText(all, `${JOB}${id}.learnt`)) ?? {};
}

export function keysOfJob(all: Records, id: string): string[] {
  return Object.keys(all).filter((key) => key === JOB + id || key.startsWith(`${JOB}${id}.`));
}

/** Records of starts that were killed before their header was written: no header, no job. Only under the document lock. */
export function orphanKeys(all: Records): string[] {
  return Object.keys(all).filter((key) => {
    const id = key.startsWith(JOB) ? key.slice(JOB.length).split('.')[0]! : null;
    return id !== null && all[JOB + id] === undefined;
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
