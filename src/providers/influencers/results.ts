// The results of a batch, from the call to the verdicts. How an input finds its item is in join.ts.
import { bodyOf, numberField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Heard, RequestInput, Ticket, Verdict } from '../operation';
import { accountFailure, again, errorText, readFailure } from '../refusal';
import { type Item, itemsOf, type Joined, join } from './join';
import { batchPath } from './progress';
import { INFLUENCERS, outOfCredits } from './refusal';
import { type BatchSettings, inputOf } from './settings';
import { fileValue } from './upload';

/** A finished batch answers 400 until its file is made; looks of 30 to 60 seconds: half an hour at least. */
const MOST_TRIES = 40;

/** The vendor's own client met 404 for CSV, which the page calls the default; JSON it uses itself. */
export function resultsCall(ticket: Ticket): Call {
  return read(batchPath(ticket, '?format=json'));
}

/** The results of a finished batch (stage `download`). */
export function hearResults(ticket: Ticket, inputs: RequestInput[], answer: Answer, settings: BatchSettings): Heard {
  const failure = readFailure(INFLUENCERS, answer, 'the results are no longer there');
  if (failure) return { failure, ...(failure.kind === 'lost' && spentOf(ticket)) };
  if ('status' in answer && answer.status === 400) return hearNotReady(ticket, errorText(answer.text));
  const items = readItems(answer);
  if (!items) return { failure: again(INFLUENCERS, answer) };
  const { joined, strays } = join(valuesOf(inputs, settings), items);
  const found = joined.filter(({ item }) => item?.data).length;
  // A record without data may be left out; but only where all that was found is accounted for does "not there" mean "no match".
  const complete = strays === 0 && ticket.miscounted !== true && ticket.hits === found;
  const verdicts = joined.map((one, index) => verdictOf(one, index, complete));
  return { verdicts, done: true, ...spentOf(ticket) };
}

function readItems(answer: Answer): Item[] | null {
  return itemsOf(bodyOf(answer));
}

function hearNotReady(ticket: Ticket, said: string): Heard {
  const tries = (numberField(ticket, 'tries') ?? 0) + 1;
  if (tries <= MOST_TRIES) return { ticket: { ...ticket, tries } };
  const reason = `the batch finished, but its results cannot be fetched${said && ` (${said})`}`;
  return { failure: { kind: 'lost', reason }, ...spentOf(ticket) };
}

function spentOf({ spent }: Ticket): { spent?: number } {
  return typeof spent === 'number' ? { spent } : {};
}

function valuesOf(inputs: RequestInput[], settings: BatchSettings): string[] {
  return inputs.map((input) => fileValue(input, inputOf(settings)));
}

function verdictOf({ item, unsure }: Joined, index: number, complete: boolean): Verdict {
  if (unsure) return { index, outcome: 'check', detail: 'the results do not say which of them is for this input' };
  if (item?.data)
    return { index, outcome: 'found', result: item.data, ...(item.credits !== null && { credits: item.credits }) };
  if (!item && !complete)
    return { index, outcome: 'check', detail: 'the batch is done, and has no result under this name' };
  // No data is never charged; a word only tells whether to try again.
  if (item && /fail|error|invalid/.test(item.word))
    return { index, outcome: 'failed', detail: item.said || 'it could not be processed', credits: 0 };
  return { index, outcome: 'no match', credits: 0 };
}

/** Results of a batch that is paused (stage `partial`): some say they can be fetched, some say not. The batch stays paused either way. */
export function hearPartial(ticket: Ticket, inputs: RequestInput[], answer: Answer, settings: BatchSettings): Heard {
  return {
    ticket: { ...ticket, stage: 'paused' },
    verdicts: hits(inputs, answer, settings),
    failure: outOfCredits('the batch is paused for want of credits'),
    ...spentOf(ticket),
  };
}

/** Results of a batch that failed after credits went into it (stage `salvage`): what is there is kept, the rest is open. */
export function hearSalvage(ticket: Ticket, inputs: RequestInput[], answer: Answer, settings: BatchSettings): Heard {
  const failure =
    accountFailure(INFLUENCERS, answer) ??
    ('fault' in answer || answer.status >= 500 ? again(INFLUENCERS, answer) : null);
  if (failure) return { failure };
  const found = new Map(hits(inputs, answer, settings).map((verdict) => [verdict.index, verdict]));
  const detail = 'the batch failed at Influencers.club after credits were used';
  const verdicts = inputs.map((_, index): Verdict => found.get(index) ?? { index, outcome: 'check', detail });
  return { verdicts, done: true, ...spentOf(ticket) };
}

function hits(inputs: RequestInput[], answer: Answer, settings: BatchSettings): Verdict[] {
  const { joined } = join(valuesOf(inputs, settings), readItems(answer) ?? []);
  return joined.map((one, index) => verdictOf(one, index, false)).filter((verdict) => verdict.outcome === 'found');
}
