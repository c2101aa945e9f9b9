// Leads on their way into a pipeline: chunks of at most 4,000 leads and 3.5 MB, one at a time, and what became of them. Looks nothing up.
import { utf8Length } from '../../text/bytes';
import { field, isObject } from '../answer';
import type { Answer, Call, Failure, Json, RequestInput } from '../operation';
import { normalEmail, toLead } from './lead-fields';
import { numberAt, pathPart, textAt } from './listing';
import { accountFailure, bodyOf, errorText, isGood, quotaOf, readFailure } from './refusal';

/** The vendor's own advice is about 4,000 leads a call, and the body may have 4 MB (enrichabl.com/docs/api, Upload leads). */
const LEADS = 4000;
const BYTES = 3_500_000;
/** Leads refused each alone, with none accepted: then the reason is no lead's. */
const SINGLES = 3;

/** Where the summary does not say why a lead is missing. */
export const SKIPPED = 'Enrichabl refused or skipped the lead';

export type Upload = {
  /** Indices of inputs, chunk by chunk. */
  chunks: number[][];
  /** Inputs that Enrichabl refused, and why. */
  failed: { [index: number]: string };
  accepted: number;
  /** How many the summaries say were skipped or refused: what does not show up afterwards is theirs. */
  leftOut: number;
  /** Set once the account takes no more leads: what to tell. */
  quota: string | null;
  /** The last answer did not say whether the leads were taken. */
  inDoubt: boolean;
  /** How often the missing leads were sent. */
  rounds: number;
};

export const NO_UPLOAD: Upload = {
  chunks: [],
  failed: {},
  accepted: 0,
  leftOut: 0,
  quota: null,
  inDoubt: false,
  rounds: 0,
};

/** Sends these inputs; of several with one e-mail the first. */
export function planUpload(upload: Upload, inputs: RequestInput[], missing: number[]): Upload {
  const chunks: number[][] = [];
  const seen = new Set<string>();
  let bytes = BYTES;
  for (const index of missing) {
    const email = normalEmail(inputs[index]!.sent.email);
    if (seen.has(email)) continue;
    seen.add(email);
    const size = utf8Length(JSON.stringify(toLead(inputs[index]!))) + 1;
    if (bytes + size > BYTES || chunks[chunks.length - 1]!.length >= LEADS) {
      chunks.push([]);
      bytes = 0;
    }
    chunks[chunks.length - 1]!.push(index);
    bytes += size;
  }
  return { ...upload, chunks, inDoubt: false, rounds: upload.rounds + 1 };
}

/** `create`: the e-mail makes a lead unique in the account, and what is there already was looked for before. */
export function uploadCall({ chunks }: Upload, inputs: RequestInput[], pipeline: string): Call {
  const body = chunks[0]!.map((index) => toLead(inputs[index]!));
  return { effect: 'create', method: 'POST', path: `/v1/pipelines/${pathPart(pipeline)}/leads`, body };
}

export function hearUpload(upload: Upload, inputs: RequestInput[], answer: Answer): Upload | { failure: Failure } {
  const [chunk = [], ...rest] = upload.chunks;
  if ('fault' in answer)
    return answer.sent
      ? { ...upload, chunks: rest, inDoubt: true }
      : { failure: { kind: 'again', reason: answer.fault } };
  if (isGood(answer)) return accepted({ ...upload, chunks: rest }, chunk, inputs, bodyOf(answer));
  if (answer.status === 402) return overQuota(upload, chunk, answer);
  const account = accountFailure(answer);
  if (account) return { failure: account };
  if (answer.status === 400 || answer.status === 413 || answer.status === 422) return refused(upload, answer);
  if (answer.status >= 500) return { ...upload, chunks: rest, inDoubt: true };
  return { failure: readFailure(answer, 'the pipeline') };
}

/** A 2xx is not "all in": it may have been cut to the quota, and which leads were dropped is seen only in the list. */
function accepted(upload: Upload, chunk: number[], inputs: RequestInput[], body: Json | undefined): Upload {
  if (body === undefined) return { ...upload, inDoubt: true };
  const counts = summaryCounts(body);
  const failed = { ...upload.failed };
  const reasons = failedRows(body);
  for (const index of chunk) {
    const reason = reasons.get(normalEmail(inputs[index]!.sent.email));
    if (reason !== undefined) failed[index] = reason;
  }
  const next = {
    ...upload,
    failed,
    accepted: upload.accepted + chunk.length,
    leftOut: upload.leftOut + counts.leftOut,
  };
  if (counts.dropped <= 0) return next;
  const fitted = Math.max(0, chunk.length - counts.dropped);
  return {
    ...next,
    chunks: [],
    quota: `Enrichabl's lead quota is reached: ${fitted} of ${chunk.length} new leads fitted`,
  };
}

const NAMES = {
  skipped: ['skipped', 'skipped_count', 'duplicates'],
  failed: ['failed', 'failed_count', 'errors'],
  dropped: ['dropped', 'dropped_count', 'truncated_count', 'truncated'],
};

function summaryCounts(body: Json): { leftOut: number; dropped: number } {
  const at = [body, field(body, 'summary'), field(body, 'data')];
  const count = (names: readonly string[]): number => {
    for (const record of at) {
      const number = numberAt(record, names);
      if (number !== null) return number;
      for (const name of names) {
        const list = field(record, name);
        if (Array.isArray(list)) return list.length;
      }
    }
    return 0;
  };
  const perRow = rowsOf(body).map((row) => (textAt(row, ['status']) ?? '').toLowerCase());
  const said = (word: string): number => perRow.filter((status) => status === word).length;
  return {
    leftOut: (count(NAMES.skipped) || said('skipped')) + (count(NAMES.failed) || said('failed')),
    dropped: count(NAMES.dropped) || said('dropped'),
  };
}

/** Rows of the summary, where it has some. */
function rowsOf(body: Json): Json[] {
  for (const record of [body, field(body, 'data'), field(body, 'summary')])
    for (const name of ['results', 'rows', 'leads', 'failed', 'errors']) {
      const list = field(record, name);
      if (Array.isArray(list) && list.some(isObject)) return list;
    }
  return [];
}

/** E-mail → why Enrichabl refused this lead. */
function failedRows(body: Json): Map<string, string> {
  const failed = new Map<string, string>();
  for (const row of rowsOf(body)) {
    const status = (textAt(row, ['status']) ?? 'failed').toLowerCase();
    const email = normalEmail(field(row, 'email'));
    if (email !== '' && (status === 'failed' || status === 'error' || status === 'invalid'))
      failed.set(email, textAt(row, ['error', 'reason', 'message']) ?? 'Enrichabl refused the lead');
  }
  return failed;
}

/** Nothing was taken. Where there is room for some of the chunk, exactly those are sent, and nothing after them. */
function overQuota(upload: Upload, chunk: number[], answer: Answer): Upload | { failure: Failure } {
  const counts = quotaOf(answer);
  const waiting = upload.chunks.reduce((sum, one) => sum + one.length, 0);
  const room = counts ? Math.max(0, counts.limit - counts.count) : 0;
  const told = counts
    ? `Enrichabl's lead quota is reached: ${waiting} new leads, ${room} left (${counts.count} of ${counts.limit} are used)`
    : `Enrichabl's lead quota is reached (${errorText('text' in answer ? answer.text : '') || 'HTTP 402'})`;
  const fits = upload.quota === null && room > 0 && room < chunk.length;
  return { ...upload, chunks: fits ? [chunk.slice(0, room)] : [], quota: upload.quota ?? told };
}

/** Refused for its size or for a lead in it: halved, down to the lead. */
function refused(upload: Upload, answer: { status: number; text: string }): Upload | { failure: Failure } {
  const [chunk = [], ...rest] = upload.chunks;
  const said = errorText(answer.text) || `HTTP ${answer.status}`;
  if (chunk.length > 1) {
    const middle = chunk.length >> 1;
    return { ...upload, chunks: [chunk.slice(0, middle), chunk.slice(middle), ...rest] };
  }
  const failed = { ...upload.failed };
  for (const index of chunk) failed[index] = said;
  if (upload.accepted === 0 && Object.keys(failed).length >= SINGLES)
    return {
      failure: { kind: 'pause', why: 'refused', reason: `Enrichabl refuses every lead (${said}). Check the mapping.` },
    };
  return { ...upload, chunks: rest, failed };
}
