// One labelled control: text, number, choice. It says what is wrong with it right below. Knows nothing of recipes.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Button } from './button';
import { Hint } from './section';

type FieldProps = {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  required?: boolean | undefined;
  value: string | number | undefined;
  onPut(value: string): void;
  /** `long`: several lines. `whole`, `amount`: numbers. */
  type?: 'text' | 'long' | 'search' | 'password' | 'time' | 'whole' | 'amount';
  least?: number;
  /** Makes it a list to choose from: value and words, in this order. */
  choices?: readonly (readonly [string, string])[];
  disabled?: boolean;
};

export function Field(props: FieldProps) {
  const { label, hint, problem, required, value = '', onPut, type = 'text', choices } = props;
  const id = useId();
  const notes = [hint && `${id}-hint`, problem && `${id}-wrong`].filter(Boolean).join(' ');
  const shared = {
    id,
    value,
    required,
    disabled: props.disabled,
    'aria-invalid': problem ? ('true' as const) : undefined,
    'aria-describedby': notes || undefined,
    onInput: (event: { currentTarget: { value: string } }) => onPut(event.currentTarget.value),
  };
  const isNumber = type === 'whole' || type === 'amount';
  return (
    <div class="field">
      <label for={id}>
        {label}
        {required && <span class="wrong"> *</span>}
      </label>
      {choices ? (
        <select {...shared}>
          {choices.map(([one, words]) => (
            <option key={one} value={one}>
              {words}
            </option>
          ))}
        </select>
      ) : type === 'long' ? (
        <textarea {...shared} rows={4} />
      ) : (
        <input
          {...shared}
          type={(isNumber ? 'number' : type) as 'text'}
          min={isNumber ? (props.least ?? 0) : undefined}
          step={type === 'amount' ? 'any' : undefined}
          autocomplete="off"
          spellcheck={false}
        />
      )}
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

/** A number that may be left out. */
export function numberOf(text: string): number | undefined {
  return text === '' ? undefined : Number(text);
}

export function Tick({ label, on, onPut }: { label: ComponentChildren; on: boolean; onPut(on: boolean): void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={on} onChange={(event) => onPut(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

type TicksProps<T> = {
  label: string;
  hint?: string | undefined;
  choices: readonly (readonly [T, string])[];
  chosen: readonly T[];
  /** The order of ticking counts, and is shown. */
  inOrder?: boolean;
  onPut(chosen: T[]): void;
};

export function Ticks<T extends string | number>({ label, hint, choices, chosen, inOrder, onPut }: TicksProps<T>) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {hint && <Hint>{hint}</Hint>}
      {choices.map(([one, words]) => {
        const place = chosen.indexOf(one);
        const others = chosen.filter((other) => other !== one);
        return (
          <div key={one} class="tick">
            <Tick
              label={inOrder && place >= 0 ? `${place + 1}. ${words}` : words}
              on={place >= 0}
              onPut={(on) => onPut(on ? [...chosen, one] : others)}
            />
            {inOrder && place > 0 && (
              <Button
                kind="link"
                of={words}
                onPress={() => onPut([...others.slice(0, place - 1), one, ...others.slice(place - 1)])}
              >
                Earlier
              </Button>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}
