// The paid calls that make a task, run and bulk-run: checks in the server's order, then a task and its credits. What the task answers later is in task.ts.

import { dueTrouble, tooMany } from '../faults';
import { emptyReply, type FetchReply, type FetchRequest, type HttpReply, htmlReply, jsonReply } from '../http';
import { readBody, unprocessable } from './body';
import { entryOf } from './catalogue';
import { credits, type Lookup, total, worstOf } from './lookup';
import { magicIn } from './magic';
import { type RowErrors, rowErrors } from './params';
import { type DatabarState, idOf, type Params, type Scene, type Task } from './state';
import type { DatabarSwitches } from './switches';

export const SLOW_TASK_MS = 90_000;
export const OWN_KEY_NEEDED = 'Connect your own key for this data source first.';

type Run = { account: string; enrichment: number; single: boolean };
/** What any paid call of this kind comes down to, once its own questions are answered. */
type Accepted = { account: string; single: boolean; lookup: Lookup; params: Params[]; errors: RowErrors[] };

export function submit(request: FetchRequest, run: Run, scene: Scene): FetchReply {
  const { switches } = scene;
  const body = readBody(request, run.single, switches);
  if ('status' in body) return body;
  const entry = entryOf(run.enrichment);
  if (!entry) return emptyReply(404);
  if (switches.maxRows !== null && body.params.length > switches.maxRows) return tooManyRows(switches);
  if (entry.auth_method === 'user') return jsonReply(400, { detail: OWN_KEY_NEEDED });
  const errors = body.params.map((params) => rowErrors(entry, params, switches));
  const lookup = { enrichment: run.enrichment, pages: body.pages };
  return accept(request, { account: run.account, single: run.single, lookup, params: body.params, errors }, scene);
}

/** Bad rows, credits, trouble, and then a task. */
export function accept(request: FetchRequest, asked: Accepted, scene: Scene): FetchReply {
  const { state, switches } = scene;
  const badRows = asked.errors.flatMap((row, n) => (Object.keys(row).length > 0 ? [n] : []));
  if (badRows.length > 0 && (asked.single || switches.badRow === 'refuses-batch')) {
    return badParams(asked.errors, badRows, asked.single, switches);
  }
  const worst = total(asked.params.flatMap((params) => worstOf(asked.lookup, params, switches)));
  const account = state.accounts[asked.account]!;
  if (switches.planForbidsRuns || account.balance < worst) return notAcceptable(switches);
  return troubled(request, asked.params, state, () => {
    const task = newTask(asked, badRows, worst, scene);
    return jsonReply(200, { [switches.taskId]: task.id, status: wordFor(startWord(task, switches), switches) });
  });
}

/** The paid call as the magic words in its rows want it to go: some refuse it, some carry it out and lose the answer. */
export function troubled(
  request: FetchRequest,
  rows: Params[],
  state: DatabarState,
  carryOut: () => HttpReply,
): FetchReply {
  const trouble = dueTrouble((word) => rows.flatMap((params) => magicIn(params, word) ?? []), state.seen);
  if (trouble === '429') return tooMany(2);
  if (trouble === '502') return htmlReply(502, 'Bad Gateway');
  const accepted = carryOut();
  if (trouble === '504') return htmlReply(504, 'Gateway Time-out');
  if (trouble === 'dropped') return { fault: `Unexpected error: ${request.url}`, tookMs: 800 };
  if (trouble === 'garbled') return { ...accepted, body: accepted.body.slice(0, 12) };
  return accepted;
}

function newTask(asked: Accepted, badRows: number[], worst: number, { state, switches, nowMs }: Scene): Task {
  state.acceptedPosts++;
  const slow = asked.params.some((params) => magicIn(params, 'slow') !== null);
  const tookMs = switches.taskMs + switches.taskMsPerRow * asked.params.length;
  const task: Task = {
    ...asked.lookup,
    id: idOf(state, `task ${state.acceptedPosts}`),
    account: asked.account,
    single: asked.single,
    params: asked.params,
    badRows,
    createdMs: nowMs,
    readyMs: nowMs + (slow ? Math.max(SLOW_TASK_MS, tookMs) : tookMs),
    cancelledMs: null,
    reserved: switches.reserve === 'at-submit' ? worst : 0,
    charged: null,
  };
  const account = state.accounts[asked.account]!;
  account.balance = credits(account.balance - task.reserved);
  state.tasks[task.id] = task;
  state.open.push(task.id);
  return task;
}

export function startWord(task: Task, switches: DatabarSwitches): string {
  return task.cascade ? switches.waterfallStartWord : 'processing';
}

function badParams(errors: RowErrors[], badRows: number[], single: boolean, switches: DatabarSwitches): HttpReply {
  if (switches.badParams === 'text') return jsonReply(400, { detail: 'Invalid params.' });
  if (single || switches.badParams === 'object') return jsonReply(400, { detail: Object.assign({}, ...errors) });
  const detail = switches.badParams === 'only-bad' ? badRows.map((row) => errors[row]) : errors;
  return jsonReply(400, { detail });
}

export function tooManyRows(switches: DatabarSwitches): HttpReply {
  if (switches.tooManyRowsAs === '413') return htmlReply(413, 'Request Entity Too Large');
  if (switches.tooManyRowsAs === '400')
    return jsonReply(400, { detail: `At most ${switches.maxRows} params per request.` });
  const msg = `List should have at most ${switches.maxRows} items after validation`;
  return unprocessable([{ type: 'too_long', loc: ['body', 'params'], msg }]);
}

export function notAcceptable(switches: DatabarSwitches): HttpReply {
  const detail = {
    'credits-or-plan': 'Check the number of remaining credits or the tariff plan.',
    credits: 'Not enough credits.',
    plan: 'Your plan does not include this data source.',
  }[switches.notAcceptable];
  return jsonReply(406, { detail });
}

export function wordFor(status: string, switches: DatabarSwitches): string {
  return switches.statusWords[status] ?? status;
}
