// What a person is told on standard error when a run did not end well, and what to do about it. Words only.
import { relative } from 'node:path';
import { oneLine } from './complaint';
import type { Flags } from './flags';
import type { Done } from './report';
import type { JobView } from './sidebar-calls';

/** A path as a person would type it from where they are. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === '' || near.startsWith('..') ? path : near;
}

function asArgument(path: string): string {
  const shown = shownPath(path);
  return /[^\w./\\:-]/.test(shown) ? `"${shown}"` : shown;
}

/** The same flags that found this state will find it again; keys are not shown. */
function again(verb: string, flags: Flags): string {
  const state = flags.out && flags.state === `${flags.out}.backfill.json` ? '' : ` --state ${asArgument(flags.state)}`;
  const out = flags.out ? ` --out ${asArgument(flags.out)}` : '';
  const routes = Object.entries(flags.routes).map(([from, to]) => ` --route ${from}=${to}`);
  const clock = routes.length > 0 && flags.clock === 'virtual' ? ' --clock virtual' : '';
  return `npm run -s backfill -- ${verb}${out}${state}${routes.join('')}${clock}`;
}

function describe(job: JobView): string {
  const reason = job.reason ? ` ${job.reason.replace(/[.\s]*$/, '.')}` : '';
  return `${job.name} is ${job.state}, ${job.done} of ${job.requests} requests are done.${reason}`;
}

function pausedAdvice(job: JobView, flags: Flags): string[] {
  if (job.state !== 'paused') return [];
  return [
    `${describe(job)} When that is mended, go on with: ${again('resume', flags)} — or give up what is unsent: ${again('stop', flags)}`,
  ];
}

function adviceOn(job: JobView, flags: Flags): string[] {
  const lines = pausedAdvice(job, flags);
  if (job.state === 'stopped')
    lines.push(`${describe(job)} Unsent requests cost nothing; give the run again to take them.`);
  if (job.outcomes.check > 0) {
    lines.push(
      `${job.name}: ${job.outcomes.check} requests are in check: sent, and paid or perhaps paid. Look at the provider, then: ${again('settle --as sent', flags)} (or --as not-sent)`,
    );
  }
  return lines;
}

/**
 * One line for each thing to know; none means that all is well, and that the command exits with 0. `onlyPaused`: after undo and settle,
 * which say themselves what they did; what was known before is not told again.
 */
export function adviceFor(done: Done, flags: Flags, onlyPaused = false): string[] {
  const lines = done.jobs.flatMap((job) => (onlyPaused ? pausedAdvice(job, flags) : adviceOn(job, flags)));
  if (done.stuck !== null)
    lines.unshift(`${done.stuck}. Rows that wait for an answer say so; go on with: ${again('resume', flags)}`);
  return lines.map(oneLine);
}
