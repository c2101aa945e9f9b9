// Carries one batch from its opening to its verdicts as the engine does, saving where the engine saves, and dying where a test says.
// Not the engine: no sheet, no lock, no cap; job/charge.ts and job/collect.ts are tested by the stories.
import { provesRefusal } from '../../../src/providers/answer';
import type { Answer, Call, Failure, Json, RequestInput, Ticket, Verdict } from '../../../src/providers/operation';
import type { PretendProvider, Subject } from './subject';
import { ask, factsAt, hear, type Moment, openTicket } from './talk';

/** One question and its answers, as `hear` got them. */
export type Exchange = Moment & { calls: Call[]; answers: Answer[] };

export type Carried = { exchanges: Exchange[]; verdicts: Verdict[]; doubt: boolean; failure: Failure | null };

const ROUNDS = 80;

/** What is on disk: the ticket as JSON text, never an object in hand. */
type Saved = { state: 'open' | 'sent' | 'ticket'; ticket: string };

/** @param dieAt the number of the exchange (from 0) after which the execution dies: the provider heard it, its answer is lost */
export function carry(subject: Subject, provider: PretendProvider, inputs: RequestInput[], dieAt = -1): Carried {
  const carried: Carried = { exchanges: [], verdicts: [], doubt: false, failure: null };
  const byIndex = new Map<number, Verdict>();
  const fresh = (): Saved => ({ state: 'open', ticket: JSON.stringify(openTicket(subject)) });
  let saved = fresh();
  let ticket = thaw(saved.ticket);
  let scratch: Json | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const reading = saved.state === 'ticket';
    const given = reading && !subject.operation.hearsInputs ? [] : inputs;
    const at: Moment = {
      ticket: thaw(JSON.stringify(ticket)),
      inputs: given,
      facts: factsAt(provider.nowMs()),
      scratch,
    };
    const calls = ask(subject, at);
    const isCharge = calls[0]?.effect === 'charge';
    if (isCharge) saved = { state: 'sent', ticket: JSON.stringify(ticket) };
    const answers = calls.map((call) => provider.answer(call));
    carried.exchanges.push({ ...at, calls, answers });
    if (round === dieAt) {
      const next = afterDeath(subject, provider, saved, fresh(), inputs);
      if (!next) return { ...carried, doubt: true };
      saved = next;
      ticket = thaw(saved.ticket);
      scratch = undefined;
      provider.pass(60_000);
      continue;
    }
    const heard = hear(subject, { ...at, ticket }, inputs.length, answers);
    if (heard.failure) {
      const open = isCharge && !provesRefusal(answers[0]!);
      return { ...carried, doubt: open || heard.failure.kind === 'doubt', failure: heard.failure };
    }
    if (heard.ticket) ticket = thaw(JSON.stringify(heard.ticket));
    scratch = heard.scratch;
    if (isCharge || reading) saved = { state: 'ticket', ticket: JSON.stringify(ticket) };
    for (const verdict of heard.verdicts ?? []) byIndex.set(verdict.index, verdict);
    if (heard.done) return { ...carried, verdicts: [...byIndex.values()].sort((a, b) => a.index - b.index) };
    provider.pass(60_000);
  }
  throw new Error(`${subject.operation.id} did not come to an end in ${ROUNDS} rounds`);
}

/** A new execution knows what was saved and nothing else: before the charge nothing is, after it the look decides. */
function afterDeath(
  { operation, settings }: Subject,
  provider: PretendProvider,
  saved: Saved,
  fresh: Saved,
  inputs: RequestInput[],
): Saved | null {
  if (saved.state === 'open') return fresh;
  if (saved.state === 'ticket') return saved;
  if (!operation.look || !operation.seen) return null;
  const facts = factsAt(provider.nowMs());
  const ticket = thaw(saved.ticket);
  const answers = operation.look(ticket, inputs, settings, facts).map((call) => provider.answer(call));
  const found = operation.seen(ticket, inputs, answers, settings, facts).ticket;
  return found ? { state: 'ticket', ticket: JSON.stringify(found) } : null;
}

function thaw(ticket: string): Ticket {
  return JSON.parse(ticket) as Ticket;
}
