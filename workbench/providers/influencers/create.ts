// The one paid call: a CSV and its options as a form, checked as a Django REST server checks, and a batch made of it. What becomes of the batch is in batch.ts.

import { dueTrouble } from '../faults';
import {
  emptyReply,
  type FetchReply,
  type FetchRequest,
  type HttpReply,
  headerOf,
  htmlReply,
  jsonReply,
} from '../http';
import { availableTo, priceOf, tooMany } from './account';
import { endAsFailed, settleDue, wordOf } from './batch';
import { readForm } from './form';
import { readInputFile } from './input-file';
import { magicIn } from './magic';
import { type FieldErrors, readOptions } from './options';
import { normalised } from './record';
import { type Batch, batchIdOf, type Scene, type Wanted } from './state';
import type { InfluencersSwitches } from './switches';

const SLOW_BATCH_MS = 900_000;

export function create(request: FetchRequest, account: string, scene: Scene): FetchReply {
  const { state, switches, nowMs } = scene;
  const type = headerOf(request, 'content-type');
  if (!/^multipart\/form-data\b/i.test(type)) {
    return jsonReply(415, { detail: `Unsupported media type "${type}" in request.` });
  }
  const form = readForm(request.body ?? '', type);
  if ('problem' in form) return jsonReply(400, { detail: form.problem });
  const options = readOptions(form.parts, switches);
  const errors: FieldErrors = 'errors' in options ? options.errors : {};
  // Without a mode there is nothing to hold the file against; the mode's own error tells.
  const mode = 'errors' in options ? (options.mode ?? 'raw') : options.wanted.mode;
  const file = readInputFile(
    form.parts.find((part) => part.name === 'file'),
    mode,
    switches,
  );
  if ('problem' in file) {
    if (file.tooLarge && switches.bigFileAs === '413-html') return htmlReply(413, 'Request Entity Too Large');
    errors.file = [file.problem];
  }
  if ('errors' in options || 'problem' in file) return badForm(errors, switches);
  const refused = refusal(options.wanted, file.records, account, scene);
  if (refused) return refused;
  const trouble = dueTrouble((word) => [magicIn(file.records, word) ?? []].flat(), state.seen);
  if (trouble === '429') return tooMany(2000, switches, nowMs);
  if (trouble === '502') return htmlReply(502, 'Bad Gateway');
  const batch = newBatch(account, options, file.records, scene);
  state.acceptedPosts++;
  const accepted = jsonReply(200, describeNew(batch, scene));
  if (trouble === '504') return htmlReply(504, 'Gateway Time-out');
  if (trouble === 'dropped') return { fault: `Unexpected error: ${request.url}`, tookMs: 800 };
  if (trouble === 'garbled') return { ...accepted, body: accepted.body.slice(0, 16) };
  return accepted;
}

/** Refusals of a form that is well made. */
function refusal(wanted: Wanted, records: string[], account: string, scene: Scene): HttpReply | null {
  const { state, switches } = scene;
  const open = state.open.filter((id) => state.batches[id]!.account === account).length;
  if (switches.batchesAtOnce !== null && open >= switches.batchesAtOnce) {
    return jsonReply(429, { detail: `At most ${switches.batchesAtOnce} batches can run at the same time.` });
  }
  if (switches.lowCredit === 'pauses') return null;
  const needed = priceOf(wanted.mode, switches) * (switches.lowCreditMeans === 'not-all' ? records.length : 1);
  if (availableTo(state.accounts[account]!, switches) >= needed) return null;
  return jsonReply(Number(switches.lowCredit), { detail: 'Insufficient credits.' });
}

function newBatch(account: string, options: Pick<Batch, 'wanted' | 'metadata'>, sent: string[], scene: Scene): Batch {
  const { state, switches, nowMs } = scene;
  const { wanted, metadata } = options;
  const records = switches.duplicates === 'merged' ? merged(sent, wanted) : sent;
  const isOver = switches.createdAs === 'finished';
  const slowMs = magicIn(records, 'slow') === null ? 0 : Math.ceil(SLOW_BATCH_MS / records.length);
  const batch: Batch = {
    id: batchIdOf(state, state.acceptedPosts + 1),
    account,
    wanted,
    metadata,
    fileRows: sent.length,
    records,
    createdMs: nowMs,
    clockMs: nowMs + (isOver ? 0 : switches.waitsMs),
    doneAtClock: 0,
    recordMs: isOver ? 0 : Math.max(slowMs, switches.recordMs),
    charged: [],
    pausedMs: null,
    failedMs: null,
    finishedMs: null,
  };
  state.batches[batch.id] = batch;
  state.open.push(batch.id);
  if (switches.createdAs === 'failed') endAsFailed(batch, nowMs, scene);
  if (isOver) settleDue(scene);
  return batch;
}

function merged(records: string[], wanted: Wanted): string[] {
  const byName = new Map<string, string>();
  for (const record of records) {
    const name = normalised(record, wanted);
    if (!byName.has(name)) byName.set(name, record);
  }
  return [...byName.values()];
}

function describeNew(batch: Batch, { switches, nowMs }: Scene): Record<string, unknown> {
  const word = wordOf(batch, nowMs);
  const shown = word === 'queued' || word === 'processing' ? switches.createdAs : word;
  return {
    batch_id: batch.id,
    status: switches.statusWords[shown] ?? shown,
    created_at: new Date(batch.createdMs).toISOString(),
    platform: batch.wanted.platform,
    metadata: batch.metadata,
    og_input_number: batch.fileRows,
    type_report: batch.wanted.platform === null ? 'ENRICH_BY_EMAIL' : 'ENRICH_BY_HANDLE',
    enrichment_mode: batch.wanted.mode,
    message: 'Batch enrichment created.',
  };
}

function badForm(errors: FieldErrors, switches: InfluencersSwitches): HttpReply {
  const status = switches.badFormAs;
  const text = Object.entries(errors)
    .map(([name, messages]) => `${name}: ${messages.join(' ')}`)
    .join(' ');
  if (switches.badForm === 'empty') return emptyReply(status);
  if (switches.badForm === 'fields') return jsonReply(status, errors);
  if (switches.badForm === 'detail-list') {
    const detail = Object.entries(errors).map(([name, [msg]]) => ({ msg, loc: ['body', name], type: 'value_error' }));
    return jsonReply(status, { detail });
  }
  return jsonReply(status, { [switches.badForm]: text });
}
