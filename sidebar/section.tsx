// A part of a place under a heading of its own, and a list of facts. Look and structure only.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

export function Section({ title, children, box }: { title: string; children: ComponentChildren; box?: boolean }) {
  const id = useId();
  return (
    <section aria-labelledby={id} class={box ? 'box' : undefined}>
      <h3 id={id}>{title}</h3>
      {children}
    </section>
  );
}

type MoreProps = {
  title: ComponentChildren;
  children: ComponentChildren;
  isOpen?: boolean;
  onOpen?(isOpen: boolean): void;
};

export function More({ title, children, isOpen, onOpen }: MoreProps) {
  return (
    <details open={isOpen} onToggle={(event) => onOpen?.(event.currentTarget.open)}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}

/** Facts that are not known are left out. */
export function Facts({ title, facts }: { title: string; facts: readonly (readonly [string, string | null])[] }) {
  return (
    <dl aria-label={title}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** Something to pick. */
export function Lines({
  title,
  lines,
  source,
}: {
  title: string;
  lines: readonly (string | null | undefined)[];
  source?: string;
}) {
  return (
    <>
      <span class="title">{title}</span>
      {lines.map((line) => line && <span class="quiet">{line}</span>)}
      {source && <span class="source">{source}</span>}
    </>
  );
}

/** What is known, one beside the other. */
export function joined(...texts: readonly (string | 0 | null | undefined | false)[]): string {
  return texts.filter(Boolean).join(' · ');
}

export function Quiet({ children }: { children: ComponentChildren }) {
  return <p class="quiet">{children}</p>;
}

export function Hint({ children }: { children: ComponentChildren }) {
  return <p class="hint">{children}</p>;
}

/** Things to pick, one below the other. */
export function Cards({ children }: { children: ComponentChildren }) {
  return <ul class="cards">{children}</ul>;
}
