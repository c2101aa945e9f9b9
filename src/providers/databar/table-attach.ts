// Attaching an enrichment or a waterfall to a Databar table, for the wizard: what is attached, the call, the id of what is new. Free.
import { hasOwn } from '../../text/own';
import { field, readJson } from '../answer';
import type { Answer, Call, Json } from '../operation';
import { accountFailure, errorText } from '../refusal';
import { read } from './catalogue-answer';
import { DATABAR } from './refusal';
import { attachedIn } from './table-learn';

/** Columns by their UUID, which both calls take; a text is the same for every row. */
export type Attach =
  | { enrichment: number; mapping: Record<string, { column: string } | { text: string }> }
  | { waterfall: string; enrichments: number[]; emailVerifier?: number; mapping: Record<string, { column: string }> };

/** What is attached: enrichments, then waterfalls. Asked before and after, since the answer to the call may not tell the new id. */
export function attachedCalls(table: string): Call[] {
  return [read(`/v1/table/${table}/enrichments`), read(`/v1/table/${table}/waterfalls`)];
}

export function attachCall(table: string, attach: Attach): Call {
  const mapping: { [parameter: string]: Json } = {};
  if ('waterfall' in attach) {
    for (const [parameter, { column }] of Object.entries(attach.mapping)) mapping[parameter] = column;
    const { waterfall, enrichments, emailVerifier } = attach;
    const body = {
      waterfall,
      enrichments,
      mapping,
      ...(emailVerifier === undefined ? {} : { email_verifier: emailVerifier }),
    };
    return { effect: 'create', method: 'POST', path: `/v1/table/${table}/add-waterfall`, body };
  }
  for (const [parameter, from] of Object.entries(attach.mapping))
    mapping[parameter] =
      'column' in from ? { type: 'mapping', value: from.column } : { type: 'simple', value: from.text };
  // run_on_update would spend credits whenever a mapped cell changes, unasked.
  const body = { enrichment: attach.enrichment, mapping, launch_strategy: 'run_on_click' };
  return { effect: 'create', method: 'POST', path: `/v1/table/${table}/add-enrichment`, body };
}

/** The id within the table: from the answer, or the one that was not in the lists before. */
export function attachedId(answer: Answer, before: Answer[], after: Answer[]): { id: string } | { problem: string } {
  if ('fault' in answer)
    return { problem: `Databar gave no answer (${answer.fault}). Look at the table before you try again.` };
  if (answer.status < 200 || answer.status >= 300) return { problem: refusal(answer) };
  const told = field(readJson(answer.text), 'id');
  if (typeof told === 'number' || typeof told === 'string') return { id: String(told) };
  const known = idsIn(before);
  const fresh = Object.keys(idsIn(after)).filter((id) => !hasOwn(known, id));
  if (fresh.length === 1) return { id: fresh[0]! };
  return {
    problem: 'Databar took it, but its id could not be told from others. Choose it from the list of what is attached.',
  };
}

function idsIn(answers: Answer[]): { [id: string]: Json } {
  const ids: { [id: string]: Json } = {};
  for (const answer of answers) {
    const body = 'text' in answer && answer.status === 200 ? readJson(answer.text) : undefined;
    if (body !== undefined) Object.assign(ids, attachedIn(body));
  }
  return ids;
}

function refusal(answer: Extract<Answer, { status: number }>): string {
  const account = accountFailure(DATABAR, answer);
  if (account?.kind === 'pause') return account.reason;
  const said = errorText(answer.text);
  if (answer.status === 404) return 'Databar does not offer this in tables, or the table is gone.';
  return `Databar refused it (HTTP ${answer.status}${said ? `: ${said}` : ''}).`;
}
