// A Databar table for the stories: made through the simulated API as a person would make it at Databar. Asserts nothing.
import { SAMPLE_KEY, type Scene } from './scene';

export type TableAt = { id: string; enrichment: number; call(method: string, path: string, body?: unknown): Body };
// biome-ignore lint/suspicious/noExplicitAny: bodies of every call, read by tests that know which one they made
type Body = any;

export const PEOPLE_COLUMNS = ['Full Name', 'Work Domain', 'Company', 'Notes'];

/** A table with a work e-mail enrichment (or waterfall) attached to it. */
export function tableAt(
  s: Scene,
  attach: 'enrichment' | 'waterfall' = 'enrichment',
  columns = PEOPLE_COLUMNS,
): TableAt {
  const call = (method: string, path: string, body?: unknown): Body => {
    const headers = { 'x-apikey': SAMPLE_KEY, 'content-type': 'application/json' };
    const url = `https://api.databar.ai/v1/table/${path}`;
    const text = body === undefined ? null : JSON.stringify(body);
    const reply = s.databar.answer({ method, url, headers, body: text, timeoutMs: 60_000 }, s.host.clock.now());
    if ('fault' in reply || reply.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
    return reply.body === '' ? null : JSON.parse(reply.body);
  };
  const { identifier: id } = call('POST', 'create', { name: 'People', columns });
  const column = (name: string) =>
    call('GET', `${id}/columns`).find((one: { name: string }) => one.name === name).identifier as string;
  const mapped = (name: string) => ({ type: 'mapping', value: column(name) });
  const added =
    attach === 'enrichment'
      ? call('POST', `${id}/add-enrichment`, {
          enrichment: 833,
          mapping: { first_name: mapped('Full Name'), company: mapped('Company') },
        })
      : call('POST', `${id}/add-waterfall`, {
          waterfall: 'email_getter',
          enrichments: [833, 966],
          mapping: { first_name: column('Full Name'), last_name: column('Full Name'), company: column('Company') },
        });
  return { id, enrichment: added.id, call };
}
