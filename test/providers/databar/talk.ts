// Speaks with databar.enrichment through the port, so that tests of tasks do not depend on how its files share the work.
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { Answer, Call, Heard, RequestInput, Ticket } from '../../../src/providers/operation';
import { FACTS } from '../run-facts';

export const SETTINGS = { enrichment: 833, pages: 1 };
export const TICKET: Ticket = { stage: 'poll', task: 'task-1' };
export const TICKET_BYTES = databarEnrichment.limits(SETTINGS).ticketBytes;

/** The paid call for these inputs. */
export function submits(inputs: RequestInput[], settings = SETTINGS): Call[] {
  return databarEnrichment.ask(databarEnrichment.open(settings, FACTS), inputs, settings, undefined, FACTS);
}

export function hearSubmit(answer: Answer, sent = 2): Heard {
  const inputs = Array.from({ length: sent }, (): RequestInput => ({ canonical: {}, sent: {} }));
  return databarEnrichment.hear(
    databarEnrichment.open(SETTINGS, FACTS),
    sent,
    inputs,
    [answer],
    SETTINGS,
    undefined,
    FACTS,
  );
}

export function looks(ticket: Ticket): Call[] {
  return databarEnrichment.ask(ticket, [], SETTINGS, undefined, FACTS);
}

export function hearTask(answer: Answer, sent = 2, ticket = TICKET): Heard {
  return databarEnrichment.hear(ticket, sent, [], [answer], SETTINGS, undefined, FACTS);
}
