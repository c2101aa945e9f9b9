// The results of a batch: as JSON, as CSV, and behind a presigned address. Charges nothing and changes nothing.

import { countUp } from '../faults';
import { emptyReply, type HttpReply, htmlReply, jsonReply, toJson } from '../http';
import { digest } from '../repeatable';
import { priceOf } from './account';
import { fileMs, wordOf } from './batch';
import { magicIn } from './magic';
import { type Profile, profileOf } from './profile';
import { echoed, verdictOn } from './record';
import type { Batch, Scene } from './state';

const LINK_SECONDS = 3600;
/** One second more than the proxy waits. */
const COLD_MS = 61_000;

export function download(batch: Batch, format: string | null, scene: Scene): HttpReply {
  const { state, switches } = scene;
  // Django REST takes `format` for a choice of renderer, before it looks at anything else.
  const wanted = format ?? switches.plainDownload;
  if (!['json', 'csv'].includes(wanted) || (format === 'csv' && switches.csvDownload === '404')) return notFound();
  const missing = notThere(batch, scene);
  if (missing) return missing;
  const isCold = magicIn(batch.records, 'cold') !== null && countUp(state.seen, `magic cold ${batch.id}`) === 1;
  const reply = wanted === 'csv' ? csvReply(batch, scene) : jsonReply(200, inShape(itemsOf(batch, scene), scene));
  return isCold ? { ...reply, tookMs: COLD_MS } : reply;
}

/** Why there are no results, or null where there are. */
function notThere(batch: Batch, scene: Scene): HttpReply | null {
  const { switches, nowMs } = scene;
  const word = wordOf(batch, nowMs);
  if (word === 'paused_insufficient_credits' && switches.pausedDownload === 'partial') return null;
  if (word !== 'finished') return jsonReply(400, { detail: 'Batch enrichment is not completed yet.' });
  const readyMs = fileMs(batch, scene)!;
  if (nowMs < readyMs) return jsonReply(400, { detail: 'No results file has been generated yet.' });
  const keptMs = magicIn(batch.records, 'expired') === null ? switches.keptMs : 0;
  if (keptMs === null || nowMs < readyMs + keptMs) return null;
  return switches.goneAs === '404' ? notFound() : jsonReply(400, { detail: 'Results are no longer available.' });
}

function itemsOf(batch: Batch, { switches }: Scene): Record<string, unknown>[] {
  const items: Record<string, unknown>[] = [];
  for (const record of batch.records.slice(0, batch.charged.length)) {
    const verdict = verdictOn(record, batch.wanted, switches);
    if (verdict !== 'found' && switches.misses === 'left-out') continue;
    const item: Record<string, unknown> = {
      input_value: echoed(record, batch.wanted, switches),
      status: switches.recordWords[verdict],
    };
    const none = { 'empty-object': {}, null: null, absent: undefined }[switches.missData];
    item[switches.dataKey] = verdict === 'found' ? dataOf(record, batch, switches) : none;
    items.push(item);
  }
  if (switches.order === 'reversed') return items.reverse();
  return switches.order === 'shuffled' ? shuffled(items, batch.id) : items;
}

function dataOf(record: string, batch: Batch, switches: Scene['switches']): Profile {
  const profile = profileOf(record, batch.wanted);
  if (switches.dataShape === 'result') return profile;
  return { result: profile, credits_cost: priceOf(batch.wanted.mode, switches) };
}

function inShape(items: Record<string, unknown>[], { switches }: Scene): unknown {
  return switches.downloadShape === 'array' ? items : { [switches.downloadShape]: items };
}

/** Another order than the file's, but the same at each look. */
function shuffled<T>(items: T[], seed: string): T[] {
  return items
    .map((item, n) => ({ item, at: digest(`${seed} ${n}`) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item);
}

/** Columns are not documented; dots between names, lists as JSON text, is how the vendor's own client flattens. */
function csvReply(batch: Batch, scene: Scene): HttpReply {
  const rows = itemsOf(batch, scene).map((item) => flat(item));
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const line = (cells: string[]) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  const body = [line(names), ...rows.map((row) => line(names.map((name) => row[name] ?? '')))].join('\r\n');
  return { status: 200, headers: { 'content-type': 'text/csv' }, body: `${body}\r\n`, tookMs: 0 };
}

function flat(value: object, path = ''): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [name, member] of Object.entries(value)) {
    const at = path + name;
    if (Array.isArray(member)) cells[at] = toJson(member);
    else if (typeof member === 'object' && member !== null) Object.assign(cells, flat(member, `${at}.`));
    else cells[at] = member === null || member === undefined ? '' : String(member);
  }
  return cells;
}

export function presign(batch: Batch, scene: Scene): HttpReply {
  const { state, switches, nowMs } = scene;
  const missing = notThere(batch, scene);
  if (missing) return missing;
  const expiresMs = nowMs + LINK_SECONDS * 1000;
  const failed = batch.records.filter((record) => verdictOn(record, batch.wanted, switches) === 'failed');
  return jsonReply(200, {
    download_url: `${switches.filesHost}/batch-results/${batch.id}.csv?Expires=${expiresMs}&Signature=${signatureOf(batch.id, expiresMs, state.seed)}`,
    filename: `${batch.id}.csv`,
    expires_in: LINK_SECONDS,
    expires_at: new Date(expiresMs).toISOString(),
    batch_id: batch.id,
    total_results: batch.records.length,
    invalid_records: failed.length,
  });
}

/** What stands behind the presigned address: no key is wanted there, and one that is sent is refused, as S3 does. */
export function presignedFile(
  batch: Batch | undefined,
  query: URLSearchParams,
  hasKey: boolean,
  scene: Scene,
): HttpReply {
  if (hasKey) return xmlReply(400, 'InvalidArgument', 'Only one auth mechanism allowed');
  const expiresMs = Number(query.get('Expires'));
  const isSigned = batch && query.get('Signature') === signatureOf(batch.id, expiresMs, scene.state.seed);
  if (!isSigned || scene.nowMs >= expiresMs) return xmlReply(403, 'AccessDenied', 'Request has expired');
  return csvReply(batch, scene);
}

function signatureOf(id: string, expiresMs: number, seed: string): string {
  return digest(`${seed} ${id} ${expiresMs}`).slice(0, 32);
}

function xmlReply(status: number, code: string, message: string): HttpReply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body, tookMs: 0 };
}

export function notFound(): HttpReply {
  return jsonReply(404, { detail: 'Not found.' });
}

/** Django's own page, for an address that no part of the service knows. */
export function noSuchPage(): HttpReply {
  return htmlReply(404, 'Not Found');
}

/** To the same address with a slash at its end; the body does not go with it. */
export function movedTo(location: string): HttpReply {
  return emptyReply(301, { location, 'content-type': 'text/html; charset=utf-8' });
}
