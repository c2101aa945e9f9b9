// A document that a colleague has tampered with: headers, cells, the archive, saved records; and every call that a person, the alarm or
// a formula can make in it. Says what went wrong; makes no document worse than people and their scripts can.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { createHost, type HostState } from '../../workbench/host/host';
import { createDatabar } from '../../workbench/providers/databar/databar';
import { mount } from '../../workbench/providers/mount';
import type { Json } from '../../workbench/providers/simulator';
import { ANN, BEN, leads, scene, WORK_EMAILS } from './scene';
import { anyChange, type Change, changed, keyIn, POLLUTED } from './spoilt-answers';
import { changes, looks } from './wizard-calls';

const KEYS: Record<string, string> = { [ANN]: 'the-key-of-ann', [BEN]: 'the-key-of-ben' };
const SCHEDULED = {
  ...WORK_EMAILS,
  cap: { requests: 100 },
  schedule: { every: 'day', at: '10:00', cap: { requests: 50 } },
};

type Cell = null | string | number | boolean | { date: number };
type SavedTab = { name: string; values: (Cell | undefined)[][]; formulas: unknown[] };
type Base = { state: HostState; databar: Json; jobId: string; endedId: string };

let base: Base | null = null;

/** A run that has ended, one in mid-air, a saved recipe, a playbook, an armed schedule; two people with keys. */
function baseOf(): Base {
  if (base) return base;
  const s = scene({ rows: leads(14) });
  for (const user of [ANN, BEN]) s.giveKey(user, KEYS[user]);
  const ended = s.run({ ...WORK_EMAILS, rows: { first: 6 } });
  s.call('saveRecipe', { recipe: SCHEDULED });
  s.call('saveRecipe', { recipe: { version: 1, name: 'Both', recipes: ['Work emails'] } });
  s.call('arm', { name: 'Work emails' });
  const { jobId } = s.start().value;
  base = { state: s.host.save(), databar: s.databar.save(), jobId, endedId: ended.jobId };
  return base;
}

/** Cells as only a person or another script would leave them. */
const NASTY_CELLS: Cell[] = [
  null,
  '',
  ' ',
  'x'.repeat(49_999),
  '__proto__',
  'constructor',
  'toString',
  '=1+1',
  "'=1+1",
  '\ud800',
  '\u0000\u202e\u2028',
  '<img src=x onerror=alert(1)>',
  '#REF!',
  'Loading...',
  '{"a":',
  '[[["a"]],null,5]',
  '{"__proto__":{"a":1},"toString":1}',
  `${'['.repeat(3000)}${']'.repeat(3000)}`,
  'found',
  'check: x',
  'stub',
  'run',
  'wave',
  'First name',
  'Company',
  'Work email',
  0,
  -1,
  1e308,
  1e21,
  true,
  false,
];

type Place = 'Leads' | 'Backfill archive' | 'records';
export type Tampering =
  | { at: Exclude<Place, 'records'>; row: number; column: number; cell: number }
  | { at: Exclude<Place, 'records'>; row: number; column: number; change: Change }
  | { at: Exclude<Place, 'records'>; rows: 'reversed' | 'twice' | 'dropped'; row: number }
  | { at: 'records'; record: number; change: Change }
  | { at: 'records'; record: number; cell: number };

const n = fc.nat(200);
const sheet = fc.constantFrom('Leads' as const, 'Backfill archive' as const);
const cell = fc.nat(NASTY_CELLS.length - 1);
export const anyTampering: fc.Arbitrary<Tampering[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ at: sheet, row: n, column: n, cell }) },
    { weight: 4, arbitrary: fc.record({ at: sheet, row: n, column: n, change: anyChange }) },
    fc.record({ at: sheet, rows: fc.constantFrom('reversed' as const, 'twice' as const, 'dropped' as const), row: n }),
    { weight: 2, arbitrary: fc.record({ at: fc.constant('records' as const), record: n, change: anyChange }) },
    fc.record({ at: fc.constant('records' as const), record: n, cell }),
  ),
  { minLength: 1, maxLength: 8, size: 'max' },
);

function tamper(state: HostState, tampering: Tampering): void {
  if (tampering.at === 'records') {
    const records = state.properties.document;
    const keys = Object.keys(records);
    const key = keys[tampering.record % keys.length]!;
    if ('change' in tampering) records[key] = changed(records[key]!, tampering.change).slice(0, 8500);
    else records[key] = String(NASTY_CELLS[tampering.cell] ?? '').slice(0, 8500);
    return;
  }
  const tab = (state.grid.tabs as SavedTab[]).find(({ name }) => name === tampering.at)!;
  const row = tampering.row % tab.values.length;
  if ('rows' in tampering) {
    const [line] = tab.values.slice(row, row + 1);
    if (tampering.rows === 'reversed') tab.values.push(...tab.values.splice(1).reverse());
    else if (tampering.rows === 'twice') tab.values.push([...line!]);
    else if (tab.values.length > 2) tab.values.splice(row, 1);
    return;
  }
  const line = tab.values[row]!;
  const column = tampering.column % Math.max(1, line.length);
  if ('cell' in tampering) line[column] = NASTY_CELLS[tampering.cell]!;
  else line[column] = changed(String(line[column] ?? ''), tampering.change).slice(0, 49_999);
}

/** @returns what was called, and what went wrong */
export function tamperedDocument(tamperings: Tampering[]): { calls: number; problems: string[] } {
  const { state: whole, databar: saved, jobId, endedId } = baseOf();
  const state = structuredClone(whole);
  for (const one of tamperings) tamper(state, one);
  const problems: string[] = [];
  const databar = createDatabar({ state: structuredClone(saved), seed: 'story' });
  const answer = mount({ simulators: [databar] });
  let running = ANN;
  const host = createHost({
    code: readFileSync('dist/Code.js', 'utf8'),
    users: [ANN, BEN],
    state,
    fetch: (requests, nowMs) => {
      for (const request of requests) {
        if (!request.url.startsWith('https://api.databar.ai/')) problems.push(`asked another host: ${request.url}`);
        const key = keyIn(request);
        if (key !== KEYS[running] && key !== 'another-key') problems.push(`${running} pays with ${key}`);
      }
      return answer(requests, nowMs);
    },
  });
  const people = peoplesCells(host);
  // Records can be changed only by whoever changes the script itself, and then a call may fail in words for programmers; cells by everybody.
  const isStrict = tamperings.every(({ at }) => at !== 'records');
  const rpc = (name: string, args: object): void => {
    const { value, ok, error } = host.run({
      user: running,
      fn: 'rpc',
      args: [name, JSON.stringify(args)],
      as: 'sidebar',
    });
    const reply = ok ? JSON.parse(String(value)) : null;
    if (!reply) problems.push(`${name} threw ${error}`);
    else if (isStrict && !reply.ok && (reply.error.kind === 'internal' || !/\S \S/.test(reply.error.message)))
      problems.push(`${name} said "${reply.error.kind}: ${reply.error.message}"`);
  };
  const { removeKey: _key, forget: _forget, saveKey: _save, ...doing } = changes(jobId);
  for (const user of [ANN, BEN]) {
    running = user;
    for (const [name, args] of Object.entries({ ...looks(jobId), ...looks(endedId), ...looksAt(endedId) }))
      rpc(name, args);
    if (user === BEN) continue;
    for (const [name, args] of Object.entries(doing)) rpc(name, args);
    const trigger = host.run({ user, fn: 'alarm', as: 'trigger' });
    if (isStrict && !trigger.ok) problems.push(`the alarm ended in an error: ${trigger.error}`);
    rpc('undo', { jobId: endedId });
    for (const formula of ['=BACKFILL("Work emails", Leads!A2:B9)', '=BACKFILL_STATUS("Work emails", Leads!A1:B9)']) {
      const fetched = host.http.length;
      host.formula(user, formula);
      if (host.http.length > fetched) problems.push(`${formula} fetched`);
    }
  }
  running = ANN;
  rpc('forget', {});
  if (JSON.stringify(peoplesCells(host)) !== JSON.stringify(people)) problems.push('cells of people changed');
  for (const { name } of host.person(ANN).tabs())
    for (const text of host.person(ANN).tab(name).formulas().flat())
      if (text !== '') problems.push(`a formula stands in ${name}: ${text}`);
  const { properties, cache, grid } = host.save();
  const kept = JSON.stringify([properties.document, cache, grid, host.executions.flatMap((one) => one.logs)]);
  for (const key of Object.values(KEYS))
    if (kept.includes(key)) problems.push('a key is in a cell, a record, a cache or a log');
  if (({} as Record<string, unknown>)[POLLUTED] !== undefined)
    problems.push('the prototype of all objects was changed');
  return { calls: host.executions.length, problems: [...new Set(problems)] };
}

function looksAt(jobId: string): Record<string, object> {
  return { resume: { jobId }, settle: { jobId, as: 'sent' } };
}

/** Inputs and notes, which no run may touch whatever the document says of itself. */
function peoplesCells(host: ReturnType<typeof createHost>): unknown[] {
  return host
    .person(ANN)
    .tab('Leads')
    .values()
    .map((row) => [row[0], row[1], row[5]]);
}
