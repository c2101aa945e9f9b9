// Three rows exactly as they would be sent: the add-on's own plan for the first rows, made again when the mapping has rested a moment.
import { useEffect, useId } from 'preact/hooks';
import { Waiting } from './button';
import { recipeOf } from './draft';
import { ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';

const RESTED_MS = 800;

export function SampleRows() {
  const { model } = usePanel();
  const id = useId();
  const plan = useCall('plan');
  const draft = model.draft!;
  const recipe = recipeOf({ ...draft, rows: { first: 3 }, cap: {}, schedule: null });
  const text = JSON.stringify(recipe);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again only when the recipe says something else
  useEffect(() => {
    const timer = setTimeout(() => void plan.run({ recipe }), RESTED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const samples = plan.value?.samples ?? [];
  const labelOf = (name: string) => draft.described?.parameters?.find((one) => one.name === name)?.label ?? name;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>What would be sent</h3>
      {plan.isBusy && <Waiting>Reading the first rows …</Waiting>}
      <ProblemNotice problem={plan.problem} again={plan.again} />
      {!plan.isBusy && plan.value && samples.length === 0 && <p class="quiet">No row is still empty and complete.</p>}
      {samples.map((sample) => (
        <dl key={sample.row} class="sample" aria-label={`Row ${sample.row}`}>
          <dt class="row">Row {sample.row}</dt>
          {Object.entries(sample.sent).map(([name, value]) => (
            <div key={name}>
              <dt>{labelOf(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ))}
    </section>
  );
}
