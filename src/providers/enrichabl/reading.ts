// From a started job to the leads that it changed: progress until it ends, then the leads of every pipeline until all are found. Reads only.
import { isObject } from '../answer';
import type { Answer, Call, Failure, Json, RequestInput, Ticket } from '../operation';
import { hearScan, newScan, type Scan, scanCalls } from './known-leads';
import { normalEmail } from './lead-fields';
import { listOf, PIPELINE_ID, textAt } from './listing';
import { LIST_PIPELINES } from './pipelines';
import { type End, type Family, hearProgress, progressCall, recordCall, withRecord } from './progress';
import { bodyOf, readFailure } from './refusal';

/** `end` is null where no job is known: only the leads can tell. */
export type Reading = { step: 'record' | 'pipelines' | 'scan'; end: End | null; scan: Scan };

export function readingOf(scratch: Json | undefined): Reading | null {
  return isObject(scratch) && 'scan' in scratch ? (scratch as unknown as Reading) : null;
}

const NO_SCAN: Scan = { likely: '', queue: [], found: {} };

export function askReading(ticket: Ticket, family: Family, reading: Reading | null): Call[] {
  if (!reading) return ticket.stage === 'poll' ? [progressCall(family, String(ticket.job))] : [LIST_PIPELINES];
  if (reading.step === 'record') return [recordCall(String(ticket.job))];
  return reading.step === 'pipelines' ? [LIST_PIPELINES] : scanCalls(reading.scan);
}

export type ReadOn =
  | { kind: 'on'; reading: Reading }
  | { kind: 'running'; word: string }
  | { kind: 'read'; end: End | null; found: Scan['found'] }
  | { kind: 'failure'; failure: Failure };

/** @param enough whether these leads tell all that is asked of them */
export function hearReading(
  ticket: Ticket,
  family: Family,
  reading: Reading | null,
  inputs: RequestInput[],
  answers: Answer[],
  enough: (found: Scan['found']) => boolean,
): ReadOn {
  const answer = answers[0]!;
  if (!reading && ticket.stage === 'poll') {
    const progress = hearProgress(answer);
    if (progress.kind !== 'ended') return progress;
    const needsRecord = family === 'enrichment' && progress.end.word === 'FAILED' && progress.end.reason === '';
    return { kind: 'on', reading: { step: needsRecord ? 'record' : 'pipelines', end: progress.end, scan: NO_SCAN } };
  }
  const end = reading?.end ?? null;
  if (reading?.step === 'record')
    return { kind: 'on', reading: { step: 'pipelines', end: withRecord(reading.end!, answer), scan: NO_SCAN } };
  if (!reading || reading.step === 'pipelines') return fromPipelines(ticket, end, answer);
  const wanted = new Set(inputs.map((input) => normalEmail(input.sent.email)));
  const scan = hearScan(reading.scan, answers, wanted, enough);
  if ('failure' in scan) return { kind: 'failure', failure: scan.failure };
  return scan.queue.length > 0
    ? { kind: 'on', reading: { ...reading, scan } }
    : { kind: 'read', end, found: scan.found };
}

function fromPipelines(ticket: Ticket, end: End | null, answer: Answer): ReadOn {
  const list = listOf(bodyOf(answer));
  if (!list) return { kind: 'failure', failure: readFailure(answer, 'the list of pipelines') };
  const all = list.flatMap((one) => textAt(one, PIPELINE_ID) ?? []);
  if (all.length === 0) return { kind: 'failure', failure: { kind: 'again', reason: 'Enrichabl shows no pipeline' } };
  const likely = all.includes(String(ticket.pipeline)) ? String(ticket.pipeline) : all[0]!;
  return { kind: 'on', reading: { step: 'scan', end, scan: newScan(likely, all) } };
}
