// The operation `databar.enrichment`: rows through one catalogue enrichment, by bulk-run and task polling.
import { isObject, numberField } from '../answer';
import type { Json, Operation } from '../operation';
import { catalogueCalls, entryOf, learnCatalogue } from './catalogue';
import { canonicalParameter, convertParameter } from './convert';
import { type EnrichmentSettings, enrichmentSettings } from './settings';
import { hearSubmit, hearTask, pollTask, TASK_TICKET_BYTES } from './task';

export const databarEnrichment: Operation<EnrichmentSettings> = {
  id: 'databar.enrichment',
  provider: 'databar',
  settings: enrichmentSettings,
  hearsInputs: false,

  limits: () => ({
    // No maximum is documented; 100 is what Databar's own clients limited themselves to.
    requestsPerBatch: 100,
    bytesPerBatch: 1_000_000,
    batchesInAir: 10,
    pollSeconds: 3,
    resultHours: 24,
    trialRequests: 5,
    ticketBytes: TASK_TICKET_BYTES,
  }),

  identity: ({ enrichment, pages }) => JSON.stringify([enrichment, pages]),
  canonical: canonicalParameter,

  toLearn: ({ enrichment }, wanted, learnt) => catalogueCalls(enrichment, wanted, learnt),
  learn: (_settings, wanted, learnt, calls, answers) => learnCatalogue(wanted, learnt, calls, answers),
  parameters: (_settings, learnt) => entryOf(learnt)?.parameters ?? null,
  convert: convertParameter,
  balance: (learnt) => (typeof learnt.balance === 'number' ? learnt.balance : null),

  priceOf(input, { pages }, learnt) {
    const entry = entryOf(learnt);
    if (!entry || entry.price === null) return 'unknown';
    const times = entry.perParameter === null ? 1 : numberField(input.sent, entry.perParameter);
    const max = entry.price * (times ?? -1) * pages;
    // Whether a miss is charged is not documented, so a request may cost nothing.
    return max >= 0 && Number.isFinite(max) ? { min: 0, max } : 'unknown';
  },

  open: () => ({ stage: 'submit' }),

  ask(ticket, inputs, { enrichment, pages }) {
    if (ticket.stage === 'poll') return pollTask(ticket);
    const body: { [key: string]: Json } = { params: inputs.map((input) => input.sent) };
    if (pages !== 1) body.pagination = { pages };
    return [{ effect: 'charge', method: 'POST', path: `/v1/enrichments/${enrichment}/bulk-run`, body }];
  },

  hear(ticket, count, _inputs, answers, { enrichment }) {
    const answer = answers[0]!;
    if (ticket.stage !== 'poll') return hearSubmit(answer, count, `enrichment ${enrichment}`);
    return hearTask(ticket, count, answer, resultOf);
  },
};

/** One element of a bulk answer: an object, or a list where several pages were asked for; null and empty are misses. */
function resultOf(element: Json): Json | null {
  if (element === null || element === '') return null;
  if (Array.isArray(element)) return element.length > 0 ? element : null;
  if (isObject(element)) return Object.keys(element).length > 0 ? element : null;
  return element;
}
