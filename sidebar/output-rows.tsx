// The results of an operation: which are wanted, and the header of the column that each is written to.
import { useId, useState } from 'preact/hooks';
import { Button } from './button';
import type { Output } from './draft';
import type { Problems } from './draft-problems';
import { headerFor } from './guess-columns';
import { TextField, Tick } from './labelled';
import { usePanel } from './panel-context';

const SHOWN_AT_FIRST = 8;

function OutputRow({ output, problem, set }: { output: Output; problem?: string | undefined; set(output: Output): void }) {
  return (
    <div class="output">
      <Tick label={output.label} on={output.on} onChange={(on) => set({ ...output, on })} />
      {output.on && (
        <TextField
          label={`Column for ${output.label}`}
          value={output.header}
          problem={problem}
          onChange={(header) => set({ ...output, header })}
        />
      )}
    </div>
  );
}

function AddOutput() {
  const { model, update } = usePanel();
  const [path, setPath] = useState('');
  const draft = model.draft!;
  const add = () => {
    const name = path.trim();
    if (name === '' || draft.outputs.some((output) => output.path === name)) return;
    const header = headerFor(name, model.opened.tab.columns, new Set(draft.outputs.map((output) => output.header)));
    update({ draft: { ...draft, outputs: [...draft.outputs, { path: name, label: name, header, on: true }] } });
    setPath('');
  };
  return (
    <details>
      <summary>A result that is not in the list</summary>
      <TextField label="Its name at the provider" hint="e.g. location.city or links[0]" value={path} onChange={setPath} />
      <Button onPress={add} disabled={path.trim() === ''}>
        Add
      </Button>
    </details>
  );
}

export function OutputRows({ problems }: { problems: Problems }) {
  const { model, update } = usePanel();
  const id = useId();
  const [isAll, setAll] = useState(false);
  const draft = model.draft!;
  const set = (changed: Output) =>
    update({ draft: { ...draft, outputs: draft.outputs.map((one) => (one.path === changed.path ? changed : one)) } });
  const shown = draft.outputs.filter((output, index) => isAll || output.on || index < SHOWN_AT_FIRST);
  const hidden = draft.outputs.length - shown.length;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Results</h3>
      <p class="hint">Columns that are not there yet are added at the right. Cells that hold something stay as they are.</p>
      {shown.map((output) => (
        <OutputRow key={output.path} output={output} problem={problems[`output:${output.path}`]} set={set} />
      ))}
      {hidden > 0 && <Button onPress={() => setAll(true)}>Show {hidden} more</Button>}
      <AddOutput />
      {problems.outputs && <p class="wrong">{problems.outputs}</p>}
    </section>
  );
}
