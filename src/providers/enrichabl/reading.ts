// From a started job to the leads that it changed: progress until it ends, then the leads of every pipeline until all are found. Reads only.
import { isObject } from '../answer';
import type { Answer, Call, Heard, Json, RequestInput, Ticket } from '../operation';
import { hearScan, NO_SCAN, newScan, type Scan, scanCalls } from './known-leads';
import { emailsOf } from './lead-fields';
import { listOf, PIPELINE_ID, textAt } from './listing';
import { LIST_PIPELINES } from './pipelines';
import { type End, type Family, hearProgress, progressCall, recordCall, withRecord } from './progress';
import { again, bodyOf, readFailure } from './refusal';

/** `end` is null where no job is known: only the leads can tell. */
export type Reading = { step: 'record' | 'pipelines' | 'scan'; end: End | null; scan: Scan };

export function readingOf(scratch: Json | undefined): Reading | null {
  return isObject(scratch) && 'scan' in scratch ? (scratch as unknown as Reading) : null;
}

function on(step: Reading['step'], end: End | null, scan = NO_SCAN): Heard {
  return { scratch: { step, end, scan } as unknown as Json, soon: true };
}

export function askReading(ticket: Ticket, family: Family, reading: Reading | null): Call[] {
  if (reading?.step === 'scan') return scanCalls(reading.scan);
  if (reading?.step === 'record') return [recordCall(String(ticket.job))];
  return !reading && ticket.stage === 'poll' ? [progressCall(family, String(ticket.job))] : [LIST_PIPELINES];
}

/** What was read; until then what the engine is to hear. */
export type ReadOn = Heard | { end: End | null; found: Scan['found'] };

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
    if (progress.kind === 'failure') return { failure: progress.failure };
    if (progress.kind === 'running') return { ticket: { ...ticket, word: progress.word } };
    const needsRecord = family === 'enrichment' && progress.end.word === 'FAILED' && progress.end.reason === '';
    return on(needsRecord ? 'record' : 'pipelines', progress.end);
  }
  const end = reading?.end ?? null;
  if (reading?.step === 'record') return on('pipelines', withRecord(end!, answer));
  if (!reading || reading.step === 'pipelines') return fromPipelines(ticket, end, answer);
  const wanted = emailsOf(inputs);
  const scan = hearScan(reading.scan, answers, wanted, enough);
  if ('failure' in scan) return scan;
  return scan.queue.length > 0 ? on('scan', end, scan) : { end, found: scan.found };
}

function fromPipelines(ticket: Ticket, end: End | null, answer: Answer): ReadOn {
  const list = listOf(bodyOf(answer));
  if (!list) return { failure: readFailure(answer, 'the list of pipelines') };
  const all = list.flatMap((one) => textAt(one, PIPELINE_ID) ?? []);
  const likely = all.find((id) => id === ticket.pipeline) ?? all[0];
  return likely === undefined ? again('Enrichabl shows no pipeline') : on('scan', end, newScan(likely, all));
}
