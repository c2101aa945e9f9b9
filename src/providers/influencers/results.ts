// The results of a batch, from the call to the verdicts. How an input finds its item is in join.ts.
import { readJson } from '../answer';
import type { Answer, Call, Heard, RequestInput, Ticket, Verdict } from '../operation';
import { errorSaid } from './error-text';
import { type Item, itemsOf, type Joined, join } from './join';
import { accountFailure, outOfCredits } from './refusal';
import { type BatchSettings, inputOf } from './settings';
import { BATCHES, fileValue } from './upload';

/** A finished batch answers 400 until its file is made; looks of 30 to 60 seconds: half an hour at least. */
const MOST_TRIES = 40;

/** The vendor's own client met 404 for CSV, which the page calls the default; JSON it uses itself. */
export function resultsCall({ batch }: Ticket): Call {
  return { effect: 'read', method: 'GET', path: `${BATCHES}${encodeURIComponent(String(batch))}/?format=json` };
}

/** The results of a finished batch (stage `download`). */
export function hearResults(ticket: Ticket, inputs: RequestInput[], answer: Answer, settings: BatchSettings): Heard {
  if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
  if (answer.status === 404 || answer.status === 410) return lost(ticket, 'the results are no longer there');
  const account = accountFailure(answer);
  if (account) return { failure: account };
  if (answer.status === 400) return hearNotReady(ticket, errorSaid(answer.text).text);
  const items = readItems(answer);
  if (!items) return { failure: { kind: 'again', reason: `the results could not be read (HTTP ${answer.status})` } };
  const { joined, strays } = join(valuesOf(inputs, settings), items);
  const found = joined.filter(({ item }) => item?.data).length;
  // A record without data may be left out; but only where all that was found is accounted for does "not there" mean "no match".
  const complete = strays === 0 && ticket.miscounted !== true && ticket.hits === found;
  const verdicts = joined.map((one, index) => verdictOf(one, index, complete));
  return { verdicts, done: true, ...spentOf(ticket) };
}

function readItems(answer: Answer): Item[] | null {
  if ('fault' in answer || answer.status < 200 || answer.status >= 300) return null;
  return itemsOf(readJson(answer.text));
}

function hearNotReady(ticket: Ticket, said: string): Heard {
  const tries = typeof ticket.tries === 'number' ? ticket.tries + 1 : 1;
  if (tries <= MOST_TRIES) return { ticket: { ...ticket, tries } };
  return lost(ticket, `the batch finished, but its results cannot be fetched${said ? ` (${said})` : ''}`);
}

function lost(ticket: Ticket, reason: string): Heard {
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
  if (!item) {
    return complete
      ? { index, outcome: 'no match', credits: 0 }
      : { index, outcome: 'check', detail: 'the batch is done, and has no result under this name' };
  }
  if (item.data !== null) {
    const found: Verdict = { index, outcome: 'found', result: item.data };
    return item.credits === null ? found : { ...found, credits: item.credits };
  }
  // No data is never charged; a word only tells whether to try again.
  if (/fail|error|invalid/.test(item.word))
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
  const unheard = 'fault' in answer || answer.status >= 500 || accountFailure(answer) !== null;
  if (unheard) {
    const account = accountFailure(answer);
    return {
      failure: account ?? { kind: 'again', reason: 'fault' in answer ? answer.fault : `HTTP ${answer.status}` },
    };
  }
  const found = new Map(hits(inputs, answer, settings).map((verdict) => [verdict.index, verdict]));
  const detail = 'the batch failed at Influencers.club after credits were used';
  const verdicts = inputs.map((_, index): Verdict => found.get(index) ?? { index, outcome: 'check', detail });
  return { verdicts, done: true, ...spentOf(ticket) };
}

function hits(inputs: RequestInput[], answer: Answer, settings: BatchSettings): Verdict[] {
  const items = readItems(answer) ?? [];
  const { joined } = join(valuesOf(inputs, settings), items);
  return joined.map((one, index) => verdictOf(one, index, false)).filter((verdict) => verdict.outcome === 'found');
}
