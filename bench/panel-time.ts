// Virtual time that people wait for: the sidebar's first call, an idle heartbeat, and a formula over a range. Without the transport.
import { WORK_EMAILS } from '../workbench/samples/made-up-leads';
import { bench, fill, USER } from './filled-run';

function virtualMs(host: ReturnType<typeof bench>['host'], work: () => void): number {
  const startedMs = host.clock.now();
  work();
  return Math.round(host.clock.now() - startedMs);
}

/** `openMs`: the one call with which the sidebar opens, in a document with a list and an ended run. `idleMs`: a heartbeat then. */
export function panelMs(): { openMs: number; idleMs: number } {
  const b = bench(1000, {});
  fill(b, 1000);
  return {
    openMs: virtualMs(b.host, () => void b.call('open')),
    idleMs: virtualMs(b.host, () => void b.call('advance')),
  };
}

/** A formula over that many rows whose results are all in the archive. */
export function formulaMs(rows: number): { virtualMs: number; archiveReads: number } {
  const b = bench(rows, {});
  b.call('saveRecipe', { recipe: WORK_EMAILS });
  fill(b, rows);
  const before = b.host.calls['Range.getValues'] ?? 0;
  const inputs = b.host
    .person(USER)
    .tab('Leads')
    .values()
    .slice(1)
    .map((row) => row.slice(0, 2));
  const tookMs = virtualMs(
    b.host,
    () => void b.host.formula(USER, { fn: 'BACKFILL', args: [WORK_EMAILS.name, inputs, 'email'] }),
  );
  return { virtualMs: tookMs, archiveReads: (b.host.calls['Range.getValues'] ?? 0) - before };
}
