// Attaching to a table, against the simulated Databar: the id is found however the server answers, and nothing runs unasked.
import { describe, expect, test } from 'vitest';
import { type Attach, attachCall, attachedCalls, attachedId } from '../../../src/providers/databar/table-attach';
import type { Answer, Call } from '../../../src/providers/operation';
import { createDatabar } from '../../../workbench/providers/databar/databar';
import type { DatabarSwitches } from '../../../workbench/providers/databar/switches';
import { request, START_MS } from '../../workbench/providers/databar/ask';

function open(switches: Partial<DatabarSwitches>) {
  const databar = createDatabar({ switches });
  const ask = ({ method, path, body }: Pick<Call, 'method' | 'path' | 'body'>): Answer => {
    const reply = databar.answer(request(method, path, body), START_MS);
    if ('fault' in reply) return { fault: reply.fault, sent: true };
    return { status: reply.status, headers: reply.headers, text: reply.body };
  };
  const json = (call: Pick<Call, 'method' | 'path' | 'body'>) => JSON.parse((ask(call) as { text: string }).text);
  const table: string = json({
    method: 'POST',
    path: '/v1/table/create',
    body: { columns: ['Name', 'Company'] },
  }).identifier;
  const [name, company] = json({ method: 'GET', path: `/v1/table/${table}/columns` }).map(
    (one: { identifier: string }) => ({ column: one.identifier }),
  );
  const attach = (what: Attach) => {
    const before = attachedCalls(table).map(ask);
    const answer = ask(attachCall(table, what));
    return attachedId(answer, before, attachedCalls(table).map(ask));
  };
  return { attach, name, company, databar };
}

describe.each(['id', 'empty'] as const)('where the answer to add is %s', (addAnswer) => {
  test.each(['number', 'text'] as const)(
    'the id of an enrichment is found (ids as %s), apart from the catalogue’s',
    (attachedAs) => {
      const { attach, name, company, databar } = open({ addAnswer, attachedId: attachedAs });
      const first = attach({ enrichment: 833, mapping: { first_name: name, company } });
      const second = attach({ enrichment: 833, mapping: { first_name: name, company: { text: 'Sample Works' } } });
      expect([first, second]).toEqual([
        { id: expect.stringMatching(/^7\d+$/) },
        { id: expect.stringMatching(/^7\d+$/) },
      ]);
      expect(first).not.toEqual(second);
      expect(databar.ledger.billed).toEqual([]);
    },
  );

  test('the id of a waterfall is found', () => {
    const { attach, name, company } = open({ addAnswer });
    const mapping = { first_name: name, last_name: name, company };
    const what = { waterfall: 'email_getter', enrichments: [833, 966], emailVerifier: 10, mapping };
    expect(attach(what)).toEqual({ id: expect.stringMatching(/^7\d+$/) });
  });
});

test('it is run by a click only: changed cells never spend unasked', () => {
  const call = attachCall('t', { enrichment: 833, mapping: {} });
  expect(call).toMatchObject({ effect: 'create', body: { launch_strategy: 'run_on_click' } });
});

test.each<[string, Attach, RegExp]>([
  ['an enrichment that tables do not take', { enrichment: 1204, mapping: {} }, /does not offer this in tables/],
  ['required inputs that are not mapped', { enrichment: 833, mapping: {} }, /HTTP 400: .*not mapped/],
])('%s is told', (_what, what, problem) => {
  expect(open({}).attach(what)).toEqual({ problem: expect.stringMatching(problem) });
});

test('a new id among several is not guessed', () => {
  const list = (...ids: number[]): Answer => ({
    status: 200,
    headers: {},
    text: JSON.stringify(ids.map((id) => ({ id }))),
  });
  expect(attachedId({ status: 200, headers: {}, text: '{}' }, [list(1)], [list(1, 2, 3)])).toEqual({
    problem: expect.stringMatching(/Choose it/),
  });
});
