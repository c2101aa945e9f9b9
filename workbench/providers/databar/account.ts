// Who calls, and their credits: taken at submit, settled when a task is over. Knows no HTTP but the refusals of a key.

import { type FetchRequest, type HttpReply, headerOf, jsonReply } from '../http';
import { digest } from '../repeatable';
import type { Charge } from './cascade';
import { chargesBy, credits, type Lookup, total, type Verdict, verdictBy, worstOf } from './lookup';
import type { Scene, Task } from './state';
import type { DatabarSwitches } from './switches';

/** The account's tag in the state, or the refusal. */
export function accountOf(request: FetchRequest, { state, switches, nowMs }: Scene): string | HttpReply {
  const key = headerOf(request, 'x-apikey').trim();
  const known = key !== '' && (switches.keys === null || switches.keys.includes(key));
  const revoked = switches.revokedFromMs !== null && nowMs >= switches.revokedFromMs;
  if (!known || revoked || switches.refuseEveryKey) return refusal(switches);
  const tag = switches.accounts === 'one-for-all' ? 'all' : digest(`${state.salt} ${key}`).slice(0, 16);
  state.accounts[tag] ??= { balance: switches.startCredits };
  const account = state.accounts[tag];
  account.balance = credits(account.balance + switches.toppedUp - (account.toppedUp ?? 0));
  account.toppedUp = switches.toppedUp;
  return tag;
}

function refusal(switches: DatabarSwitches): HttpReply {
  if (switches.refusedKeyAs === '401') return jsonReply(401, { detail: 'Unauthorized' });
  const detail = {
    forbidden: 'Forbidden',
    'plan-text': 'SDK is not available on your current plan.',
    'not-allowed': 'Not allowed',
  }[switches.refusedKeyAs];
  return jsonReply(403, { detail });
}

/** What a row that ran does cost, by whom it is paid to. */
export function rowCharges(task: Task, row: number, switches: DatabarSwitches): Charge[] {
  const params = task.params[row]!;
  if (!task.badRows.includes(row)) return chargesBy(task, params, switches);
  return switches.failures === 'charged' ? worstOf(task, params, switches) : [neverRan(task)];
}

export function verdictOf(task: Task, row: number, switches: DatabarSwitches): Verdict {
  return task.badRows.includes(row) ? 'failed' : verdictBy(task, task.params[row]!, switches);
}

/** An input that was accepted and cost nothing: it stands in the ledger all the same. */
export function neverRan(lookup: Lookup): Charge {
  return { enrichment: lookup.enrichment, credits: 0 };
}

export function settle(task: Task, rowsDone: number, { state, switches }: Scene): void {
  task.charged = task.params.map((_params, row) =>
    row < rowsDone ? rowCharges(task, row, switches) : [neverRan(task)],
  );
  const account = state.accounts[task.account]!;
  account.balance = credits(account.balance + task.reserved - total(task.charged.flat()));
  task.reserved = 0;
  state.open = state.open.filter((id) => id !== task.id);
}
