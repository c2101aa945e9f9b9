// Speaks with an operation through the port, in one place, with what the engine would tell it. No rules are tested here.
import type { Answer, Call, Heard, Json, RequestInput, RunFacts, Ticket } from '../../../src/providers/operation';
import { FACTS } from '../../providers/run-facts';
import type { Subject } from './subject';

export { FACTS };

/** What an operation is asked and told at one moment. */
export type Moment = { ticket: Ticket; inputs: RequestInput[]; facts: RunFacts; scratch: Json | undefined };

export function factsAt(nowMs: number): RunFacts {
  return { ...FACTS, nowMs };
}

export function openTicket({ operation, settings, facts }: Subject): Ticket {
  return operation.open(settings, { ...FACTS, ...facts });
}

export function ask(subject: Subject, { ticket, inputs, facts, scratch }: Moment): Call[] {
  return subject.operation.ask(ticket, inputs, subject.settings, scratch, { ...facts, ...subject.facts });
}

/** @param count requests of the batch, also where their inputs are not given */
export function hear(subject: Subject, at: Moment, count: number, answers: Answer[]): Heard {
  const { operation, settings, facts } = subject;
  return operation.hear(at.ticket, count, at.inputs, answers, settings, at.scratch, { ...at.facts, ...facts });
}
