// Armed recipes as they stand in document properties, one each: when, who pays, what came of it. Not the clock, not the run.
import { readRecord } from './records';

const KEY = 'bf.schedule.';

export type Schedule = {
  v: 1;
  /** The saved recipe or playbook. */
  name: string;
  /** In a copy of the document it is not armed. */
  spreadsheet: string;
  /** Who armed it: whose key pays, and whose alarm runs it. */
  user: string;
  /** What was armed, as a hash: a recipe that somebody changed since does not run. */
  armed: string;
  /** The tab of recipes that name none. */
  sheet: string;
  every: 'hour' | 'day' | 'week';
  /** 09:00. The weekday counts from 0, a Sunday. */
  at: string;
  weekday: number;
  nextMs: number;
  /** The run that goes on: its place in the playbook, what the steps before it cost. */
  run: {
    jobId: string;
    step: number;
    dueMs: number;
    credits: number;
    requests: number;
    texts: string[];
    failed: boolean;
  } | null;
  last: { atMs: number; text: string; failed: boolean } | null;
  /** Failed runs in a row. */
  failures: number;
  paused: string | null;
};

export function scheduleKey(name: string): string {
  return KEY + name;
}

/** Those of this spreadsheet. */
export function loadSchedules(all: Record<string, string>, spreadsheet: string): Schedule[] {
  return Object.keys(all)
    .filter((key) => key.startsWith(KEY))
    .flatMap((key) => readRecord<Schedule>(all[key]) ?? [])
    .filter((one) => one?.v === 1 && one.spreadsheet === spreadsheet);
}

/** A run or a schedule that waits for a person. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** When it next needs somebody to look. `isGone`: a run is no longer among the open ones. */
export function scheduleDueMs({ run, paused, nextMs }: Schedule, isGone: (jobId: string) => boolean): number {
  if (run && isGone(run.jobId)) return 0;
  return paused === null ? nextMs : NEVER;
}
