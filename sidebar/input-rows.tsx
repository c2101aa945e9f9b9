// The inputs of an operation, each with the column or the fixed value that it is read from.
import { useState } from 'preact/hooks';
import type { Described } from '../src/sidebar-calls';
import { Button } from './button';
import type { Source } from './draft';
import type { Problems } from './draft-problems';
import { Field } from './labelled';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';
import { Hint, Section } from './section';

type Parameter = NonNullable<Described['parameters']>[number];

const NONE = 'none';
const FIXED = 'fixed';
const COLUMN = 'column ';

function choiceOf(source: Source | undefined): string {
  if (source && 'value' in source) return FIXED;
  return source?.header ? COLUMN + source.header : NONE;
}

function InputRow({ parameter, problem }: { parameter: Parameter; problem: string | undefined }) {
  const { draft, opened, set } = usePanel();
  const label = parameter.label || parameter.name;
  const source = draft.inputs[parameter.name];
  const { columns } = opened.tab;
  const write = (next: Source) => set({ inputs: { ...draft.inputs, [parameter.name]: next } });
  const header = source && 'header' in source ? source.header : null;
  const column = columns.find((one) => one.header === header);
  const values = parameter.type === 'boolean' ? ['true', 'false'] : parameter.choices;
  const samples = column?.samples.slice(0, 2).join(', ');
  return (
    <>
      <Field
        label={label}
        required={parameter.required}
        value={choiceOf(source)}
        hint={column && (samples ? `e.g. ${samples}` : 'This column is empty.')}
        problem={problem}
        choices={[
          [NONE, 'Not used'],
          [FIXED, 'A fixed value …'],
          ...(header !== null && !column ? [[COLUMN + header, `${header} (not in this sheet)`] as const] : []),
          ...columns.map((one) => [COLUMN + one.header, one.header] as const),
        ]}
        onPut={(choice) =>
          write(choice === FIXED ? { value: '' } : { header: choice === NONE ? null : choice.slice(COLUMN.length) })
        }
      />
      {source && 'value' in source && (
        <Field
          label={`Fixed value for ${label}`}
          value={String(source.value)}
          onPut={(value) => write({ value })}
          {...(values ? { choices: [['', 'Choose …'], ...values.map((one) => [one, one] as const)] } : {})}
        />
      )}
    </>
  );
}

/** Where an input is named by the person: there is no catalogue, or a lead may have fields of its own. */
function AddInput() {
  const { draft, set } = usePanel();
  const [typed, setTyped] = useState('');
  const free = shapeOf(draft.operation)?.freeInputs;
  const name = typed.trim();
  const parameter = free && !name.startsWith(free.before) ? free.before + name : name;
  return (
    <>
      <Field label="Another input" hint={free?.hint ?? 'As the provider names it'} value={typed} onPut={setTyped} />
      <Button
        onPress={() => {
          set({ inputs: { [parameter]: { header: null }, ...draft.inputs } });
          setTyped('');
        }}
        disabled={name === ''}
      >
        Add
      </Button>
    </>
  );
}

export function InputRows({ problems }: { problems: Problems }) {
  const { draft } = usePanel();
  const known = draft.described?.parameters ?? [];
  const free = Object.keys(draft.inputs)
    .filter((name) => !known.some((parameter) => parameter.name === name))
    .map((name): Parameter => ({ name, label: '', required: false, type: 'text', choices: null }));
  return (
    <Section title="Inputs">
      <Hint>* needed. A row is taken when its needed inputs are filled.</Hint>
      {[...known, ...free].map((parameter) => (
        <InputRow key={parameter.name} parameter={parameter} problem={problems[`input:${parameter.name}`]} />
      ))}
      {(!draft.described?.parameters || shapeOf(draft.operation)?.freeInputs) && <AddInput />}
      {problems.inputs && <p class="wrong">{problems.inputs}</p>}
    </Section>
  );
}
