// A table batch before its charge: find the rows by key, upsert what is new or changed, and say which rows the run is for. Free calls.
import { bodyOf, field, isObject, isOk, textField } from '../answer';
import type { Answer, Call, Failure, Heard, Json, RequestInput, RunFacts, Ticket } from '../operation';
import { accountFailure, again, errorText, pause } from '../refusal';
import { DATABAR, unknownTable } from './refusal';
import type { TableSettings } from './settings';
import {
  asPeopleSee,
  columnsOf,
  folded,
  hasOutput,
  isNamedTwice,
  outputsOf,
  type Row,
  writeName,
} from './table-columns';
import { type Reading, readRows } from './table-rows';
import { markOf, packSlots, type Slot, slotOf, tailOf, unrunVerdict } from './table-slots';

/** One request on its way to a row. `row`: what the table has there, null where the row is new. */
type Step = { id: string | null; row: Row | null; isSame: boolean; refused: string | null };

/** `ids` and `strategy`: what is to be run, or to be deleted. */
export type Prepared = { steps: Step[]; ids?: string[]; strategy?: string };

export type Turn = { settings: TableSettings; facts: RunFacts; inputs: RequestInput[] };

export function preparedOf(scratch: Json | undefined): Prepared | null {
  return Array.isArray(field(scratch, 'steps')) ? (scratch as unknown as Prepared) : null;
}

export function hearFind(ticket: Ticket, answers: Answer[], turn: Turn, scratch: Json | undefined): Heard {
  const { settings, inputs, facts } = turn;
  const byKey = new Map<string, number>();
  for (const [index, input] of inputs.entries()) {
    const own = folded(input.sent[settings.key]);
    if (own !== '' && !byKey.has(own)) byKey.set(own, index);
  }
  const keep = (kept: Reading['kept'], id: string, seen: () => Row): boolean => {
    const row = seen();
    const index = byKey.get(folded(row[settings.key]));
    if (index === undefined) return false;
    const other = kept[index];
    kept[index] = other && other.id !== id ? { ...other, twice: true } : { id, row };
    return true;
  };
  const read = readRows(ticket, answers, scratch, facts.learnt, keep, (kept) => inputs.every((_one, n) => kept[n]));
  if (!('kept' in read))
    return read.failure?.kind === 'lost' ? { failure: pause('refused', unknownTable(settings.table)) } : read;
  const steps = stepsOf(read.kept, turn);
  if (!steps.some(needsUpsert)) return toRun(steps, turn);
  return { ticket: { ...ticket, stage: 'upsert' }, scratch: { steps } as unknown as Json };
}

function stepsOf(kept: Reading['kept'], turn: Turn): Step[] {
  const { settings, inputs, facts } = turn;
  const keys = new Set<string>();
  const keepsOthers = strategyOf(turn) !== 'run_all';
  return inputs.map(({ sent }, index): Step => {
    const { id = null, row = null, twice } = kept[index] ?? {};
    const key = folded(sent[settings.key]);
    const isSame = row !== null && Object.entries(sent).every(([name, value]) => folded(row[name]) === folded(value));
    // Rows with a result for other values are left as they are, unless everything is to be run again.
    const isOther = row !== null && !isSame && keepsOthers && hasOutput(outputsOf(row, settings, facts));
    const refused = keys.has(key) ? 'SAMEROW' : twice ? 'AMBIGUOUS' : isOther ? 'OTHER' : null;
    keys.add(key);
    return { id, row, isSame, refused };
  });
}

function needsUpsert(step: Step): boolean {
  return step.refused === null && !step.isSame;
}

function strategyOf({ settings: { strategy }, facts: { rows } }: Turn): string {
  return strategy ?? (rows === 'errors' ? 'run_errors' : rows === 'all' ? 'run_all' : 'run_empty');
}

export function upsertCall(ticket: Ticket, { steps }: Prepared, { settings, facts, inputs }: Turn): Call {
  const nameOf = (name: string): string => writeName(name, facts.learnt, ticket.people === true);
  const rows = inputs.flatMap(({ sent }, index) => {
    if (!needsUpsert(steps[index]!)) return [];
    const { [settings.key]: key, ...others } = sent;
    const fields: { [name: string]: Json } = {};
    for (const [name, value] of Object.entries(others)) fields[nameOf(name)] = value;
    return [{ key: { [nameOf(settings.key)]: key ?? '' }, fields }];
  });
  const body = { rows, return_rows: true };
  return { effect: 'create', method: 'POST', path: `/v1/table/${settings.table}/rows/upsert`, body };
}

export function hearUpsert(ticket: Ticket, answer: Answer, turn: Turn, prepared: Prepared): Heard {
  if ('fault' in answer) return { failure: again(DATABAR, answer) };
  const names = turn.inputs.flatMap(({ sent }) => Object.keys(sent));
  const mayRename = ticket.people !== true && isNamedTwice(names, turn.facts.learnt);
  if (!isOk(answer)) {
    const isName = answer.status === 400 && /unknown_columns/i.test(answer.text);
    if (isName && mayRename) return { ticket: { ...ticket, people: true }, scratch: prepared as unknown as Json };
    return { failure: upsertFailure(answer, isName, turn) };
  }
  const results = field(bodyOf(answer), 'results');
  if (!Array.isArray(results)) return { failure: again(DATABAR, answer) };
  const strays: string[] = [];
  const taken = new Set<string>();
  let at = 0;
  const steps = prepared.steps.map((step, index) => {
    let next = step;
    if (needsUpsert(step)) {
      const result = results.find((one) => field(one, 'index') === at) ?? results[at];
      at++;
      next = resultOn(step, result);
      if (isStray(next, result, turn, index)) strays.push(next.id!);
    }
    if (next.refused !== null || next.id === null) return next;
    const isTwin = taken.has(next.id);
    taken.add(next.id);
    return isTwin ? { ...next, refused: 'SAMEROW' } : next;
  });
  if (strays.length === 0) return toRun(steps, turn);
  if (mayRename)
    return { ticket: { ...ticket, stage: 'tidy' }, scratch: { ...prepared, ids: strays } as unknown as Json };
  const reason =
    'Databar made the rows, but not with the values that were sent. Look at the table, and at the names of its columns.';
  return { failure: pause('column problem', reason) };
}

function resultOn(step: Step, result: Json | undefined): Step {
  const error = field(result, 'error') ?? null;
  const code = field(error, 'code') ?? error;
  if (error !== null)
    return { ...step, refused: ((typeof code === 'string' && code) || 'unknown').replace(/\W/g, '_').slice(0, 8) };
  const id = textField(result, 'id') || step.id;
  return field(result, 'ok') === false || id === null ? { ...step, id: null, refused: 'NOID' } : { ...step, id };
}

/** A row that was made without its key: the columns have other names for this server, and it drops what it does not know. */
function isStray(
  step: Step,
  result: Json | undefined,
  { settings: { key }, facts, inputs }: Turn,
  index: number,
): boolean {
  if (step.refused !== null || field(result, 'action') !== 'created') return false;
  if (step.row !== null) return true;
  const row = field(result, 'row_data');
  if (!isObject(row)) return false;
  return folded(asPeopleSee(row, columnsOf(facts.learnt))[key]) === '' && folded(inputs[index]!.sent[key]) !== '';
}

function upsertFailure(answer: Extract<Answer, { status: number }>, isName: boolean, { settings }: Turn): Failure {
  const account = accountFailure(DATABAR, answer);
  if (account) return account;
  const { status, text } = answer;
  const said = errorText(text);
  if (isName) return pause('column problem', `Databar's table does not take these columns: ${said}.`);
  if (status === 404) return pause('refused', unknownTable(settings.table));
  return status >= 400 && status < 500
    ? { kind: 'bad batch', reason: said || 'Databar gave no reason', perRow: !/too_large/i.test(text) }
    : again(DATABAR, answer);
}

/** Which rows are run, and how each stood before. Where none is left to run, all is answered without paying. */
function toRun(steps: Step[], turn: Turn): Heard {
  const { settings, facts } = turn;
  const wanted = strategyOf(turn);
  const ids: string[] = [];
  const slots = steps.map(({ id, row, isSame, refused }): Slot => {
    if (refused !== null || id === null) return slotOf('refused', refused ?? 'NOID');
    const tail = tailOf(id);
    const outputs = row === null ? [] : outputsOf(row, settings, facts);
    const has = hasOutput(outputs);
    if (has && wanted !== 'run_all') return slotOf('free', tail);
    ids.push(id);
    return has ? slotOf(isSame ? 'had' : 'changed', tail, markOf(outputs)) : slotOf('empty', tail);
  });
  if (ids.length === 0) {
    const verdicts = slots.map((slot, index) => {
      const { id, row } = steps[index]!;
      return unrunVerdict(index, slot, { id, ...row }, settings.key);
    });
    return { done: true, spent: 0, verdicts };
  }
  // Rows that were just made never ended with an error, and an error run would leave them out.
  const isMixed = wanted === 'run_errors' && !settings.strategy && steps.some((step) => step.row === null);
  const strategy = isMixed ? 'run_empty' : wanted;
  return { ticket: { stage: 'run', rows: packSlots(slots) }, scratch: { steps: [], ids, strategy } };
}
