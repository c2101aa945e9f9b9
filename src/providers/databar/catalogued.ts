// What Databar's operations have in common: bounds of a batch and, where a catalogue entry describes them, parameters. Not the calls.
import { numberField } from '../answer';
import type { Learnt, Limits, Parameter, Ticket } from '../operation';
import { choicesLearnt, entryOf } from './catalogue';
import type { ResultField } from './catalogue-answer';
import { canonicalParameter, convertParameter } from './convert';
import { TASK_TICKET_BYTES } from './task';

export const LIMITS: Limits = {
  // No maximum is documented; 100 is what Databar's own clients limited themselves to.
  requestsPerBatch: 100,
  bytesPerBatch: 1_000_000,
  batchesInAir: 10,
  pollSeconds: 3,
  resultHours: 24,
  trialRequests: 5,
  ticketBytes: TASK_TICKET_BYTES,
};

export const OF_DATABAR = {
  provider: 'databar' as const,
  canonical: canonicalParameter,
  balance: (learnt: Learnt): number | null => numberField(learnt, 'balance'),
};

export const CATALOGUED = {
  ...OF_DATABAR,
  hearsInputs: false,
  parameters: (_settings: unknown, learnt: Learnt): Parameter[] | null => entryOf(learnt)?.parameters ?? null,
  results: (_settings: unknown, learnt: Learnt): ResultField[] => entryOf(learnt)?.results ?? [],
  choicesOf: (parameter: string, learnt: Learnt): string[] | null => choicesLearnt(learnt, parameter)?.names ?? null,
  convert: convertParameter,
  open: (): Ticket => ({ stage: 'submit' }),
};
