// The strip that stays on top while other places are browsed: every open run, and those that ended just now until they are seen.
import type { RunView } from '../src/sidebar-calls';
import { Button } from './button';
import { usePanel } from './panel-context';
import { percentOf, spentWords, stateWords, tallies } from './run-words';
import { whole } from './amounts';

function StripRun({ run, isEnded }: { run: RunView; isEnded: boolean }) {
  const { model, update } = usePanel();
  const percent = percentOf(run);
  const open = () => update({ place: 'runs' });
  const letGo = () => update({ seen: [...model.seen, run.jobId] });
  const counts = tallies(run).map((one) => `${whole(one.number)} ${one.label}`);
  return (
    <li class={run.state}>
      <div class="strip-line">
        <button type="button" class="link" onClick={open} aria-label={`Show the run ${run.name}`}>
          {run.name}
        </button>
        <span class="number">{isEnded ? stateWords(run) : run.state === 'paused' ? 'Paused' : `${percent}%`}</span>
      </div>
      {!isEnded && (
        <progress max={100} value={percent} aria-label={`Progress of ${run.name}`}>
          {percent}%
        </progress>
      )}
      <p class="quiet">
        {counts.join(' · ')} · {spentWords(run)}
      </p>
      {isEnded && (
        <Button kind="quiet" onPress={letGo} name={`Hide ${run.name}`}>
          Hide
        </Button>
      )}
    </li>
  );
}

export function Strip() {
  const { model } = usePanel();
  const { open, ended } = model.opened.jobs;
  const fresh = ended.filter((run) => !model.seen.includes(run.jobId));
  // Under Runs the same stands in full.
  if (model.place === 'runs' || open.length + fresh.length === 0) return null;
  return (
    <section class="strip" aria-label="Runs">
      <ul>
        {open.map((run) => (
          <StripRun key={run.jobId} run={run} isEnded={false} />
        ))}
        {fresh.map((run) => (
          <StripRun key={run.jobId} run={run} isEnded={true} />
        ))}
      </ul>
    </section>
  );
}
