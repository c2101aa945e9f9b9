// Labelled controls: text, number, choice, tick. Each says what is wrong with it right below. Knows nothing of recipes.
import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Choice } from './operation-fields';

type Common = { label: string; hint?: string | undefined; problem?: string | undefined; required?: boolean | undefined };

function Around({ id, label, hint, problem, required, children }: Common & { id: string; children: ComponentChildren }) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && (
          <span class="needed" title="needed">
            {' '}
            *
          </span>
        )}
      </label>
      {children}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="wrong" id={`${id}-wrong`}>
          {problem}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, { hint, problem }: Common): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-wrong`].filter(Boolean).join(' ') || undefined;
}

type TextProps = Common & {
  value: string;
  onChange(value: string): void;
  type?: 'text' | 'search' | 'password' | 'time';
  long?: boolean;
  placeholder?: string;
};

export function TextField(props: TextProps) {
  const id = useId();
  const shared = {
    id,
    value: props.value,
    required: props.required,
    'aria-invalid': props.problem ? ('true' as const) : undefined,
    'aria-describedby': describedBy(id, props),
    autocomplete: 'off' as const,
    spellcheck: false,
    placeholder: props.placeholder,
  };
  const hear = (event: JSX.TargetedEvent<HTMLInputElement | HTMLTextAreaElement>) =>
    props.onChange(event.currentTarget.value);
  return (
    <Around {...props} id={id}>
      {props.long ? <textarea {...shared} rows={4} onInput={hear} /> : <input {...shared} type={props.type ?? 'text'} onInput={hear} />}
    </Around>
  );
}

type NumberProps = Common & { value: number | undefined; onChange(value: number | undefined): void; least?: number; step?: string };

export function NumberField(props: NumberProps) {
  const id = useId();
  return (
    <Around {...props} id={id}>
      <input
        id={id}
        type="number"
        min={props.least ?? 0}
        step={props.step ?? '1'}
        value={props.value ?? ''}
        aria-invalid={props.problem ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
        onInput={(event) => {
          const text = event.currentTarget.value;
          props.onChange(text === '' ? undefined : Number(text));
        }}
      />
    </Around>
  );
}

type SelectProps = Common & { value: string; choices: readonly Choice[]; onChange(value: string): void; disabled?: boolean };

export function SelectField(props: SelectProps) {
  const id = useId();
  return (
    <Around {...props} id={id}>
      <select
        id={id}
        value={props.value}
        disabled={props.disabled}
        required={props.required}
        aria-invalid={props.problem ? 'true' : undefined}
        aria-describedby={describedBy(id, props)}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function Tick(props: { label: ComponentChildren; on: boolean; onChange(on: boolean): void; disabled?: boolean }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={props.on}
        disabled={props.disabled}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}
