// The inputs of an operation, each with the column or the fixed value that it is read from.
import { useId, useState } from 'preact/hooks';
import type { Described } from '../src/sidebar-calls';
import { Button } from './button';
import type { Draft, Source } from './draft';
import type { Problems } from './draft-problems';
import { SelectField, TextField } from './labelled';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';

type Parameter = NonNullable<Described['parameters']>[number];

const NONE = 'none';
const FIXED = 'fixed';
const COLUMN = 'column ';

function choiceOf(source: Source | undefined): string {
  if (!source) return NONE;
  if ('value' in source) return FIXED;
  return source.header === null ? NONE : COLUMN + source.header;
}

function FixedValue({ parameter, value, set }: { parameter: Parameter; value: string; set(text: string): void }) {
  const label = `Fixed value for ${parameter.label}`;
  const choices = parameter.type === 'boolean' ? ['true', 'false'] : parameter.choices;
  if (choices)
    return (
      <SelectField
        label={label}
        value={value}
        choices={[{ value: '', label: 'Choose …' }, ...choices.map((one) => ({ value: one, label: one }))]}
        onChange={set}
      />
    );
  return <TextField label={label} value={value} onChange={set} />;
}

function InputRow({ parameter, problem }: { parameter: Parameter; problem: string | undefined }) {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const source = draft.inputs[parameter.name];
  const { columns } = model.opened.tab;
  const set = (next: Source) => update({ draft: { ...draft, inputs: { ...draft.inputs, [parameter.name]: next } } });
  const header = source && 'header' in source ? source.header : null;
  const samples = columns.find((column) => column.header === header)?.samples ?? [];
  const hint = header === null ? undefined : samples.length > 0 ? `e.g. ${samples.slice(0, 2).join(', ')}` : 'This column is empty.';
  return (
    <>
      <SelectField
        label={parameter.label || parameter.name}
        required={parameter.required}
        value={choiceOf(source)}
        hint={hint}
        problem={problem}
        choices={[
          { value: NONE, label: 'Not used' },
          { value: FIXED, label: 'A fixed value …' },
          ...(header !== null && !columns.some((column) => column.header === header)
            ? [{ value: COLUMN + header, label: `${header} (not in this sheet)` }]
            : []),
          ...columns.map((column) => ({ value: COLUMN + column.header, label: column.header })),
        ]}
        onChange={(choice) =>
          set(
            choice === FIXED
              ? { value: '' }
              : { header: choice === NONE ? null : choice.slice(COLUMN.length) },
          )
        }
      />
      {source && 'value' in source && (
        <FixedValue parameter={parameter} value={String(source.value)} set={(value) => set({ value })} />
      )}
    </>
  );
}

/** For operations without a catalogue: an input is named by the person. */
function AddInput() {
  const { model, update } = usePanel();
  const [name, setName] = useState('');
  const draft = model.draft as Draft;
  const free = shapeOf(draft.operation)?.freeInputs;
  const add = () => {
    const typed = name.trim();
    const parameter = free && !typed.startsWith(free.before) ? free.before + typed : typed;
    if (typed === '' || parameter in draft.inputs) return;
    update({ draft: { ...draft, inputs: { ...draft.inputs, [parameter]: { header: null } } } });
    setName('');
  };
  return (
    <div class="together">
      <TextField label={free ? 'Another field' : 'Another input'} hint={free?.hint ?? 'As the provider names it'} value={name} onChange={setName} />
      <Button onPress={add} disabled={name.trim() === ''}>
        Add
      </Button>
    </div>
  );
}

export function InputRows({ problems }: { problems: Problems }) {
  const { model } = usePanel();
  const id = useId();
  const draft = model.draft!;
  const known = draft.described?.parameters ?? [];
  const free = Object.keys(draft.inputs)
    .filter((name) => !known.some((parameter) => parameter.name === name))
    .map((name): Parameter => ({ name, label: name, required: false, type: 'text', choices: null }));
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>Inputs</h3>
      <p class="hint">* needed. A row is taken when its needed inputs are filled.</p>
      {[...known, ...free].map((parameter) => (
        <InputRow key={parameter.name} parameter={parameter} problem={problems[`input:${parameter.name}`]} />
      ))}
      {(draft.described?.parameters === null || shapeOf(draft.operation)?.freeInputs) && <AddInput />}
      {problems.inputs && <p class="wrong">{problems.inputs}</p>}
    </section>
  );
}
