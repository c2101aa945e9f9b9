// The place "Runs": open runs in full, then the history with who, when, what and spend by provider.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { AfterRun } from './after-run';
import { count, credits, moment, whole } from './amounts';
import { Button } from './button';
import { Heading } from './heading';
import { providerOf } from './model';
import { Notice, ProblemNotice } from './notice';
import { PROVIDERS, shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { RunActions } from './run-actions';
import { RunProgress } from './run-progress';
import { collectWords, isOver, stateWords, tallies } from './run-words';

function LostRows({ run }: { run: RunView }) {
  const call = useCall('job');
  const lost = call.value?.lostRows;
  return (
    <>
      {!lost && (
        <Button kind="quiet" onPress={() => void call.run({ jobId: run.jobId })} isBusy={call.isBusy} name={`Rows of ${run.name} not found again`}>
          Rows not found again
        </Button>
      )}
      {lost && lost.length === 0 && <p class="quiet">Every row was found again.</p>}
      {lost && lost.length > 0 && (
        <ul class="plain">
          {lost.map((one) => (
            <li key={one.input}>
              {one.input}: {one.why}
            </li>
          ))}
        </ul>
      )}
      <ProblemNotice problem={call.problem} again={call.again} />
    </>
  );
}

function RunCard({ run }: { run: RunView }) {
  const { model } = usePanel();
  const collect = collectWords(run, Date.now());
  return (
    <article class="run" aria-label={run.name}>
      <h3>{run.name}</h3>
      <p class="quiet">
        {shapeOf(run.operation)?.title ?? run.operation} · {run.tab.name} · {count(run.rows, 'row')}
      </p>
      <RunProgress run={run} />
      {run.reason && run.state !== 'paused' && <p>{run.reason}</p>}
      {!isOver(run) && collect && <p class="quiet">{collect}</p>}
      <RunActions run={run} />
      {run.notes.map((note) => (
        <Notice key={note}>{note}</Notice>
      ))}
      {run.refusedCells && (
        <Notice kind="warn">
          Sheets refused {count(run.refusedCells.count, 'cell')}, e.g. {run.refusedCells.examples.join(', ')}. They may be protected.
          The results are kept: allow writing there, then fill the rest.
        </Notice>
      )}
      <AfterRun run={run} />
      {isOver(run) && run.user === model.opened.user && <LostRows run={run} />}
    </article>
  );
}

function Past({ run }: { run: RunView }) {
  const [isOpen, setOpen] = useState(false);
  const when = run.endedMs ?? run.startedMs;
  return (
    <li>
      <button type="button" class="card" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span class="title">{run.name}</span>
        <span class="quiet">
          {[when && moment(when, Date.now()), run.user, stateWords(run)].filter(Boolean).join(' · ')}
        </span>
        <span class="quiet">
          {tallies(run)
            .map((one) => `${whole(one.number)} ${one.label}`)
            .join(' · ')}{' '}
          · {run.credits.spent === null ? 'spend not known' : credits(run.credits.spent)}
        </span>
      </button>
      {isOpen && <RunCard run={run} />}
    </li>
  );
}

/** Credits differ in worth from provider to provider, so they are never added up over all. */
export function spendOf(runs: readonly RunView[]): string[] {
  const spent = new Map<string, number>();
  for (const run of runs) {
    if (!run.credits.spent) continue;
    const { name } = PROVIDERS[providerOf(run.operation)];
    spent.set(name, (spent.get(name) ?? 0) + run.credits.spent);
  }
  return [...spent].map(([name, amount]) => `${name}: ${credits(amount)}`);
}

function KeepOpen() {
  const { model } = usePanel();
  const own = model.opened.jobs.open.some((run) => run.user === model.opened.user && run.state === 'running');
  if (!own) return null;
  if (model.opened.alarm === 'none')
    return (
      <Notice kind="warn">
        <strong>Keep this panel open</strong>
        <p>Google lets no timer be made here, so the run only moves while this panel is open. Nothing is lost when it closes.</p>
      </Notice>
    );
  if (model.opened.alarm === 'hourly')
    return <Notice>You may close this panel: the run then goes on once an hour. With the panel open it is faster.</Notice>;
  return <p class="quiet">You may close this panel: the run goes on without it.</p>;
}

export function RunsPlace() {
  const { model, update } = usePanel();
  const { open, ended } = model.opened.jobs;
  const fresh = ended.filter((run) => !model.seen.includes(run.jobId));
  const past = ended.filter((run) => model.seen.includes(run.jobId));
  const spend = spendOf(ended);
  return (
    <>
      <Heading>Runs</Heading>
      <KeepOpen />
      {open.map((run) => (
        <RunCard key={run.jobId} run={run} />
      ))}
      {fresh.map((run) => (
        <RunCard key={run.jobId} run={run} />
      ))}
      {open.length + fresh.length === 0 && (
        <p>
          Nothing is running.{' '}
          <Button kind="quiet" onPress={() => update({ place: 'fill' })}>
            Fill something
          </Button>
        </p>
      )}
      {past.length > 0 && (
        <section aria-labelledby="history">
          <h3 id="history">History</h3>
          {spend.length > 0 && <p class="quiet">Spent in these runs: {spend.join(', ')}.</p>}
          <ul class="cards">
            {past.map((run) => (
              <Past key={run.jobId} run={run} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
