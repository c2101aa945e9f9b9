// Three rows exactly as they would be sent: the add-on's own plan for the first rows, made again when the mapping has rested a moment.
import { useEffect } from 'preact/hooks';
import { recipeOf } from './draft';
import { Outcome } from './notice';
import { useCall, usePanel } from './panel-context';
import { Facts, Quiet, Section } from './section';

const RESTED_MS = 800;

export function SampleRows() {
  const { draft } = usePanel();
  const plan = useCall('plan');
  const recipe = recipeOf({ ...draft, rows: { first: 3 }, cap: {}, schedule: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again only when the recipe says something else
  useEffect(() => {
    const timer = setTimeout(() => void plan.run({ recipe }), RESTED_MS);
    return () => clearTimeout(timer);
  }, [JSON.stringify(recipe)]);
  const labelOf = (name: string) => draft.described?.parameters?.find((one) => one.name === name)?.label ?? name;
  const samples = plan.value?.samples;
  return (
    <Section title="What would be sent">
      <Outcome of={plan} wait="Reading the first rows …" />
      {samples?.length === 0 && <Quiet>No row is still empty and complete.</Quiet>}
      {samples?.map(({ row, sent }) => (
        <div key={row}>
          <h4>Row {row}</h4>
          <Facts title={`Row ${row}`} facts={Object.entries(sent).map(([name, value]) => [labelOf(name), value])} />
        </div>
      ))}
    </Section>
  );
}
