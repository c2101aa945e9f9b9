// Attaching to a table, against the simulated Databar: the id is found however the server answers, nothing is attached twice, nothing runs.
import { describe, expect, test } from 'vitest';
import { type Attach, attachCalls, readAttached } from '../../../src/providers/databar/table-attach';
import type { Answer, Call } from '../../../src/providers/operation';
import type { DatabarSwitches } from '../../../workbench/providers/databar/switches';
import { HTML, lost, says, text } from './answers';
import { simulated } from './simulated';

type What = Omit<Attach, 'table'>;

/** `replace`: another answer in place of the one to the add call, which is carried out all the same. */
function open(switches: Partial<DatabarSwitches>, replace: (add: Answer) => Answer = (add) => add) {
  const { databar, ask, json } = simulated(switches);
  const table: string = json('POST', '/v1/table/create', { columns: ['Name', 'Company'] }).identifier;
  const posts: Call[] = [];
  const attach = (what: What) => {
    const whole = { table, ...what };
    const rounds: Answer[][] = [];
    for (let calls = attachCalls(whole, rounds); calls.length > 0; calls = attachCalls(whole, rounds)) {
      posts.push(...calls.filter((call) => call.method === 'POST'));
      rounds.push(calls.map((call) => (call.method === 'POST' ? replace(ask(call)) : ask(call))));
      expect(rounds.length).toBeLessThan(4);
    }
    return readAttached(whole, rounds);
  };
  return { attach, posts, databar, table, ids: () => json('GET', `/v1/table/${table}/enrichments`), json };
}

const PERSON = { enrichment: 833, columns: { first_name: 'Name', company: 'Company' } };
const EMAILS = { waterfall: 'email_getter', columns: { first_name: 'Name', last_name: 'Name', company: 'Company' } };

describe.each(['id', 'empty'] as const)('where the answer to add is %s', (addAnswer) => {
  test.each(['number', 'text'] as const)(
    'the id of an enrichment is found (ids as %s), apart from the catalogue’s',
    (attachedAs) => {
      const { attach, table, databar } = open({ addAnswer, attachedId: attachedAs });
      const id = expect.stringMatching(/^7\d+$/);
      expect(attach(PERSON)).toEqual({
        id,
        name: expect.stringMatching(/\S/),
        detail: 'enrichment',
        source: null,
        price: null,
        settings: { table, enrichment: id },
      });
      expect(databar.ledger.billed).toEqual([]);
    },
  );

  test.each(['enrichments-only', 'with-waterfalls'] as const)(
    'the id of a waterfall is found (%s)',
    (enrichmentsList) => {
      const { attach } = open({ addAnswer, enrichmentsList });
      expect(attach(EMAILS)).toMatchObject({ id: expect.stringMatching(/^7\d+$/), detail: 'waterfall' });
    },
  );

  test('the same is not attached a second time: what is there is given back', () => {
    const { attach, posts } = open({ addAnswer });
    for (const what of [PERSON, EMAILS]) expect(attach(what)).toEqual(attach(what));
    expect(posts.map((call) => call.path.replace(/.*\//, ''))).toEqual(['add-enrichment', 'add-waterfall']);
  });
});

test('it is run by a click only: changed cells never spend unasked', () => {
  const { attach, posts } = open({});
  attach(PERSON);
  expect(posts).toMatchObject([{ effect: 'create', body: { launch_strategy: 'run_on_click' } }]);
});

test('columns are sent by their id, whichever of name and id they are given by', () => {
  const { attach, posts, json, table } = open({ mappingBy: 'uuid' });
  const [name, company] = json('GET', `/v1/table/${table}/columns`).map(
    (one: { identifier: string }) => one.identifier,
  );
  expect(attach({ ...PERSON, columns: { first_name: name, company: 'Company' } })).toMatchObject({
    id: expect.any(String),
  });
  expect(posts[0]!.body).toMatchObject({
    mapping: { first_name: { type: 'mapping', value: name }, company: { type: 'mapping', value: company } },
  });
  expect(attach(EMAILS)).toMatchObject({ id: expect.any(String) });
  expect(posts[1]!.body).toMatchObject({ enrichments: [833, 966], mapping: { first_name: name, company } });
});

test.each<[string, What, RegExp, number]>([
  ['an enrichment that tables do not take', { enrichment: 1204, columns: {} }, /does not offer this in tables/, 1],
  ['required inputs that are not mapped', { enrichment: 833, columns: {} }, /HTTP 400: .*not mapped/, 1],
  ['an enrichment that is not known', { enrichment: 5, columns: {} }, /does not know this enrichment/, 0],
  ['a column that is not there', { enrichment: 833, columns: { first_name: 'Nmae' } }, /no column "Nmae".* "Name"/, 0],
])('%s is told', (_what, what, problem, sent) => {
  const { attach, posts, ids } = open({});
  expect(attach(what)).toEqual({ problem: expect.stringMatching(problem) });
  expect(posts).toHaveLength(sent);
  expect(ids()).toEqual([]);
});

test.each([
  ['lists that cannot be read', { attachedLists: '404' }, /does not know this table/],
  ['broken lists', { attachedLists: '500-html' }, /HTTP 500/],
  ['a catalogue that cannot be read', { details: '500-html' }, /HTTP 500/],
  ['a refused key', { refuseEveryKey: true }, /rejected the key/],
] as const)('%s: nothing is added blindly', (_what, switches, problem) => {
  const { databar, attach, posts } = open({});
  Object.assign(databar.switches, switches);
  expect(attach(PERSON)).toMatchObject({ problem: expect.stringMatching(problem) });
  expect(posts).toEqual([]);
});

test.each<[string, Answer]>([
  ['a lost connection', lost(true)],
  ['an HTML page', text(504, HTML)],
  ['an answer cut off', text(200, '{"id":7')],
])('where the answer to add is %s, it is looked for, and found', (_what, answer) => {
  const { attach, posts, ids } = open({}, () => answer);
  expect(attach(PERSON)).toMatchObject({ id: String(ids()[0].id) });
  expect(attach(PERSON)).toMatchObject({ id: String(ids()[0].id) });
  expect(posts).toHaveLength(1);
});

test('what surely was not sent is told, and not looked for', () => {
  const { attach } = open({}, () => lost(false));
  expect(attach(PERSON)).toEqual({ problem: 'DNS error' });
});

test('a new id among several, or none, is not guessed', () => {
  const list = (...ids: number[]): Answer =>
    says(
      200,
      ids.map((id) => ({ id })),
    );
  const looked = [list(1), list(), says(200, []), says(200, { name: 'Find' })];
  const read = (add: Answer, ...ids: number[]) =>
    readAttached({ table: 't', ...PERSON }, [looked, [add], [list(...ids), list()]]);
  expect(read(says(200, {}), 1, 2, 3)).toEqual({ problem: expect.stringMatching(/Choose it/) });
  expect(read(says(200, {}), 1, 2)).toMatchObject({ id: '2', name: 'Find' });
  expect(read(lost(true), 1)).toEqual({ problem: expect.stringMatching(/no clear answer/) });
});
