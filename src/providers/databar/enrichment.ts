// The operation `databar.enrichment`: rows through one catalogue enrichment, by bulk-run and task polling.
import { isObject, numberField } from '../answer';
import type { Json, Operation } from '../operation';
import { catalogueCalls, entryOf, learnCatalogue } from './catalogue';
import { CATALOGUED, LIMITS } from './catalogued';
import { type EnrichmentSettings, enrichmentSettings } from './settings';
import { hearSubmit, hearTask, pollTask } from './task';

export const databarEnrichment: Operation<EnrichmentSettings> = {
  ...CATALOGUED,
  id: 'databar.enrichment',
  settings: enrichmentSettings,
  limits: () => LIMITS,
  identity: ({ enrichment, pages }) => JSON.stringify([enrichment, pages]),
  toLearn: catalogueCalls,
  learn: learnCatalogue,

  // The shape of several pages is not documented.
  results: (settings, learnt) => (settings.pages === 1 ? CATALOGUED.results(settings, learnt) : []),

  priceOf(input, { pages }, learnt) {
    const entry = entryOf(learnt);
    if (!entry || entry.price === null) return 'unknown';
    const times = entry.perParameter === null ? 1 : numberField(input.sent, entry.perParameter);
    const max = entry.price * (times ?? -1) * pages;
    // Whether a miss is charged is not documented, so a request may cost nothing.
    return max >= 0 && Number.isFinite(max) ? { min: 0, max } : 'unknown';
  },

  ask(ticket, inputs, { enrichment, pages }) {
    if (ticket.stage === 'poll') return pollTask(ticket);
    const body: { [key: string]: Json } = { params: inputs.map((input) => input.sent) };
    if (pages !== 1) body.pagination = { pages };
    return [{ effect: 'charge', method: 'POST', path: `/v1/enrichments/${enrichment}/bulk-run`, body }];
  },

  hear: (ticket, count, _inputs, [answer], { enrichment }) =>
    ticket.stage === 'poll'
      ? hearTask(ticket, count, answer!, resultOf)
      : hearSubmit(answer!, count, `enrichment ${enrichment}`),
};

/** One element of a bulk answer: an object, or a list where several pages were asked for; null and empty are misses. */
function resultOf(element: Json): Json | null {
  const isEmpty = isObject(element) || Array.isArray(element) ? Object.keys(element).length === 0 : element === '';
  return isEmpty ? null : element;
}
