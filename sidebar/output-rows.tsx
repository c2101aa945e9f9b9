// The results of an operation: which are wanted, and the header of the column that each is written to.
import { useState } from 'preact/hooks';
import { Button } from './button';
import type { Output } from './draft';
import type { Problems } from './draft-problems';
import { headerFor } from './guess-columns';
import { Field, Tick } from './labelled';
import { usePanel } from './panel-context';
import { Hint, More, Section } from './section';

const SHOWN_AT_FIRST = 8;

function AddOutput() {
  const { draft, opened, set } = usePanel();
  const [typed, setTyped] = useState('');
  const path = typed.trim();
  const add = () => {
    const header = headerFor(path, opened.tab.columns, new Set(draft.outputs.map((output) => output.header)));
    set({ outputs: [...draft.outputs, { path, label: path, header, on: true }] });
    setTyped('');
  };
  return (
    <More title="A result that is not in the list">
      <Field label="Its name at the provider" hint="e.g. location.city or links[0]" value={typed} onPut={setTyped} />
      <Button onPress={add} disabled={path === '' || draft.outputs.some((output) => output.path === path)}>
        Add
      </Button>
    </More>
  );
}

export function OutputRows({ problems }: { problems: Problems }) {
  const { draft, set } = usePanel();
  const [isAll, setAll] = useState(false);
  const change = (changed: Output) =>
    set({ outputs: draft.outputs.map((one) => (one.path === changed.path ? changed : one)) });
  const shown = draft.outputs.filter((output, index) => isAll || output.on || index < SHOWN_AT_FIRST);
  const hidden = draft.outputs.length - shown.length;
  return (
    <Section title="Results">
      <Hint>Columns that are not there yet are added at the right. Cells that hold something stay.</Hint>
      {shown.map((output) => (
        <div key={output.path} class="output">
          <Tick label={output.label} on={output.on} onPut={(on) => change({ ...output, on })} />
          {output.on && (
            <Field
              label={`Column for ${output.label}`}
              value={output.header}
              problem={problems[`output:${output.path}`]}
              onPut={(header) => change({ ...output, header })}
            />
          )}
        </div>
      ))}
      {hidden > 0 && <Button onPress={() => setAll(true)}>Show {hidden} more</Button>}
      <AddOutput />
      {problems.outputs && <p class="wrong">{problems.outputs}</p>}
    </Section>
  );
}
