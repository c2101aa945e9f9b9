// What a person sees while a run goes on and when it ends: a bar on a terminal, plain lines elsewhere, then a table. Standard output only.
import { Presets, SingleBar } from 'cli-progress';
import Table from 'cli-table3';
import { addOutcomes, creditsOf, type Done } from './report';
import type { JobView } from './sidebar-calls';

export type Progress = { show(jobs: JobView[]): void; end(): void };

function words(jobs: JobView[]): string {
  const counts = Object.entries(addOutcomes(jobs)).filter(([, count]) => count > 0);
  return counts.map(([outcome, count]) => `${count} ${outcome}`).join(', ');
}

function totals(jobs: JobView[]): { done: number; requests: number } {
  let [done, requests] = [0, 0];
  for (const job of jobs) {
    done += job.done;
    requests += job.requests;
  }
  return { done, requests };
}

function barOn(stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {percentage}%  {value} of {total}  {words}';
  const bar = new SingleBar({ format, stream, hideCursor: true, barsize: 24 }, Presets.shades_grey);
  let started = false;
  return {
    show(jobs) {
      if (jobs.length === 0) return;
      const { done, requests } = totals(jobs);
      if (!started) bar.start(requests, done, { words: words(jobs) });
      started = true;
      bar.setTotal(requests);
      bar.update(done, { words: words(jobs) });
    },
    end() {
      if (started) bar.stop();
      started = false;
    },
  };
}

function linesOn(stream: NodeJS.WritableStream): Progress {
  let last = '';
  return {
    show(jobs) {
      if (jobs.length === 0) return;
      const { done, requests } = totals(jobs);
      const line = `${done} of ${requests} requests${done > 0 ? `: ${words(jobs)}` : ''}`;
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    end() {},
  };
}

export function startProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barOn(stream) : linesOn(stream);
}

function creditText(value: number | null): string {
  return value === null ? 'unknown' : String(value);
}

export function outcomeTable(done: Done): string {
  const table = new Table({
    head: ['outcome', 'requests'],
    colAligns: ['left', 'right'],
    style: { head: [], border: [], compact: true },
  });
  for (const [outcome, count] of Object.entries(addOutcomes(done.jobs))) table.push([outcome, count]);
  const { estimatedMax, spent } = creditsOf(done);
  table.push(['credits spent', creditText(spent)], ['credits, at most', creditText(estimatedMax)]);
  return table.toString();
}
