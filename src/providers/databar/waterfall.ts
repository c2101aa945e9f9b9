// The operation `databar.waterfall`: rows through providers that are asked one after the other until one has it. By bulk-run, or by one
// run for each request where bulk-run is missing.
import type { Answer, Heard, Json, Operation, RunFacts } from '../operation';
import { entryOf } from './catalogue';
import { canonicalParameter, convertParameter } from './convert';
import { type WaterfallSettings, waterfallSettings } from './settings';
import { hearSubmit, hearTask, pollTask, TASK_TICKET_BYTES } from './task';
import { cascadeOf, learnWaterfall, waterfallCalls, waterfallPrice } from './waterfall-catalogue';
import { waterfallElement } from './waterfall-result';

/** What a server says that does not have bulk-run. Both prove that nothing was started. */
const MISSING = new Set([404, 405]);

export const databarWaterfall: Operation<WaterfallSettings> = {
  id: 'databar.waterfall',
  provider: 'databar',
  settings: waterfallSettings,
  hearsInputs: false,

  limits: ({ call }) => ({
    requestsPerBatch: call === 'run' ? 1 : 100,
    bytesPerBatch: 1_000_000,
    batchesInAir: 10,
    pollSeconds: 3,
    resultHours: 24,
    trialRequests: 5,
    ticketBytes: TASK_TICKET_BYTES,
  }),

  // What the recipe says, not what was learnt: a default cascade that Databar changes is still the same purchase.
  identity: ({ waterfall, enrichments, emailVerifier }) =>
    JSON.stringify([waterfall, enrichments ?? null, emailVerifier ?? null]),
  canonical: canonicalParameter,

  toLearn: (settings, _wanted, learnt) => waterfallCalls(settings, learnt),
  learn: (settings, _wanted, learnt, calls, answers) => learnWaterfall(settings, learnt, calls, answers),
  parameters: (_settings, learnt) => entryOf(learnt)?.parameters ?? null,
  convert: convertParameter,
  balance: (learnt) => (typeof learnt.balance === 'number' ? learnt.balance : null),
  priceOf: (_input, _settings, learnt) => waterfallPrice(learnt),

  open: () => ({ stage: 'submit' }),

  ask(ticket, inputs, settings, _scratch, facts) {
    if (ticket.stage === 'poll') return pollTask(ticket);
    const single = goesAlone(settings, facts);
    const params: Json = single ? inputs[0]!.sent : inputs.map((input) => input.sent);
    const body: { [key: string]: Json } = { params, enrichments: providersFor(settings, facts) };
    if (settings.emailVerifier !== undefined) body.email_verifier = settings.emailVerifier;
    const path = `/v1/waterfalls/${encodeURIComponent(settings.waterfall)}/${single ? 'run' : 'bulk-run'}`;
    return [{ effect: 'charge', method: 'POST', path, body }];
  },

  hear(ticket, count, _inputs, answers, settings, _scratch, facts) {
    const answer = answers[0]!;
    if (ticket.stage === 'poll') {
      return hearTask(ticket, count, answer, waterfallElement.resultOf, waterfallElement.creditsOf);
    }
    return hearRun(answer, count, settings, goesAlone(settings, facts));
  },
};

function goesAlone({ call }: WaterfallSettings, facts: RunFacts): boolean {
  return call === 'run' || (call === 'auto' && facts.oneByOne);
}

/** Always named: a run without them has meant different things to the server over time. */
function providersFor({ enrichments }: WaterfallSettings, facts: RunFacts): number[] {
  return enrichments ?? cascadeOf(facts.learnt)?.enrichments ?? [];
}

function hearRun(answer: Answer, count: number, settings: WaterfallSettings, single: boolean): Heard {
  if (!single && settings.call === 'auto' && 'status' in answer && MISSING.has(answer.status)) {
    return { failure: { kind: 'one by one' } };
  }
  const heard = hearSubmit(answer, count, `the waterfall "${settings.waterfall}"`);
  return heard.ticket && single ? { ...heard, ticket: { ...heard.ticket, single: true } } : heard;
}
