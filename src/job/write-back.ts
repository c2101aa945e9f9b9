// Writes a run's answers into its rows: the intent is saved before and dropped after, so that a later slice finishes what a
// killed one began.
import { latest, ownEntry } from '../archive/archive-index';
import type { Entry } from '../archive/archive-row';
import { appendRecord, indexAgain, readAnswers } from '../archive/archive-tab';
import { a1 } from '../sheet/a1';
import { fingerprintPrefix } from '../sheet/fingerprint';
import { packPrefixes } from '../sheet/prefix-list';
import { WAITING } from '../sheet/status-word';
import { inAir } from './air';
import { rowsToAdd } from './export-rows';
import { isUnwritten, writesAll } from './job';
import type { Lost, Pass } from './pass';
import { note, pause, readPass, type Slice, save, stopJob } from './slice';
import { lookOver } from './submit';
import type { Request } from './table';
import { type Standing, standingOf } from './unsent';
import { allWritten } from './unwritten';
import { type Answered, type Marked, makeWave, type Wave } from './wave';
import { type Read, writeWave } from './write-wave';

const LOCK_WAIT_MS = 15_000;
/** Prefixes in one log record: they fit its cells with room to spare. */
const PREFIXES_PER_RECORD = 20_000;
const LOG_CELL_CHARACTERS = 40_000;

/**
 * Leaves the sheet as the check after the last write saw it. Where it could not be written now the job says why, or a later slice tries
 * again.
 */
export function writeBack(slice: Slice): void {
  const { platform, job } = slice;
  const beganMs = platform.nowMs();
  slice.held = true;
  if (!platform.documentLock.take(LOCK_WAIT_MS)) return;
  try {
    const make = (pass: Pass): Wave => {
      slice.index = indexAgain(platform, slice.index);
      return waveOf(slice, pass);
    };
    const announce = (wave: Wave): void => {
      job.intent = job.nextWave++;
      save(slice);
      logWave(slice, wave);
    };
    const read: Read = (options = {}) => readPass(slice, options);
    const added = slice.operation.brings ? writeWave(platform, job.tab.id, read, rowsToAdd(slice), announce) : null;
    let seen = added?.kind === 'written' ? added.pass : null;
    const readOn: Read = (options) => {
      const pass = seen ?? read(options);
      seen = null;
      return pass;
    };
    const written = added && added.kind !== 'written' ? added : writeWave(platform, job.tab.id, readOn, make, announce);
    slice.held = written.kind === 'moving';
    if ('astray' in written && written.astray)
      note(job, [
        `"${job.tab.name}" changed again and again while answers were written: some cells may hold what belongs to others.`,
      ]);
    switch (written.kind) {
      case 'moving':
        return;
      case 'lost':
        giveUp(slice, written.lost);
        return;
      case 'dependent':
        pause(
          job,
          'column problem',
          `Row ${written.row} of "${job.tab.name}" changed its input when its output was written: an input column depends on an output column. Change the formula.`,
        );
        break;
      case 'written': {
        const refused = [...(added?.kind === 'written' ? added.refused : []), ...written.refused];
        if (refused.length > 0) {
          job.refusedCells = {
            count: refused.length,
            examples: refused.slice(0, 5).map(({ row, column }) => a1(row, column)),
          };
        }
      }
    }
    allWritten(slice);
    lookOver(slice, written.pass);
    slice.waveMs = platform.nowMs() - beganMs;
  } catch (error) {
    platform.spreadsheet.flush();
    throw error;
  } finally {
    platform.documentLock.release();
  }
}

/** Columns gone: pause and ask. Sheet gone: the unsent part ends; what was bought stays in the archive. */
export function giveUp(slice: Slice, { problem, sheetGone }: Lost): void {
  const { job } = slice;
  if (job.state !== 'running') note(job, [`${problem} Answers that came later are kept in the archive.`]);
  if (sheetGone) stopJob(job, 'sheet deleted', `${problem} What was bought is kept and fills another sheet free.`);
  else pause(job, 'column problem', problem);
  allWritten(slice);
}

/** Which rows the wave is about: those answered since the last one; all of the run's where its state changed. */
function waveOf(slice: Slice, pass: Pass): Wave {
  const { job } = slice;
  const all = writesAll(job);
  const air = inAir(slice);
  const answered: { request: Request; entry: Entry }[] = [];
  const marked: Marked[] = [];
  for (const request of pass.table.requests.values()) {
    const own = all ? null : ownEntry(slice.index, request.fingerprint, job.id);
    if (!all && !(own && isUnwritten(job, own))) continue;
    const standing = standingOf(slice, request.fingerprint, air);
    const entry = entryFor(slice, request, standing);
    if (entry) answered.push({ request, entry });
    else if (standing === 'in air' && job.state !== 'running') marked.push({ request, status: WAITING });
    else if (standing === 'unsent' && job.state === 'stopped')
      marked.push({ request, status: `not run: ${job.reason?.kind ?? 'stopped'}` });
  }
  return makeWave(job.recipe, pass, withStored(slice, answered), marked);
}

function entryFor(slice: Slice, request: Request, standing: Standing): Entry | null {
  if (standing === 'answered') return ownEntry(slice.index, request.fingerprint, slice.job.id);
  return standing === 'reused' ? latest(slice.index, request.fingerprint) : null;
}

const NO_ENTRIES: Entry[] = [];

/** Results from this slice's memory or from the archive; earlier answers to the same input where there are any. */
function withStored(slice: Slice, answered: { request: Request; entry: Entry }[]): Answered[] {
  const { platform, index, fresh, job } = slice;
  const isFresh = ({ key, job: by }: Entry): boolean => by === job.id && fresh.has(key);
  // Most inputs have no more than the one entry: nothing is made for those, since there may be tens of thousands.
  const earlier = ({ key, row }: Entry): Entry[] => {
    const known = index.byKey.get(key) ?? NO_ENTRIES;
    return known.length > 1 ? known.filter((one) => one.kind === 'found' && one.row !== row) : NO_ENTRIES;
  };
  const toRead: Entry[] = [];
  for (const { entry } of answered) {
    if (!isFresh(entry)) toRead.push(entry);
    for (const one of earlier(entry)) toRead.push(one);
  }
  const found = readAnswers(platform, index, toRead);
  const all: Answered[] = [];
  for (const { request, entry } of answered) {
    const stored = isFresh(entry) ? fresh.get(entry.key) : found.get(entry.row);
    if (stored) all.push({ request, stored, before: earlier(entry).flatMap((one) => found.get(one.row) ?? []) });
  }
  return all;
}

/** What this wave is about to write, by request and column: undo and a later replay know by it which cells were ours. */
function logWave(slice: Slice, wave: Wave): void {
  const { platform, job } = slice;
  const byMask = new Map<number, number[]>();
  for (const [fingerprint, mask] of wave.masks) {
    const prefixes = byMask.get(mask) ?? [];
    prefixes.push(fingerprintPrefix(fingerprint));
    byMask.set(mask, prefixes);
  }
  for (const [mask, prefixes] of byMask) {
    for (let from = 0; from < prefixes.length; from += PREFIXES_PER_RECORD) {
      const packed = packPrefixes(prefixes.slice(from, from + PREFIXES_PER_RECORD));
      const cells = [];
      for (let at = 0; at < packed.length; at += LOG_CELL_CHARACTERS)
        cells.push(packed.slice(at, at + LOG_CELL_CHARACTERS));
      appendRecord(platform, slice.index, {
        kind: 'wave',
        key: `wave ${job.id}`,
        job: job.id,
        by: job.user,
        whenMs: platform.nowMs(),
        detail: String(mask),
        cells,
      });
    }
  }
}
