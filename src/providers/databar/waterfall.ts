// The operation `databar.waterfall`: rows through providers that are asked one after the other until one has it. By bulk-run, or by one
// run for each request where bulk-run is missing.
import type { Json, Operation, RunFacts } from '../operation';
import { entryOf } from './catalogue';
import { CATALOGUED, LIMITS } from './catalogued';
import { type WaterfallSettings, waterfallSettings } from './settings';
import { hearSubmit, hearTask, pollTask } from './task';
import { learnWaterfall, waterfallCalls } from './waterfall-catalogue';
import { waterfallElement } from './waterfall-result';

export const databarWaterfall: Operation<WaterfallSettings> = {
  ...CATALOGUED,
  id: 'databar.waterfall',
  settings: waterfallSettings,
  limits: ({ call }) => (call === 'run' ? { ...LIMITS, requestsPerBatch: 1 } : LIMITS),

  // What the recipe says, not what was learnt: a default cascade that Databar changes is still the same purchase.
  identity: ({ waterfall, enrichments, emailVerifier }) =>
    JSON.stringify([waterfall, enrichments ?? null, emailVerifier ?? null]),

  toLearn: waterfallCalls,
  learn: learnWaterfall,
  priceOf(_input, _settings, learnt) {
    const max = entryOf(learnt)?.price ?? null;
    // It stops at the first provider that has it, and whether a miss is charged is not documented.
    return max === null ? 'unknown' : { min: 0, max };
  },

  offered: (learnt) => entryOf(learnt)?.offered,

  ask(ticket, inputs, settings, _scratch, facts) {
    if (ticket.stage === 'poll') return pollTask(ticket);
    const { waterfall, enrichments, emailVerifier } = settings;
    const single = goesAlone(settings, facts);
    const body: { [key: string]: Json } = {
      params: single ? inputs[0]!.sent : inputs.map((input) => input.sent),
      // Always named: a run without them has meant different things to the server over time.
      enrichments: enrichments ?? entryOf(facts.learnt)?.enrichments ?? [],
    };
    if (emailVerifier !== undefined) body.email_verifier = emailVerifier;
    const path = `/v1/waterfalls/${encodeURIComponent(waterfall)}/${single ? 'run' : 'bulk-run'}`;
    return [{ effect: 'charge', method: 'POST', path, body }];
  },

  hear(ticket, count, _inputs, answers, settings, _scratch, facts) {
    const answer = answers[0]!;
    if (ticket.stage === 'poll')
      return hearTask(ticket, count, answer, waterfallElement.resultOf, waterfallElement.creditsOf);
    const single = goesAlone(settings, facts);
    // What a server says that does not have bulk-run: both prove that nothing was started.
    const isMissing = 'status' in answer && (answer.status === 404 || answer.status === 405);
    if (isMissing && !single && settings.call === 'auto') return { failure: { kind: 'one by one' } };
    const heard = hearSubmit(answer, count, `the waterfall "${settings.waterfall}"`);
    return heard.ticket && single ? { ticket: { ...heard.ticket, single } } : heard;
  },
};

function goesAlone({ call }: WaterfallSettings, { oneByOne }: RunFacts): boolean {
  return call === 'run' || (call === 'auto' && oneByOne);
}
