// Who calls, and their credits: taken at submit, settled when a task is over. Knows no HTTP but the refusals of a key.

import { type FetchRequest, type HttpReply, headerOf, jsonReply } from '../http';
import { type CatalogueEntry, entryOf } from './catalogue';
import { verdictOn } from './result';
import { digest, type Scene, type Task } from './state';
import type { DatabarSwitches } from './switches';

/** The account's tag in the state, or the refusal. */
export function accountOf(request: FetchRequest, { state, switches, nowMs }: Scene): string | HttpReply {
  const key = headerOf(request, 'x-apikey').trim();
  const known = key !== '' && (switches.keys === null || switches.keys.includes(key));
  const revoked = switches.revokedFromMs !== null && nowMs >= switches.revokedFromMs;
  if (!known || revoked || switches.refuseEveryKey) return refusal(switches);
  const tag = switches.accounts === 'one-for-all' ? 'all' : digest(`${state.salt} ${key}`).slice(0, 16);
  state.accounts[tag] ??= { balance: switches.startCredits };
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

/** Price of one row, all its pages, when it is charged. */
export function rowPrice(entry: CatalogueEntry, params: Task['params'][number], pages: number): number {
  const slug = entry.pricing?.type === 'per_parameter' ? entry.pricing.parameter : undefined;
  const factor = slug === undefined ? 1 : Number(params[slug] ?? 1);
  return credits(entry.price * (Number.isFinite(factor) ? factor : 1) * pages);
}

export function rowCharge(task: Task, row: number, switches: DatabarSwitches): number {
  const entry = entryOf(task.enrichment)!;
  const price = rowPrice(entry, task.params[row]!, task.pages);
  const verdict = verdictOf(task, row);
  if (verdict === 'miss') return switches.misses === 'charged' ? price : 0;
  if (verdict === 'failed') return switches.failures === 'charged' ? price : 0;
  return price;
}

export function verdictOf(task: Task, row: number): 'found' | 'miss' | 'failed' {
  if (task.badRows.includes(row)) return 'failed';
  return verdictOn(task.params[row]!);
}

export function settle(task: Task, rowsDone: number, { state, switches }: Scene): void {
  task.charged = task.params.map((_params, row) => (row < rowsDone ? rowCharge(task, row, switches) : 0));
  const account = state.accounts[task.account]!;
  account.balance = credits(account.balance + task.reserved - sum(task.charged));
  task.reserved = 0;
  state.open = state.open.filter((id) => id !== task.id);
}

export function sum(numbers: number[]): number {
  return credits(numbers.reduce((total, number) => total + number, 0));
}

/** Credits have decimals; sums of doubles must not show 0.30000000000000004. */
export function credits(amount: number): number {
  return Math.round(amount * 1e6) / 1e6;
}
