// Speaks with influencers.batch through the port, so that its tests do not depend on how its files share the work. No rules here.
import { influencersBatch } from '../../../src/providers/influencers/batch';
import type { BatchSettings } from '../../../src/providers/influencers/settings';
import type { Answer, Call, Heard, Json, RequestInput, Ticket } from '../../../src/providers/operation';
import { FACTS } from '../run-facts';

export const RAW: BatchSettings = { mode: 'raw', platform: 'instagram' };
export const OPEN: Ticket = { stage: 'upload' };
export const POLL: Ticket = { stage: 'poll', batch: 'bch_1' };
export const DOWNLOAD: Ticket = { stage: 'download', batch: 'bch_1', spent: 0.06, hits: 2 };

export function says(status: number, body: Json): Answer {
  return { status, headers: {}, text: JSON.stringify(body) };
}

export function page(status: number, body: string): Answer {
  return { status, headers: {}, text: body };
}

export function handles(...names: string[]): RequestInput[] {
  return names.map((name) => ({ canonical: { handle: `instagram:${name}` }, sent: { handle: name } }));
}

export function emails(...addresses: string[]): RequestInput[] {
  return addresses.map((email) => ({ canonical: { email }, sent: { email } }));
}

export function asks(ticket: Ticket, inputs: RequestInput[], settings: BatchSettings = RAW): Call[] {
  return influencersBatch.ask(ticket, inputs, settings, undefined, FACTS);
}

export function hears(ticket: Ticket, inputs: RequestInput[], answer: Answer, settings: BatchSettings = RAW): Heard {
  return influencersBatch.hear(ticket, inputs.length, inputs, [answer], settings, undefined, FACTS);
}

/** The outcomes of the verdicts, in the order of the inputs. */
export function outcomes({ verdicts = [] }: Heard): string[] {
  return [...verdicts].sort((a, b) => a.index - b.index).map(({ outcome }) => outcome);
}
