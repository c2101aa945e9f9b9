// Asks an operation and hears it, with what a run knows. An operation never throws; should one do so all the same, over an answer
// that nobody thought of, the run must not hang on it: the call counts as not understood.
import type { Answer, Call, Heard, Json, RequestInput } from '../providers/operation';
import type { Batch } from './job';
import { runFacts, type Slice } from './slice';

const NOT_UNDERSTOOD = 'the answer could not be understood';

/** The calls due now for a batch; none where the operation cannot say. */
export function callsFor(slice: Slice, batch: Batch, inputs: RequestInput[], scratch: Json | undefined): Call[] {
  try {
    return slice.operation.ask(batch.ticket, inputs, slice.settings, scratch, runFacts(slice));
  } catch (error) {
    console.error(`${slice.operation.id} could not ask: ${String(error)}`);
    return [];
  }
}

export function heardOf(
  slice: Slice,
  batch: Batch,
  inputs: RequestInput[],
  answers: Answer[],
  scratch: Json | undefined,
): Heard {
  const count = batch.fingerprints.length;
  try {
    return slice.operation.hear(batch.ticket, count, inputs, answers, slice.settings, scratch, runFacts(slice));
  } catch (error) {
    console.error(`${slice.operation.id} could not hear: ${String(error)}`);
    return { failure: { kind: 'again', reason: NOT_UNDERSTOOD } };
  }
}
