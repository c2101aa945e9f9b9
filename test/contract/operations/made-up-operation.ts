// A test-only operation that uses everything the port offers and databar.enrichment does not: free preparation (look for a list, make it,
// fill it), a charge of a thousand, results in pages joined by value, and a look that settles a charge in doubt. No real provider.
import * as z from 'zod/mini';
import { field, isObject, provesRefusal, readJson } from '../../../src/providers/answer';
import type {
  Answer,
  Call,
  Failure,
  Heard,
  Json,
  Operation,
  RequestInput,
  Ticket,
  Verdict,
} from '../../../src/providers/operation';

const settingsSchema = z.strictObject({ list: z.string().check(z.minLength(1), z.maxLength(50)) });
type Settings = z.infer<typeof settingsSchema>;

const ID_CHARACTERS = 40;

export const madeUpOperation: Operation<Settings> = {
  id: 'made.up',
  provider: 'influencers',
  settings: settingsSchema,
  hearsInputs: true,
  limits: () => ({
    requestsPerBatch: 1000,
    bytesPerBatch: 500_000,
    batchesInAir: 1,
    pollSeconds: 30,
    resultHours: 48,
    trialRequests: 5,
    ticketBytes: 400,
  }),
  identity: ({ list }) => JSON.stringify([list]),
  canonical: (parameter, text) => (parameter === 'handle' ? text.replace(/^@+/, '').toLowerCase() : text),
  toLearn: (_settings, _wanted, learnt) =>
    learnt.price === undefined ? [{ effect: 'read', method: 'GET', path: '/price' }] : [],
  learn(_settings, _wanted, learnt, _calls, answers) {
    const failure = readFailure(answers[0]!);
    if (failure)
      return { learnt, failure: failure.kind === 'pause' ? failure : { kind: 'again', reason: 'no price yet' } };
    return { learnt: { ...learnt, price: numberAt(bodyOf(answers[0]!), 'price') } };
  },
  parameters: () => [{ name: 'handle', label: 'Handle', required: true, type: 'text' }],
  convert: (_parameter, text) => ({ value: text }),
  balance: () => null,
  priceOf: (_input, _settings, { price }) => (typeof price === 'number' ? { min: price, max: price } : 'unknown'),
  groupOf: ({ canonical }) => canonical.platform ?? '',

  open: () => ({ stage: 'find' }),
  ask(ticket, inputs, { list }) {
    const at = `/lists/${encodeURIComponent(String(ticket.list ?? ''))}`;
    switch (ticket.stage) {
      case 'find':
        return [get(`/lists?name=${encodeURIComponent(list)}`)];
      case 'make':
        return [{ effect: 'create', method: 'POST', path: '/lists', body: { name: list } }];
      case 'fill':
        return [{ effect: 'repeatable', method: 'POST', path: `${at}/members`, body: { handles: handlesOf(inputs) } }];
      case 'buy':
        return [{ effect: 'charge', method: 'POST', path: `${at}/runs`, body: { reference: referenceOf(inputs) } }];
      default:
        return [get(`/runs/${encodeURIComponent(String(ticket.run))}?page=${Number(ticket.page)}`)];
    }
  },
  hear(ticket, _count, inputs, answers) {
    const answer = answers[0]!;
    if (ticket.stage === 'buy') return hearBuy(ticket, answer);
    if (ticket.stage === 'read') return hearPage(ticket, inputs, answer);
    return readFailure(answer) ? { failure: readFailure(answer)! } : hearPreparation(ticket, bodyOf(answer));
  },
  look: (ticket, inputs) => [
    get(`/lists/${encodeURIComponent(String(ticket.list))}/runs?reference=${encodeURIComponent(referenceOf(inputs))}`),
  ],
  seen(ticket, _inputs, answers) {
    const failure = readFailure(answers[0]!);
    if (failure) return { failure };
    const run = idAt(bodyOf(answers[0]!), 'run');
    return run === null ? {} : { ticket: { ...ticket, stage: 'read', run, page: 1 } };
  },
};

function get(path: string): Call {
  return { effect: 'read', method: 'GET', path };
}

function handlesOf(inputs: RequestInput[]): string[] {
  return inputs.map(({ canonical }) => canonical.handle ?? '');
}

/** Names a batch by what is in it, so that it can be looked for: no chance, no clock. */
function referenceOf(inputs: RequestInput[]): string {
  const handles = handlesOf(inputs);
  return `${handles.length}-${handles[0] ?? ''}-${handles[handles.length - 1] ?? ''}`;
}

function hearPreparation(ticket: Ticket, body: Json | undefined): Heard {
  if (ticket.stage === 'fill') return { ticket: { ...ticket, stage: 'buy' } };
  const list = idAt(body, 'list');
  if (list !== null) return { ticket: { stage: 'fill', list } };
  return ticket.stage === 'find'
    ? { ticket: { stage: 'make' } }
    : { failure: { kind: 'again', reason: 'no list yet' } };
}

function hearBuy(ticket: Ticket, answer: Answer): Heard {
  if (provesRefusal(answer)) return { failure: readFailure(answer)! };
  const run = idAt(bodyOf(answer), 'run');
  if (run === null) return { failure: { kind: 'doubt', reason: 'the answer could not be read' } };
  return { ticket: { ...ticket, stage: 'read', run, page: 1 } };
}

/** One page of results, each with the handle that it belongs to; handles that nobody asked for are left alone. */
function hearPage(ticket: Ticket, inputs: RequestInput[], answer: Answer): Heard {
  if ('status' in answer && (answer.status === 404 || answer.status === 410))
    return { failure: { kind: 'lost', reason: 'the run is gone' } };
  const failure = readFailure(answer);
  if (failure) return { failure };
  const body = bodyOf(answer);
  const rows = field(body, 'rows');
  if (!Array.isArray(rows)) return {};
  const indexes = new Map(handlesOf(inputs).map((handle, index) => [handle, index]));
  const verdicts = new Map<number, Verdict>();
  for (const row of rows) {
    const index = indexes.get(String(textAt(row, 'handle')));
    if (index !== undefined) verdicts.set(index, verdictOf(row, index));
  }
  const said = { verdicts: [...verdicts.values()] };
  if (field(body, 'last') === true) return { ...said, done: true };
  return { ...said, ticket: { ...ticket, page: Number(ticket.page) + 1 } };
}

function verdictOf(row: Json, index: number): Verdict {
  const data = field(row, 'data');
  if (isObject(data) && Object.keys(data).length > 0) return { index, outcome: 'found', result: data };
  const error = textAt(row, 'error');
  return error === null
    ? { index, outcome: 'no match' }
    : { index, outcome: 'failed', detail: error.trim() || 'no reason given' };
}

function readFailure(answer: Answer): Failure | null {
  if ('fault' in answer) return { kind: 'again', reason: answer.fault };
  if (answer.status === 401) return { kind: 'pause', why: 'key rejected', reason: 'the key was rejected' };
  if (answer.status === 429) return { kind: 'later' };
  const good = answer.status >= 200 && answer.status < 300 && isObject(readJson(answer.text));
  return good ? null : { kind: 'again', reason: `HTTP ${answer.status}` };
}

function bodyOf(answer: Answer): Json | undefined {
  return 'status' in answer && answer.status >= 200 && answer.status < 300 ? readJson(answer.text) : undefined;
}

function textAt(value: unknown, name: string): string | null {
  const text = field(value, name);
  return typeof text === 'string' ? text : null;
}

function idAt(value: unknown, name: string): string | null {
  const id = textAt(value, name);
  return id !== null && /^[\w-]+$/.test(id) && id.length <= ID_CHARACTERS ? id : null;
}

function numberAt(value: unknown, name: string): number | null {
  const number = field(value, name);
  return typeof number === 'number' && number >= 0 ? number : null;
}
