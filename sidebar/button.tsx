// A button that shows its wait: spinner and disabled while the call is out. Not a link.
import type { ComponentChildren } from 'preact';

type ButtonProps = {
  onPress(): void;
  children: ComponentChildren;
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  isBusy?: boolean;
  disabled?: boolean;
  /** Where the words on it do not say to what it belongs. */
  name?: string;
  expanded?: boolean;
};

export function Button({ onPress, children, kind = 'plain', isBusy, disabled, name, expanded }: ButtonProps) {
  return (
    <button
      type="button"
      class={`button ${kind}`}
      disabled={disabled || isBusy}
      aria-busy={isBusy ? 'true' : undefined}
      aria-label={name}
      aria-expanded={expanded}
      onClick={onPress}
    >
      {isBusy && <span class="spinner" aria-hidden="true" />}
      {children}
    </button>
  );
}

/** A wait that has no button of its own. */
export function Waiting({ children }: { children: ComponentChildren }) {
  return (
    <p class="waiting" role="status">
      <span class="spinner" aria-hidden="true" />
      {children}
    </p>
  );
}
