// Magic words that spoil an upload or a start. Each lead does so only a few times: people should see how it is settled.

import { countUp } from '../faults';
import { type FetchReply, type FetchRequest, type HttpReply, htmlReply } from '../http';
import { type MagicWord, magicIn } from './magic';
import type { EnrichablState, Lead } from './state';

export type Trouble = Extract<MagicWord, '429' | '502' | '504' | 'dropped' | 'garbled'>;

const TIMES: [Trouble, number][] = [
  ['429', 2],
  ['502', 1],
  ['504', 1],
  ['dropped', 1],
  ['garbled', 1],
];

/** The first trouble that is due for this call. Uploads and starts are counted apart. */
export function troubleFor(
  call: 'upload' | 'start',
  leads: Pick<Lead, 'email' | 'fields' | 'custom'>[],
  state: EnrichablState,
): Trouble | null {
  for (const [word, most] of TIMES) {
    for (const lead of leads) {
      const value = magicIn(lead, word);
      if (value !== null && countUp(state.seen, `magic ${call} ${word} ${lead.email} ${value}`) <= most) return word;
    }
  }
  return null;
}

/** What arrives although the call was carried out. */
export function troubled(trouble: Trouble, reply: HttpReply, request: FetchRequest): FetchReply {
  if (trouble === '504') return htmlReply(504, 'Gateway Time-out');
  if (trouble === 'dropped') return { fault: `Unexpected error: ${request.url}`, tookMs: 800 };
  return { ...reply, body: reply.body.slice(0, 9) };
}
