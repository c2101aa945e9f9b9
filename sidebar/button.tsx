// A button that shows its wait: spinner and disabled while the call is out. Not a link.
import type { ComponentChildren } from 'preact';

/** `spend`: as wide as the panel, so that nothing that appears beside it ever puts it where another button was. */
export type ButtonKind = 'main' | 'spend' | 'plain' | 'quiet' | 'danger' | 'card' | 'link' | undefined;

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

/**
 * While its call is out it is disabled in word only: the browser takes the focus from a button that is. The second click of a double click
 * would reach what the first has put there.
 */
export function Button({ onPress, children, kind = 'plain', isBusy, disabled, of, expanded }: ButtonProps) {
  return (
    <button
      type="button"
      class={PLAIN.includes(kind) ? kind : `button ${kind}`}
      disabled={disabled}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      aria-expanded={expanded}
      onClick={({ detail }) => isBusy || (detail > 1 && kind !== 'link') || onPress()}
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
