// The requests of one run, one by one, as a person looks at them: what is to check, and the run's log as CSV. Reads only.
import { ownEntry } from '../archive/archive-index';
import { DETAIL, type Entry, type Stored } from '../archive/archive-row';
import { readAnswers, readIndex, readInputs } from '../archive/archive-tab';
import { type PastRun, pastRun, readPastPass } from '../job/past-run';
import { sentText } from '../job/plan-view';
import { SETTLED_AS_SENT } from '../job/settle';
import type { Platform } from '../platform/ports';
import type { Json } from '../providers/operation';
import type { Calls, RunView } from '../sidebar-calls';
import { csvLine } from '../text/csv';
import { fail, ok, type Result } from '../text/problem';

/** What one answer to the sidebar holds: how much Google lets through is not documented. */
const LINES = 2000;
const LOST_SHOWN = 100;

type Line = { entry: Entry; stored: Stored; input: string; rows: number[] };

export function doubts(platform: Platform, { jobId }: { jobId: string }): Result<Calls['doubts']['value']> {
  const read = linesOf(platform, jobId, 1, (entry) => entry.kind === 'check');
  if (!read.ok) return read;
  return ok(
    read.value.lines
      .filter(({ stored }) => stored.detail !== SETTLED_AS_SENT)
      .map(({ entry, stored, input, rows }) => ({ id: entry.key, input, known: stored.detail, rows })),
  );
}

/** Inputs that were found and that no row has any more, and why; the first of them. */
export function lostRows(platform: Platform, run: PastRun): NonNullable<RunView['lostRows']> {
  const index = readIndex(platform);
  const pass = readPastPass(platform, run);
  const isLost = ({ job, kind, key }: Entry): boolean =>
    job === run.job.id && kind === 'found' && ('problem' in pass || !pass.table.requests.has(key));
  const lost = index.entries.filter(isLost).slice(0, LOST_SHOWN);
  const inputs = readInputs(platform, index, lost);
  const why = 'problem' in pass ? pass.problem : 'No row has this input any more.';
  return lost.map(({ row }) => ({ input: inputText(inputs.get(row)!), why }));
}

export function runLog(
  platform: Platform,
  { jobId, page = 1 }: { jobId: string; page?: number | undefined },
): Result<Calls['log']['value']> {
  const read = linesOf(platform, jobId, page, () => true);
  if (!read.ok) return read;
  const { run, lines, more } = read.value;
  const csv = lines.map(({ entry, stored, input, rows }) => {
    const isStub = entry.kind === 'stub';
    const when = isStub ? '' : new Date(entry.whenMs).toISOString();
    const outcome = isStub ? (run.open ? 'waiting' : 'not run') : entry.kind;
    return csvLine([rows.join(' '), input, outcome, stored.detail, stored.credits ?? '', when, stored.batch]);
  });
  if (page === 1) csv.unshift(csvLine(['rows', 'input', 'outcome', 'detail', 'credits', 'when (UTC)', 'batch']));
  const name = `${run.job.recipe.name.replace(/[^\p{L}\p{N} ._-]+/gu, ' ')} log.csv`;
  return ok({ name, csv: csv.join(''), nextPage: more ? page + 1 : null });
}

/** A run's own rows of the archive, with the rows of the sheet that have their input now (none where the sheet cannot be read). */
function linesOf(
  platform: Platform,
  jobId: string,
  page: number,
  wanted: (entry: Entry) => boolean,
): Result<{ run: PastRun; lines: Line[]; more: boolean }> {
  const run = pastRun(platform, jobId);
  if (!run) return fail('gone', 'There is no such run in this document.');
  const index = readIndex(platform);
  const own = index.entries.filter(
    (entry) => entry.job === jobId && wanted(entry) && ownEntry(index, entry.key, jobId) === entry && !isRecord(entry),
  );
  const entries = own.slice((page - 1) * LINES, page * LINES);
  const inputs = readInputs(platform, index, entries);
  const details = readAnswers(platform, index, entries, DETAIL);
  const pass = readPastPass(platform, run);
  const lines = entries.map((entry) => ({
    entry,
    stored: details.get(entry.row)!,
    input: inputText(inputs.get(entry.row)!),
    rows: 'problem' in pass ? [] : (pass.table.requests.get(entry.key)?.rows ?? []),
  }));
  return ok({ run, lines, more: own.length > page * LINES });
}

function isRecord({ kind }: Entry): boolean {
  return kind === 'run' || kind === 'wave';
}

/** `first_name: Ann · company: Acme`; what could not be sent by its canonical text. */
function inputText({ sent, canonical }: { sent: string; canonical: string }): string {
  try {
    const pairs: [string, Json][] = sent === '' ? JSON.parse(canonical) : Object.entries(JSON.parse(sent));
    return pairs.map(([name, value]) => `${name}: ${sentText(value)}`).join(' · ');
  } catch {
    return sent || canonical;
  }
}
