// A button that shows its wait: spinner and disabled while the call is out. Not a link.
import type { ComponentChildren } from 'preact';

export type ButtonKind = 'main' | 'plain' | 'quiet' | 'danger' | 'card' | 'link' | undefined;

type ButtonProps = {
  onPress(): void;
  children?: ComponentChildren;
  kind?: ButtonKind;
  isBusy?: boolean | undefined;
  disabled?: boolean | undefined;
  /** What it belongs to, where the words on it do not say so: heard, not seen. */
  of?: string | undefined;
  expanded?: boolean;
};

const PLAIN = ['card', 'link'];

export function Button({ onPress, children, kind = 'plain', isBusy, disabled, of, expanded }: ButtonProps) {
  return (
    <button
      type="button"
      class={PLAIN.includes(kind) ? kind : `button ${kind}`}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      aria-expanded={expanded}
      onClick={onPress}
    >
      {isBusy && <Spinner />}
      {children}
      {of && <span class="hidden"> {of}</span>}
    </button>
  );
}

export function Spinner() {
  return <span class="spinner" aria-hidden="true" />;
}

/** A wait that has no button of its own. */
export function Waiting({ children }: { children: ComponentChildren }) {
  return (
    <p class="quiet" role="status">
      <Spinner />
      {children}
    </p>
  );
}
