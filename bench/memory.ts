// Peak memory of the add-on's own side for one execution over many rows: heap that a plan holds at its highest. A child process, so that
// nothing else of this one is counted.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { WORK_EMAILS } from '../workbench/samples/made-up-leads';
import { bench } from './filled-run';

const HERE = fileURLToPath(import.meta.url);
const MEGABYTE = 1024 * 1024;

/** Megabytes that the process grew to at its peak, host and grid included, less what it has with a single row. */
export function memoryMegabytes(rows: number): number {
  return Math.round(peakOf(rows) - peakOf(1));
}

function peakOf(rows: number): number {
  return Number(execFileSync(process.execPath, ['--import', 'tsx', HERE, String(rows)], { encoding: 'utf8' }));
}

if (process.argv[1] === HERE) {
  const { call } = bench(Number(process.argv[2]), {});
  call('plan', { recipe: WORK_EMAILS });
  console.log(process.resourceUsage().maxRSS / 1024 > 0 ? (process.resourceUsage().maxRSS * 1024) / MEGABYTE : 0);
}
