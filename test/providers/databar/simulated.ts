// Carries an operation's or a list's calls to a simulated Databar and back. No rules are tested here.
import type { Answer, Call } from '../../../src/providers/operation';
import { createDatabar } from '../../../workbench/providers/databar/databar';
import type { DatabarSwitches } from '../../../workbench/providers/databar/switches';
import { request, START_MS } from '../../workbench/providers/databar/ask';

export function simulated(switches: Partial<DatabarSwitches> = {}, key?: string | null) {
  const databar = createDatabar({ switches });
  const made: Call[] = [];
  const ask = (call: Pick<Call, 'method' | 'path' | 'body'>): Answer => {
    made.push({ effect: 'read', ...call });
    const reply = databar.answer(request(call.method, call.path, call.body, key), START_MS);
    if ('fault' in reply) return { fault: reply.fault, sent: true };
    return { status: reply.status, headers: reply.headers, text: reply.body };
  };
  const json = (method: 'GET' | 'POST', path: string, body?: Call['body']) =>
    JSON.parse((ask({ method, path, ...(body === undefined ? {} : { body }) }) as { text: string }).text);
  return { databar, made, ask, json };
}
