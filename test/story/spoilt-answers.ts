// What a hostile provider can make of an answer, as data that prints in a line and can be given again. Judges nothing.
import fc from 'fast-check';
import type { FetchReply, FetchRequest } from '../../workbench/providers/http';

export const EVIL = 'https://evil.example';
export const POLLUTED = 'polluted by a provider';
/** Stands for the key of the request, which a provider knows and may echo: as it is, and as other JSON writers escape it. */
const ECHO = '(the key)';
const ESCAPED_ECHO = '(the key, escaped)';

/** Texts that take the place of a good value, as JSON. */
const LEAVES: string[] = [
  'null',
  'true',
  'false',
  '0',
  '-1',
  '1e999',
  '-1e999',
  '12345678901234567890',
  '0.1',
  '""',
  '"x"',
  '" "',
  '[]',
  '{}',
  '[[]]',
  '[null]',
  '{"toString":1,"valueOf":1}',
  `{"__proto__":{"${POLLUTED}":1},"constructor":{"prototype":{"${POLLUTED}":1}}}`,
  '"__proto__"',
  '"constructor"',
  '"=1+1"',
  '"\\ud800"',
  '"\\u0000\\u0007\\u001b[31m\\u202e\\u2028"',
  '"<img src=x onerror=alert(1)>"',
  `"${EVIL}/steal"`,
  `"@evil.example/"`,
  '"../../user/me?x=1#y"',
  '"//evil.example/a b\\\\c"',
  '"2026-01-01T00:00:00Z"',
  '"COMPLETED"',
  '"completed"',
  '"failed"',
  '"cancelled"',
  '"gone"',
  '"paused_insufficient_credits"',
  '"a word that nobody knows"',
  JSON.stringify('x'.repeat(60_000)),
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  `"${ECHO}"`,
  `"${ESCAPED_ECHO}"`,
];
const KEYS = ['__proto__', 'constructor', 'toString', 'length', 'data', 'items', 'error', 'detail', 'status', 'id', ''];

/** Status and body of answers that have nothing of the good one. */
const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1><script>alert(1)</script></body></html>';
const BODIES: string[] = [
  '',
  HTML,
  'null',
  '[]',
  '{}',
  '""',
  '{"detail":"Not found"}',
  '{"detail":[{"loc":["body",0,"params"],"msg":"bad","type":"x"}]}',
  '{"error":"no"}',
  '{"task_id":"x","status":"completed","data":[null]}',
  '{"status":"finished","results":[{"input_value":"nobody","enrichment_data":{"a":1}}]}',
  `{"__proto__":{"${POLLUTED}":1},"status":"gone"}`,
  '{"a":1',
  `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  '\u0000\ufeff{"status":"completed"}',
  '1e999',
];
const STATUSES = [
  200, 201, 202, 204, 206, 301, 307, 308, 400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 418, 422, 425, 429, 451,
  500, 501, 502, 503, 504, 520, 599, 0, 999,
];
const FAULTS: { fault: string; sent: boolean }[] = [
  { fault: 'Unexpected error: URL', sent: true },
  { fault: 'Timeout: URL', sent: true },
  { fault: '', sent: true },
  // As scripts of others have met it: the provider has answered, with more than Google takes.
  { fault: 'Limit exceeded: URLFetch Response Size.', sent: true },
  { fault: 'DNS error: URL', sent: false },
  { fault: 'Address unavailable: URL', sent: false },
  { fault: 'Service invoked too many times for one day: urlfetch.', sent: false },
  { fault: 'Limit Exceeded: URLFetch URL Length. URL', sent: false },
];

export type Change =
  | { op: 'leaf'; node: number; leaf: number }
  | { op: 'drop' | 'twice' | 'over' | 'swap' | 'nest' | 'unnest'; node: number }
  | { op: 'rename'; node: number; key: number }
  | { op: 'add'; node: number; key: number; leaf: number }
  | { op: 'cut'; at: number };
export type Spoil =
  | { kind: 'changed'; changes: Change[]; status?: number }
  | { kind: 'other'; status: number; body: number; retryAfter?: string }
  | { kind: 'fault'; fault: number }
  | { kind: 'slow'; ms: number };

/** One of each: every status (bodies by turns), every body as a success, every fault, every delay. */
export const EVERY_OTHER: Spoil[] = [
  ...STATUSES.map((status, n): Spoil => ({ kind: 'other', status, body: [6, 1, 0][n % 3]! })),
  ...BODIES.map((_body, body): Spoil => ({ kind: 'other', status: 200, body })),
  ...FAULTS.map((_fault, fault): Spoil => ({ kind: 'fault', fault })),
  { kind: 'slow', ms: 59_000 },
  { kind: 'slow', ms: 400_000 },
];

/** Whether a provider that is asked by position could put a value at another place by it: then no reader can tell. */
export function moves(spoil: Spoil | null): boolean {
  return (
    spoil?.kind === 'changed' &&
    (spoil.changes.length > 1 || spoil.changes.some(({ op }) => op === 'swap' || op === 'over' || op === 'rename'))
  );
}

type Json = null | boolean | number | string | Json[] | Map<string, Json> | { raw: string };

function toTree(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toTree);
  if (value === null || typeof value !== 'object') return value as Json;
  return new Map(Object.entries(value).map(([key, inner]) => [key, toTree(inner)]));
}

/** By hand, so that a key may be `__proto__` and a leaf any text. In loops, since answers are nested thousands deep, and stacks are small. */
function toText(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const inner of value) parts.push(toText(inner));
    return `[${parts.join(',')}]`;
  }
  if (!(value instanceof Map)) return value.raw;
  for (const [key, inner] of value) parts.push(`${JSON.stringify(key)}:${toText(inner)}`);
  return `{${parts.join(',')}}`;
}

type Place = { get(): Json; set(value: Json): void; holder: Json[] | Map<string, Json> | null; name: string | number };

function inList(list: Json[], i: number): Pick<Place, 'get' | 'set'> {
  const set = (value: Json): void => {
    list[i] = value;
  };
  return { get: () => list[i]!, set };
}

function inMap(map: Map<string, Json>, key: string): Pick<Place, 'get' | 'set'> {
  return { get: () => map.get(key)!, set: (value) => void map.set(key, value) };
}

function placesOf(root: { value: Json }): Place[] {
  const places: Place[] = [];
  const visit = (place: Place): void => {
    places.push(place);
    const value = place.get();
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) visit({ ...inList(value, i), holder: value, name: i });
    } else if (value instanceof Map) {
      for (const key of [...value.keys()]) visit({ ...inMap(value, key), holder: value, name: key });
    }
  };
  const set = (value: Json): void => {
    root.value = value;
  };
  visit({ get: () => root.value, set, holder: null, name: '' });
  return places;
}

export function changed(text: string, change: Change): string {
  if (change.op === 'cut') return text.slice(0, change.at % (text.length + 1));
  let root: { value: Json };
  try {
    root = { value: toTree(JSON.parse(text)) };
  } catch {
    return text;
  }
  const places = placesOf(root);
  const { get, set, holder, name } = places[change.node % places.length]!;
  const leafOf = (n: number): Json => ({ raw: LEAVES[n % LEAVES.length]! });
  const value = get();
  switch (change.op) {
    case 'leaf':
      set(leafOf(change.leaf));
      break;
    case 'drop':
      if (holder instanceof Map) holder.delete(String(name));
      else if (holder) holder.splice(Number(name), 1);
      else root.value = null;
      break;
    case 'twice':
      if (Array.isArray(holder)) holder.splice(Number(name), 0, value);
      else if (holder instanceof Map) holder.set(`${name}2`, value);
      break;
    case 'over':
    case 'swap': {
      if (!Array.isArray(holder) || holder.length < 2) break;
      const next = (Number(name) + 1) % holder.length;
      if (change.op === 'swap') set(holder[next]!);
      holder[next] = value;
      break;
    }
    case 'nest':
      set([value]);
      break;
    case 'unnest': {
      const [inner] = Array.isArray(value) ? value : value instanceof Map ? value.values() : [value];
      set(inner ?? null);
      break;
    }
    case 'rename':
      if (holder instanceof Map) {
        holder.delete(String(name));
        holder.set(KEYS[change.key % KEYS.length]!, value);
      }
      break;
    case 'add':
      if (value instanceof Map) value.set(KEYS[change.key % KEYS.length]!, leafOf(change.leaf));
      else if (Array.isArray(value)) value.push(leafOf(change.leaf));
  }
  return toText(root.value);
}

/** The key of a request, whichever header carries it. */
export function keyIn(request: FetchRequest): string {
  const { Authorization = '', 'x-apikey': key = '' } = request.headers;
  return key || Authorization.replace('Bearer ', '');
}

function echoed(text: string, request: FetchRequest): string {
  const key = keyIn(request);
  const escaped = [...key].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
  return text.replaceAll(ECHO, key).replaceAll(ESCAPED_ECHO, escaped);
}

/** The contract's own words, written again here: an answer that proves that a charge was not taken. */
export function provesRefusal(reply: FetchReply): boolean {
  if ('fault' in reply)
    return FAULTS.some(({ fault, sent }) => !sent && reply.fault.startsWith(fault.split('URL')[0]!));
  const { status, body } = reply;
  if ((status >= 300 && status < 400) || [401, 403, 404, 405, 413, 429].includes(status)) return true;
  if (status < 400 || status >= 500) return false;
  if (body.trim() === '') return true;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param carryOut gives the good answer, once the provider has done what it was asked
 * @param doIt whether it does it, where the answer leaves that open. What proves a refusal is the truth: a provider that charges for what
 * it refuses cannot be guarded against.
 */
export function spoilt(request: FetchRequest, spoil: Spoil, doIt: boolean, carryOut: () => FetchReply): FetchReply {
  if (spoil.kind === 'changed') {
    const good = carryOut();
    if ('fault' in good) return good;
    let body = good.body;
    for (const change of spoil.changes) body = changed(body, change);
    const reply = { ...good, body: echoed(body, request) };
    const other = { ...reply, status: spoil.status ?? good.status };
    return request.method.toUpperCase() === 'GET' || !provesRefusal(other) ? other : reply;
  }
  if (spoil.kind === 'slow') return { ...carryOut(), tookMs: spoil.ms };
  const reply: FetchReply =
    spoil.kind === 'fault'
      ? { fault: FAULTS[spoil.fault % FAULTS.length]!.fault.replace('URL', request.url), tookMs: 500 }
      : {
          status: spoil.status,
          headers: {
            location: `${EVIL}/moved`,
            'content-type': 'text/html',
            ...(spoil.retryAfter === undefined ? {} : { 'retry-after': spoil.retryAfter }),
          },
          body: BODIES[spoil.body % BODIES.length]!,
          tookMs: 100,
        };
  if (doIt && !provesRefusal(reply)) carryOut();
  return reply;
}

const n = fc.nat(400);
const leaf = fc.nat(LEAVES.length - 1);
const key = fc.nat(KEYS.length - 1);
export const anyChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: fc.constant('leaf' as const), node: n, leaf }) },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constantFrom(
        'drop' as const,
        'twice' as const,
        'over' as const,
        'swap' as const,
        'nest' as const,
        'unnest' as const,
      ),
      node: n,
    }),
  },
  fc.record({ op: fc.constant('rename' as const), node: n, key }),
  { weight: 2, arbitrary: fc.record({ op: fc.constant('add' as const), node: n, key, leaf }) },
  fc.record({ op: fc.constant('cut' as const), at: fc.nat(3000) }),
);
export const anySpoil: fc.Arbitrary<Spoil> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .record(
        {
          kind: fc.constant('changed' as const),
          changes: fc.oneof(
            { weight: 3, arbitrary: fc.array(anyChange, { minLength: 1, maxLength: 1 }) },
            fc.array(anyChange, { minLength: 2, maxLength: 3 }),
          ),
          status: fc.constantFrom(...STATUSES),
        },
        { requiredKeys: ['kind', 'changes'] },
      )
      .map((one) =>
        one.status === undefined || (one.changes.length & 1) === 0 ? { kind: one.kind, changes: one.changes } : one,
      ) as fc.Arbitrary<Spoil>,
  },
  {
    weight: 3,
    arbitrary: fc.record(
      {
        kind: fc.constant('other' as const),
        status: fc.constantFrom(...STATUSES),
        body: fc.nat(BODIES.length - 1),
        retryAfter: fc.constantFrom('1', '-5', 'soon', '1e99', '120', 'Wed, 21 Oct 2099 07:28:00 GMT'),
      },
      { requiredKeys: ['kind', 'status', 'body'] },
    ) as fc.Arbitrary<Spoil>,
  },
  fc.record({ kind: fc.constant('fault' as const), fault: fc.nat(FAULTS.length - 1) }),
  fc.record({ kind: fc.constant('slow' as const), ms: fc.constantFrom(59_000, 61_000, 400_000) }),
);
