// One run's progress: bar, percent, tallies, spend. The words come from run-words.ts.
import type { RunView } from '../src/sidebar-calls';
import { whole } from './amounts';
import { percentOf, spentWords, stateWords, tallies } from './run-words';

export function RunProgress({ run }: { run: RunView }) {
  const percent = percentOf(run);
  return (
    <>
      <progress max={100} value={percent} aria-label={`Progress of ${run.name}`}>
        {percent}%
      </progress>
      <p class="line">
        <span class="number">{percent}%</span> · {stateWords(run)} · {spentWords(run)}
      </p>
      <ul class="tallies">
        {tallies(run).map((one) => (
          <li key={one.label} class={one.kind}>
            <span class="number">{whole(one.number)}</span> {one.label}
          </li>
        ))}
      </ul>
    </>
  );
}
