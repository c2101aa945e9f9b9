// Leads on their way into a pipeline: chunks of at most 4,000 leads and 3.5 MB, one at a time, and what became of them. Looks nothing up.
import { utf8Length } from '../../text/bytes';
import { bodyOf, field, isObject, isOk, numberOf, readJson, textField } from '../answer';
import type { Answer, Call, Failure, Json, RequestInput } from '../operation';
import { chargeFailure } from '../refusal';
import { normalEmail, toLead } from './lead-fields';
import { createCall, pathPart, textAt } from './listing';
import { ENRICHABL, quotaIn, refused } from './refusal';

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
  let chunk: number[] = [];
  const seen = new Set<string>();
  let bytes = BYTES;
  for (const index of missing) {
    const email = normalEmail(inputs[index]!.sent.email);
    if (seen.has(email)) continue;
    seen.add(email);
    const size = utf8Length(JSON.stringify(toLead(inputs[index]!))) + 1;
    if (bytes + size > BYTES || chunk.length >= LEADS) {
      chunk = [];
      chunks.push(chunk);
      bytes = 0;
    }
    chunk.push(index);
    bytes += size;
  }
  return { ...upload, chunks, inDoubt: false, rounds: upload.rounds + 1 };
}

/** `create`: the e-mail makes a lead unique in the account, and what is there already was looked for before. */
export function uploadCall({ chunks }: Upload, inputs: RequestInput[], pipeline: string): Call {
  const body = chunks[0]!.map((index) => toLead(inputs[index]!));
  return createCall(`/v1/pipelines/${pathPart(pipeline)}/leads`, body);
}

export function hearUpload(upload: Upload, inputs: RequestInput[], answer: Answer): Upload | { failure: Failure } {
  const [chunk = [], ...chunks] = upload.chunks;
  if (isOk(answer)) return accepted({ ...upload, chunks }, chunk, inputs, bodyOf(answer));
  const failure = chargeFailure(ENRICHABL, answer, 'the pipeline');
  if (failure.kind === 'pause' && failure.why === 'lead quota') return overQuota(upload, chunk, answer);
  if (failure.kind === 'bad batch') return refusedChunk(upload, failure.reason);
  return failure.kind === 'doubt' ? { ...upload, chunks, inDoubt: true } : { failure };
}

/** A 2xx is not "all in": it may have been cut to the quota, and which leads were dropped is seen only in the list. */
function accepted(upload: Upload, chunk: number[], inputs: RequestInput[], body: Json | undefined): Upload {
  if (body === undefined) return { ...upload, inDoubt: true };
  const { leftOut, dropped, reasons } = summaryOf(body);
  const failed = { ...upload.failed };
  for (const index of chunk) {
    const reason = reasons.get(normalEmail(inputs[index]!.sent.email));
    if (reason !== undefined) failed[index] = reason;
  }
  const next = { ...upload, failed, accepted: upload.accepted + chunk.length, leftOut: upload.leftOut + leftOut };
  if (dropped <= 0) return next;
  const fitted = Math.max(0, chunk.length - dropped);
  return { ...next, chunks: [], quota: `${FULL}: ${fitted} of ${chunk.length} new leads fitted` };
}

const FULL = "Enrichabl's lead quota is reached";

/**
 * The summary's shape is not documented: counts or lists by name, or a status a row; bare or one level deep.
 * `reasons`: e-mail → why Enrichabl refused this lead.
 */
function summaryOf(body: Json): { leftOut: number; dropped: number; reasons: Map<string, string> } {
  const summary = { leftOut: 0, dropped: 0, reasons: new Map<string, string>() };
  const top: Json = Array.isArray(body) ? { rows: body } : body;
  for (const record of isObject(top) ? [top, ...Object.values(top)] : [])
    for (const [name, value] of Object.entries(isObject(record) ? record : {})) {
      const rows = Array.isArray(value) ? value : [];
      const amount = Math.max(rows.length, numberOf(value) ?? 0);
      const isRefused = /fail|error/.test(name);
      if (/drop|trunc/.test(name)) summary.dropped = Math.max(summary.dropped, amount);
      else if (isRefused || /skip|dupl/.test(name)) summary.leftOut = Math.max(summary.leftOut, amount);
      for (const row of rows) {
        const status = textField(row, 'status').toLowerCase();
        const said = textAt(row, ['error', 'reason', 'message']);
        const email = normalEmail(field(row, 'email'));
        if (status === 'skipped') summary.leftOut++;
        if (email && (status ? /^(fail|error|invalid)/.test(status) : isRefused || said))
          summary.reasons.set(email, said ?? SKIPPED);
      }
    }
  return summary;
}

/** Nothing was taken. Where there is room for some of the chunk, exactly those are sent, and nothing after them. */
function overQuota(upload: Upload, chunk: number[], answer: Answer): Upload | { failure: Failure } {
  const counts = 'text' in answer ? quotaIn(readJson(answer.text)) : null;
  const waiting = upload.chunks.reduce((sum, one) => sum + one.length, 0);
  const room = counts ? Math.max(0, counts.limit - counts.count) : 0;
  const told = counts
    ? `${FULL}: ${waiting} new leads, ${room} left (${counts.count} of ${counts.limit} are used)`
    : FULL;
  const fits = upload.quota === null && room > 0 && room < chunk.length;
  return { ...upload, chunks: fits ? [chunk.slice(0, room)] : [], quota: upload.quota ?? told };
}

/** Refused for its size or for a lead in it: halved, down to the lead. */
function refusedChunk(upload: Upload, said: string): Upload | { failure: Failure } {
  const [chunk = [], ...rest] = upload.chunks;
  const middle = chunk.length >> 1;
  if (middle > 0) return { ...upload, chunks: [chunk.slice(0, middle), chunk.slice(middle), ...rest] };
  const failed = { ...upload.failed, [chunk[0]!]: said };
  return upload.accepted === 0 && Object.keys(failed).length >= SINGLES
    ? { failure: refused(`Enrichabl refuses every lead (${said}). Check the mapping`) }
    : { ...upload, chunks: rest, failed };
}
