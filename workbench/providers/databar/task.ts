// What a task answers: its status, data, progress and credits at a moment, and cancelling it. Makes no tasks.

import { type HttpReply, jsonReply } from '../http';
import { rowCharges, settle, verdictOf } from './account';
import { elementBy, total } from './lookup';
import { magicIn } from './magic';
import type { ResultValue } from './result';
import type { Scene, Task } from './state';
import { startWord, wordFor } from './submit';
import type { DatabarSwitches } from './switches';

const NO_DATA_PASSES_MS = 10_000;

/** Gives back what was reserved too much, for every task that is over by now. */
export function settleDue(scene: Scene): void {
  const { state, nowMs } = scene;
  for (const id of [...state.open]) {
    const task = state.tasks[id]!;
    if (nowMs >= task.readyMs) settle(task, task.params.length, scene);
  }
}

export function lookAtTask(task: Task | undefined, partial: boolean, scene: Scene): HttpReply {
  const { switches, nowMs } = scene;
  if (!task) return jsonReply(404, { detail: 'Not found' });
  if (nowMs >= expiresMs(task, switches)) {
    if (switches.expiredAs === '410') return jsonReply(410, { detail: 'Task data has expired.' });
    if (switches.expiredAs === '404') return jsonReply(404, { detail: 'Not found' });
    return jsonReply(200, { ...idsOf(task, switches), status: wordFor('gone', switches), data: null, error: null });
  }
  return jsonReply(200, taskBody(task, partial, scene));
}

export function cancelTask(task: Task | undefined, scene: Scene): HttpReply {
  if (!task) return jsonReply(404, { detail: 'Not found' });
  if (task.charged !== null) return jsonReply(409, { detail: 'The task is already finished.' });
  task.cancelledMs = scene.nowMs;
  settle(task, rowsDone(task, scene.nowMs), scene);
  return jsonReply(200, taskBody(task, false, scene));
}

function expiresMs(task: Task, switches: DatabarSwitches): number {
  const endMs = task.cancelledMs ?? task.readyMs;
  if (task.params.some((params) => magicIn(params, 'expired') !== null)) return endMs;
  return (switches.expiryClock === 'submit' ? task.createdMs : endMs) + switches.expiresAfterMs;
}

/** Rows of a task finish one after the other. */
function rowsDone(task: Task, nowMs: number): number {
  const atMs = Math.min(task.cancelledMs ?? nowMs, nowMs);
  if (atMs >= task.readyMs) return task.params.length;
  return Math.floor((task.params.length * (atMs - task.createdMs)) / (task.readyMs - task.createdMs));
}

function idsOf(task: Task, switches: DatabarSwitches): Record<string, string> {
  return switches.taskId === 'task_id' ? { task_id: task.id, request_id: task.id } : { request_id: task.id };
}

function taskBody(task: Task, partial: boolean, { switches, nowMs }: Scene): Record<string, unknown> {
  const done = rowsDone(task, nowMs);
  const status = statusOf(task, switches, nowMs);
  const body: Record<string, unknown> = {
    ...idsOf(task, switches),
    status: wordFor(status, switches),
    data: dataOf(task, status, done, partial, switches),
    error: errorOf(task, status, done, switches),
  };
  if (switches.creditsSpent === 'given') body.credits_spent = spentOf(task, done, switches);
  if (!task.single && switches.progress !== 'absent') body.progress = progressOf(task, done, switches);
  return body;
}

function statusOf(task: Task, switches: DatabarSwitches, nowMs: number): string {
  if (task.cancelledMs !== null) return 'cancelled';
  const isNew = task.cascade !== undefined && nowMs < task.createdMs + switches.waterfallCreatedMs;
  if (nowMs < task.readyMs) return isNew ? startWord(task, switches) : 'processing';
  const verdicts = task.params.map((_params, row) => verdictOf(task, row, switches));
  const failed = verdicts.filter((verdict) => verdict === 'failed').length;
  if (task.single && failed > 0) return 'failed';
  if (verdicts.length > 0 && failed === verdicts.length) return switches.allFailed;
  if (!verdicts.includes('found') && failed === 0 && switches.noData !== 'never') {
    if (switches.noData === 'terminal' || nowMs < task.readyMs + NO_DATA_PASSES_MS) return 'no_data';
  }
  if (task.params.some((params) => magicIn(params, 'partial') !== null)) return 'partially_completed';
  return failed > 0 ? switches.someFailed : 'completed';
}

function dataOf(task: Task, status: string, done: number, partial: boolean, switches: DatabarSwitches): unknown {
  const isRunning = status === 'processing' || status === 'created';
  if (status === 'failed' || (isRunning && (!partial || task.single))) return null;
  const elements = task.params.map((_params, row) => (row < done ? elementOf(task, row, switches) : null));
  if (task.single) {
    const empty = { null: null, 'empty-list': [], 'empty-object': {} }[switches.singleMiss];
    const element = elements[0] ?? null;
    if (element === null) return empty;
    return task.cascade && switches.singleWaterfall === 'array' ? [element] : element;
  }
  if (isRunning) return switches.partialData === 'aligned' ? elements : elements.slice(0, done);
  // "Rows that never ran leave no gap", says the official client.
  if (status === 'cancelled') return elements.slice(0, done);
  if (switches.alignment === 'aligned') return elements;
  const hits = elements.filter((element) => element !== null);
  return switches.alignment === 'hits-only' ? hits : hits.reverse();
}

function elementOf(task: Task, row: number, switches: DatabarSwitches): ResultValue {
  if (task.badRows.includes(row)) return null;
  return elementBy(task, task.params[row]!, switches);
}

function errorOf(
  task: Task,
  status: string,
  done: number,
  switches: DatabarSwitches,
): string | (string | null)[] | null {
  const message = 'The data provider returned an error.';
  if (status === 'failed') return message;
  if (status === 'processing' || status === 'created' || switches.failedRowsError === 'absent') return null;
  const rows = task.params
    .slice(0, done)
    .map((_params, row) => (verdictOf(task, row, switches) === 'failed' ? message : null));
  const failed = rows.filter((row) => row !== null);
  if (failed.length === 0) return null;
  if (switches.failedRowsError === 'text') return `${failed.length} of ${task.params.length} requests failed.`;
  return switches.failedRowsError === 'list-of-failed' ? failed : rows;
}

function spentOf(task: Task, done: number, switches: DatabarSwitches): number {
  if (task.charged !== null) return total(task.charged.flat());
  if (switches.spentWhileRunning === 'zero') return 0;
  return total(task.params.slice(0, done).flatMap((_params, row) => rowCharges(task, row, switches)));
}

function progressOf(task: Task, done: number, switches: DatabarSwitches) {
  const verdicts = task.params.slice(0, done).map((_params, row) => verdictOf(task, row, switches));
  const count = (wanted: string) => verdicts.filter((verdict) => verdict === wanted).length;
  const total = task.params.length;
  const base = { total, completed: count('found') };
  // Of a cancelled task nothing is processing any more.
  const processing = task.cancelledMs === null ? total - done : 0;
  if (switches.progress === 'old') return { ...base, failed: count('failed') + count('miss'), processing };
  return { ...base, no_data: count('miss'), failed: count('failed'), processing };
}
