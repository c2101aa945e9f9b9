// A table batch before its charge: find the rows by key, upsert what is new or changed, and say which rows the run is for. Free calls.
import { field, isObject, readJson } from '../answer';
import type { Answer, Call, Failure, Heard, Json, RequestInput, RunFacts, Ticket, Verdict } from '../operation';
import { errorText } from './error-text';
import { accountFailure } from './refusal';
import type { TableSettings } from './settings';
import {
  asPeopleSee,
  columnsOf,
  folded,
  hasOutput,
  isNamedTwice,
  isSame,
  outputsOf,
  type Row,
  writeName,
} from './table-columns';
import { jsonOf, type Kept, type Page, type Reading, readOn, readPages, startReading } from './table-rows';
import { markOf, packSlots, refusalText, type Slot, tailOf } from './table-slots';

/** One request on its way to a row. `old`: what the enrichment had put there before. */
type Step = { id: string | null; row: Row | null; isNew: boolean; isSame: boolean; refused: string | null };

export type Prepared = { steps: Step[]; ids: string[]; strategy: string };

export type Turn = { settings: TableSettings; facts: RunFacts; inputs: RequestInput[] };

export function preparedOf(scratch: Json | undefined): Prepared | null {
  return isObject(scratch) && Array.isArray(scratch.steps) ? (scratch as unknown as Prepared) : null;
}

export function readingOf(ticket: Ticket, scratch: Json | undefined): Reading {
  if (isObject(scratch) && isObject(scratch.reading)) return scratch.reading as unknown as Reading;
  const pages = typeof ticket.pages === 'string' ? ticket.pages.split(',').map(Number).filter(Boolean) : [];
  return startReading(pages, ticket.small === true);
}

export function hearFind(ticket: Ticket, answers: Answer[], turn: Turn, scratch: Json | undefined): Heard {
  const reading = readingOf(ticket, scratch);
  const read = readPages(answers, reading.small);
  if ('small' in read) return { ticket: { ...ticket, small: true } };
  if ('failure' in read) {
    const { failure } = read;
    if (failure.kind !== 'lost') return { failure };
    return {
      failure: { kind: 'pause', why: 'refused', reason: `Databar does not know the table ${turn.settings.table}.` },
    };
  }
  const kept = keepByKey(reading.kept, read.pages, turn);
  const next = readOn(reading, read.pages);
  const all = turn.inputs.every((_input, index) => kept[index] !== undefined);
  if (next && !all) return { ticket, scratch: { reading: jsonOf({ ...next, kept }) } };
  const steps = guarded(stepsOf(kept, turn), turn);
  if (steps.some(needsUpsert)) return { ticket: { ...ticket, stage: 'upsert' }, scratch: scratchOf(steps) };
  return toRun(steps, turn);
}

function scratchOf(steps: Step[]): Json {
  return { steps, ids: [], strategy: '' } as unknown as Json;
}

function keepByKey(before: Reading['kept'], pages: Page[], { settings, inputs, facts }: Turn): Reading['kept'] {
  const byKey = new Map<string, number>();
  for (const [index, input] of inputs.entries()) {
    const key = folded(input.sent[settings.key]);
    if (key !== '' && !byKey.has(key)) byKey.set(key, index);
  }
  const columns = columnsOf(facts.learnt);
  const kept: { [index: string]: Kept } = { ...before };
  for (const { id, row } of pages.flatMap((page) => page.rows)) {
    const seen = asPeopleSee(row, columns);
    const index = byKey.get(folded(seen[settings.key]));
    if (index === undefined) continue;
    const other = kept[index];
    kept[index] = other && other.id !== id ? { ...other, twice: true } : { id, row: seen };
  }
  return kept;
}

function stepsOf(kept: Reading['kept'], { settings, inputs }: Turn): Step[] {
  const keys = new Set<string>();
  return inputs.map((input, index): Step => {
    const found = kept[index];
    const key = folded(input.sent[settings.key]);
    const refused = keys.has(key) ? 'SAMEROW' : found?.twice ? 'AMBIGUOUS' : null;
    keys.add(key);
    if (!found) return { id: null, row: null, isNew: true, isSame: false, refused };
    const same = Object.entries(input.sent).every(([name, value]) => isSame(found.row[name], value));
    return { id: found.id, row: found.row, isNew: false, isSame: same, refused };
  });
}

function needsUpsert(step: Step): boolean {
  return step.refused === null && !step.isSame;
}

/** Rows with a result for other values are left as they are, unless everything is to be run again. */
function guarded(steps: Step[], { settings, facts }: Turn): Step[] {
  if (strategyOf(settings, facts) === 'run_all') return steps;
  const columns = columnsOf(facts.learnt);
  return steps.map((step) => {
    const has = step.row !== null && hasOutput(outputsOf(step.row, settings, facts, columns));
    return has && !step.isSame && step.refused === null ? { ...step, refused: 'OTHER' } : step;
  });
}

function strategyOf({ strategy }: TableSettings, { rows }: RunFacts): string {
  if (strategy) return strategy;
  return rows === 'errors' ? 'run_errors' : rows === 'all' ? 'run_all' : 'run_empty';
}

export function upsertCall(ticket: Ticket, { steps }: Prepared, { settings, facts, inputs }: Turn): Call {
  const rows = steps.flatMap((step, index) => {
    if (!needsUpsert(step)) return [];
    const { [settings.key]: key, ...fields } = inputs[index]!.sent;
    const named: { [name: string]: Json } = {};
    for (const [name, value] of Object.entries(fields)) named[nameFor(name, ticket, facts)] = value;
    return [{ key: { [nameFor(settings.key, ticket, facts)]: key ?? '' }, fields: named }];
  });
  const body = { rows, return_rows: true };
  return { effect: 'create', method: 'POST', path: `/v1/table/${settings.table}/rows/upsert`, body };
}

function nameFor(name: string, ticket: Ticket, { learnt }: RunFacts): string {
  return writeName(name, learnt, ticket.people === true);
}

export function hearUpsert(ticket: Ticket, answer: Answer, turn: Turn, prepared: Prepared): Heard {
  const { steps } = prepared;
  if ('fault' in answer) return { failure: { kind: 'again', reason: answer.fault } };
  const mayRename = ticket.people !== true && isNamedTwice(namesOf(turn), turn.facts.learnt);
  if (answer.status < 200 || answer.status >= 300) {
    const isName = answer.status === 400 && /unknown_columns/i.test(answer.text);
    if (isName && mayRename) return { ticket: { ...ticket, people: true }, scratch: scratchOf(prepared.steps) };
    return { failure: upsertFailure(answer, isName) };
  }
  const results = field(readJson(answer.text), 'results');
  if (!Array.isArray(results))
    return { failure: { kind: 'again', reason: 'the rows were written, and the answer could not be read' } };
  const places = steps.flatMap((step, index) => (needsUpsert(step) ? [index] : []));
  const written = [...steps];
  const strays: string[] = [];
  for (const [at, index] of places.entries()) {
    const result = results.find((one) => field(one, 'index') === at) ?? results[at];
    written[index] = resultOn(steps[index]!, result);
    if (isStray(written[index]!, result, turn, index)) strays.push(written[index]!.id!);
  }
  if (strays.length === 0) return toRun(withoutTwins(written), turn);
  if (!mayRename) return { failure: COLUMNS_NOT_TAKEN };
  return { ticket: { ...ticket, stage: 'tidy' }, scratch: { ...(scratchOf(prepared.steps) as object), ids: strays } };
}

const COLUMNS_NOT_TAKEN = {
  kind: 'pause',
  why: 'column problem',
  reason:
    'Databar made the rows, but not with the values that were sent. Look at the table, and at the names of its columns.',
} as const;

function namesOf({ inputs }: Turn): string[] {
  return [...new Set(inputs.flatMap((input) => Object.keys(input.sent)))];
}

function resultOn(step: Step, result: Json | undefined): Step {
  const error = field(result, 'error') ?? null;
  const code = field(error, 'code') ?? error;
  if (error !== null)
    return {
      ...step,
      refused: typeof code === 'string' && code !== '' ? code.replace(/\W/g, '_').slice(0, 8) : 'unknown',
    };
  const id = field(result, 'id');
  const known = typeof id === 'string' || typeof id === 'number' ? String(id) : step.id;
  if (field(result, 'ok') === false || known === null) return { ...step, id: null, refused: 'NOID' };
  return { ...step, id: known };
}

/** A row that was made without its key: the columns have other names for this server, and it drops what it does not know. */
function isStray(step: Step, result: Json | undefined, { settings, facts, inputs }: Turn, index: number): boolean {
  if (step.refused !== null || field(result, 'action') !== 'created') return false;
  if (!step.isNew) return true;
  const row = field(result, 'row_data');
  if (!isObject(row)) return false;
  const shown = asPeopleSee(row, columnsOf(facts.learnt))[settings.key];
  return folded(shown) === '' && folded(inputs[index]!.sent[settings.key]) !== '';
}

function withoutTwins(steps: Step[]): Step[] {
  const ids = new Set<string>();
  return steps.map((step) => {
    if (step.refused !== null || step.id === null) return step;
    const isTwin = ids.has(step.id);
    ids.add(step.id);
    return isTwin ? { ...step, refused: 'SAMEROW' } : step;
  });
}

function upsertFailure(answer: Extract<Answer, { status: number }>, isName: boolean): Failure {
  const account = accountFailure(answer);
  if (account) return account;
  const said = errorText(answer.text);
  if (isName)
    return { kind: 'pause', why: 'column problem', reason: `Databar's table does not take these columns: ${said}.` };
  if (answer.status === 404)
    return { kind: 'pause', why: 'refused', reason: `Databar does not know the table${said ? ` (${said})` : ''}.` };
  if (answer.status >= 400 && answer.status < 500)
    return { kind: 'bad batch', reason: said || 'Databar gave no reason', perRow: !/too_large/i.test(answer.text) };
  return { kind: 'again', reason: `HTTP ${answer.status} for writing the rows` };
}

/** Which rows are run, and how each stood before. Where none is left to run, all is answered without paying. */
function toRun(steps: Step[], turn: Turn): Heard {
  const { settings, facts } = turn;
  const columns = columnsOf(facts.learnt);
  const wanted = strategyOf(settings, facts);
  const ids: string[] = [];
  const slots = steps.map((step): Slot => {
    if (step.refused !== null || step.id === null) return { is: 'refused', code: step.refused ?? 'NOID' };
    const tail = tailOf(step.id);
    const outputs = step.row === null ? [] : outputsOf(step.row, settings, facts, columns);
    const has = hasOutput(outputs);
    if (has && wanted !== 'run_all') return { is: 'free', tail };
    ids.push(step.id);
    if (!has) return { is: 'empty', tail };
    return { is: step.isSame ? 'had' : 'changed', tail, before: markOf(outputs) };
  });
  if (ids.length === 0)
    return {
      done: true,
      spent: 0,
      verdicts: slots.map((slot, index) => freeVerdict(slot, index, steps[index]!, settings)),
    };
  // Rows that were just made never ended with an error, and an error run would leave them out.
  const isMixed = wanted === 'run_errors' && !settings.strategy && steps.some((step) => step.isNew);
  const strategy = isMixed ? 'run_empty' : wanted;
  return { ticket: { stage: 'run', rows: packSlots(slots) }, scratch: { steps: [], ids, strategy } };
}

function freeVerdict(slot: Slot, index: number, step: Step, { key }: TableSettings): Verdict {
  if (slot.is === 'refused') return { index, outcome: 'failed', detail: refusalText(slot.code, key), credits: 0 };
  return { index, outcome: 'found', result: { id: step.id, ...step.row }, credits: 0 };
}
