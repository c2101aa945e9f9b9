// The add-on as its sidebar reaches it: rpc(name, JSON) → JSON. The shapes of the calls that the runner makes; nothing is decided here.

import type { JobView, PlanView } from '../../src/sidebar-calls';
import type { Host } from '../host/host';
import { inRunnerWords, sentencesInRunnerWords } from './runner-words';

/** The person at the keyboard; the only user of the runner's spreadsheet, and its owner. */
export const USER = 'you@example.com';

export type CallError = { kind: string; message: string };
export type Reply<T> = { ok: true; value: T } | { ok: false; error: CallError };
export type { JobView, PlanView };
export type JobState = JobView['state'];
export type OutcomeCounts = JobView['outcomes'];

export type Recipe = Record<string, unknown>;

export type Calls = {
  saveKey: { args: { provider: string; key: string; test: false }; value: object };
  plan: { args: { recipe: Recipe }; value: PlanView };
  start: {
    args: { recipe: Recipe; planId: string; shown: { toBuy: number; maxCredits: number | null } };
    value: { jobId: string };
  };
  advance: { args: object; value: { jobs: JobView[]; nextDueMs: number | null } };
  job: { args: { jobId: string }; value: JobView };
  jobs: { args: object; value: { open: JobView[]; ended: JobView[] } };
  stop: { args: { jobId: string }; value: JobView };
  resume: { args: { jobId: string }; value: JobView };
  undo: { args: { jobId: string }; value: JobView & { blanked: number; left: number } };
  settle: { args: { jobId: string; as: 'sent' | 'not-sent' }; value: JobView };
  provisional: {
    args: { jobId: string };
    value: { statusHeader: string | null; tab: { id: number; name: string }; rows: { row: number; status: string }[] };
  };
};

export type CallAddon = <Name extends keyof Calls>(
  name: Name,
  args: Calls[Name]['args'],
) => Reply<Calls[Name]['value']>;

/** An execution that died gives an error like any other: the add-on promises to be right after it. */
export function callerOf(host: Host): CallAddon {
  return (name, args) => {
    const execution = host.run({ user: USER, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' });
    if (!execution.ok) {
      const message = execution.error ?? 'the execution was killed';
      return { ok: false, error: { kind: 'internal', message: inRunnerWords(message) } };
    }
    return JSON.parse(String(execution.value), sentencesInRunnerWords);
  };
}
