// A provider for the test-only operation, in memory: lists by name, runs by reference, results in pages of two, in no order.
import type { Answer, Call, Json, RequestInput } from '../../../src/providers/operation';
import { madeUpOperation } from './made-up-operation';
import type { PretendProvider, Subject } from './subject';

const PER_PAGE = 2;

export const madeUpSubject: Subject = {
  operation: madeUpOperation,
  settings: { list: 'Spring' },
  otherSettings: { list: 'Autumn' },
  inputs: (count) =>
    Array.from({ length: count }, (_, i): RequestInput => {
      const handle = i === 1 ? 'miss1' : i === 2 ? 'fail2' : `creator${i}`;
      return { canonical: { handle, platform: 'youtube' }, sent: { handle: `@${handle}`, platform: 'youtube' } };
    }),
  provider: pretend,
};

/** What a test may also ask of this provider: how many lists were made. */
export type ListKeeper = PretendProvider & { lists(): number };

function ok(body: Json): Answer {
  return { status: 200, headers: {}, text: JSON.stringify(body) };
}

export function pretend(): ListKeeper {
  const members = new Map<string, string[]>();
  const names = new Map<string, string>();
  const runs: { id: string; reference: string; handles: string[] }[] = [];

  const rowOf = (handle: string): Json => {
    if (handle.startsWith('miss')) return { handle, data: {} };
    if (handle.startsWith('fail')) return { handle, data: null, error: 'no such account' };
    return { handle, data: { followers: handle.length, name: `The ${handle}` } };
  };
  const pageOf = (handles: string[], page: number): Answer => {
    const shuffled = [...handles].sort((a, b) => (a < b ? 1 : -1));
    const rows = shuffled.slice((page - 1) * PER_PAGE, page * PER_PAGE).map(rowOf);
    return ok({ rows, last: page * PER_PAGE >= handles.length });
  };
  const post = (path: string, body: { [key: string]: Json }): Answer => {
    const [, , list = '', action] = path.split('/');
    if (list === '') {
      const id = `list-${names.size + 1}`;
      names.set(String(body.name), id);
      return ok({ list: id });
    }
    if (action === 'members') {
      members.set(list, body.handles as string[]);
      return ok({ status: 'ok' });
    }
    runs.push({ id: `run-${runs.length + 1}`, reference: String(body.reference), handles: members.get(list) ?? [] });
    return ok({ run: `run-${runs.length}`, status: 'queued' });
  };
  const read = (path: string): Answer => {
    const url = new URL(path, 'https://made.up');
    const [, kind, id = '', part] = url.pathname.split('/');
    if (kind === 'price') return ok({ price: 0.5 });
    if (kind === 'lists' && id === '') return ok({ list: names.get(url.searchParams.get('name') ?? '') ?? null });
    if (part === 'runs') {
      const run = runs.find(({ reference }) => reference === url.searchParams.get('reference'));
      return ok({ run: run?.id ?? null });
    }
    const run = runs.find((one) => one.id === id);
    return run ? pageOf(run.handles, Number(url.searchParams.get('page'))) : { status: 404, headers: {}, text: '' };
  };
  return {
    answer: ({ method, path, body }: Call) =>
      method === 'GET' ? read(path) : post(path, body as { [key: string]: Json }),
    charges: () => runs.length,
    lists: () => names.size,
    nowMs: () => 0,
    pass: () => {},
  };
}
