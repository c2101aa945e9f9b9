// The strip that stays on top while other places are browsed: every open run, and those that ended just now until they are seen.
import { Button } from './button';
import { freshRuns } from './model';
import { usePanel } from './panel-context';
import { Bar, Tallies } from './run-card';
import { isOver, percentOf, stateWords } from './run-words';

export function Strip() {
  const { model, update } = usePanel();
  const runs = [...model.opened.jobs.open, ...freshRuns(model)];
  // Under Runs the same stands in full.
  if (model.place === 'runs' || runs.length === 0) return null;
  return (
    <section class="strip" aria-label="Runs">
      {runs.map((run) => (
        <div key={run.jobId}>
          <div class="tick">
            <Button kind="link" onPress={() => update({ place: 'runs' })}>
              {run.name}
            </Button>
            <span class="grow">{run.state === 'running' ? `${percentOf(run)}%` : stateWords(run)}</span>
            {isOver(run) && (
              <Button kind="link" onPress={() => update({ seen: [...model.seen, run.jobId] })} of={run.name}>
                Hide
              </Button>
            )}
          </div>
          {!isOver(run) && <Bar run={run} />}
          <Tallies run={run} />
        </div>
      ))}
    </section>
  );
}
