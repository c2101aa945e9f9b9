// What is said of a run: how far it is, what came of it, what stopping costs, why it pauses and what to do. Pure. Draws nothing.
import type { JobView } from '../src/sidebar-calls';
import { count, credits, moment, whole } from './amounts';

export type Tally = { label: string; number: number; kind: 'good' | 'plain' | 'bad' | 'doubt' };

export function percentOf(job: JobView): number {
  if (job.requests === 0) return job.state === 'finished' ? 100 : 0;
  return Math.min(100, Math.floor((100 * job.done) / job.requests));
}

/** Nothing more comes by itself. */
export function isOver(job: JobView): boolean {
  return (job.state === 'finished' || job.state === 'stopped') && !job.collecting;
}

export function tallies(job: JobView): Tally[] {
  const { outcomes } = job;
  const rest = Math.max(0, job.requests - job.done);
  const one = (label: string, number: number, kind: Tally['kind'] = 'plain'): Tally => ({ label, number, kind });
  const all = [
    one('found', outcomes.found, 'good'),
    one('no match', outcomes['no match']),
    one('failed', outcomes.failed, 'bad'),
    one('to check', outcomes.check, 'doubt'),
    one('not run', outcomes['not run']),
  ];
  // What is sent moves with every call, the others only when answers are kept.
  if (!isOver(job) && job.state !== 'paused') all.push(one('running', rest), one('sent', job.inAir.requests));
  return all.filter(({ number }, index) => number > 0 || index === 0);
}

export function stateWords(job: JobView): string {
  if (job.state === 'running') return 'Running';
  if (job.state === 'paused') return 'Paused';
  if (job.collecting) return 'Stopped, still collecting';
  return job.state === 'finished' ? 'Finished' : 'Stopped';
}

export function spentWords(job: JobView): string {
  if (job.credits.spent === null) return 'spent so far not known';
  return `${credits(job.credits.spent)} spent`;
}

/** What Stop leaves behind: the truth before the button is pressed. */
export function stopWords(job: JobView): string {
  const air = job.inAir;
  if (!air || air.requests === 0) return 'Nothing is under way: stopping costs nothing more.';
  const most = air.maxCredits === null ? 'their price is not known' : `at most ${credits(air.maxCredits)} more`;
  const sent = count(air.requests, 'request was', 'requests were');
  return `${sent} sent already: ${most}. Their results will still be collected.`;
}

export function collectWords(job: JobView): string | null {
  if (!job.collectByMs) return null;
  return `Results wait at the provider until ${moment(job.collectByMs)}.`;
}

const HINTS: { [kind: string]: string } = {
  'out of credits': 'Top up your account at the provider.',
  'lead quota': 'Make room in your lead quota.',
  'day quota': 'Nothing to do: it goes on by itself.',
};

/** What helps where a run has paused. The reason says it in most cases. */
export function pauseHint({ reasonKind }: JobView): string | undefined {
  return HINTS[reasonKind ?? ''];
}

/** Progress for the ear: said when the state changes and at each further tenth, not with every look. */
export function announcement(before: JobView | null, after: JobView): string | null {
  const tenth = (job: JobView) => Math.floor(percentOf(job) / 10);
  const words = `${after.name}: ${stateWords(after).toLowerCase()}, ${percentOf(after)} percent, ${whole(after.outcomes.found)} found.`;
  if (!before) return after.state === 'running' ? words : null;
  if (before.state !== after.state || before.collecting !== after.collecting)
    return after.reason && after.state === 'paused' ? `${after.name} pauses: ${after.reason}` : words;
  return tenth(before) === tenth(after) ? null : words;
}
