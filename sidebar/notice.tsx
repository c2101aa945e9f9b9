// What went wrong, or what should be known, where it belongs; with the button that helps. Words come from say-problem.ts.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button, Waiting } from './button';
import { type Call, usePanel } from './panel-context';
import type { Said } from './say-problem';

export function Notice({ kind = 'info', children }: { kind?: 'info' | 'warn'; children: ComponentChildren }) {
  return <div class={`notice ${kind}`}>{children}</div>;
}

export function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <>
      {notes.map((note) => (
        <Notice key={note} kind="warn">
          {note}
        </Notice>
      ))}
    </>
  );
}

/** By itself, where no panel is open yet. */
export function Trouble({ said, label, onPress }: { said: Said; label?: string | undefined; onPress?(): void }) {
  const box = useRef<HTMLDivElement>(null);
  // What was pressed may be far below.
  useEffect(() => box.current!.scrollIntoView({ block: 'center' }), []);
  return (
    <div class="notice bad" role="alert" ref={box}>
      <strong>{said.title}</strong>
      <p>{said.text}</p>
      {label && onPress && <Button onPress={onPress}>{label}</Button>}
    </div>
  );
}

export function Problem({ said, again }: { said: Said | null; again(): void }) {
  const { model, update } = usePanel();
  if (!said) return null;
  const remedies = {
    again: ['Try again', again],
    plan: ['Plan again', again],
    connections: ['Open connections', () => update({ place: 'connections' })],
    columns: ['Go to columns', () => update({ place: 'fill', step: 'columns' })],
  } as const;
  const isThere =
    said.remedy === 'connections'
      ? model.place === 'connections'
      : said.remedy === 'columns' && (!model.draft || model.step === 'columns');
  const [label, onPress] = said.remedy && !isThere ? remedies[said.remedy] : [];
  return <Trouble said={said} label={label} onPress={onPress ?? again} />;
}

/** The wait for a call that has no button of its own, and what went wrong with it. */
export function Outcome({ of, wait }: { of: Pick<Call<never>, 'isBusy' | 'problem' | 'again'>; wait?: string }) {
  return (
    <>
      {of.isBusy && wait && <Waiting>{wait}</Waiting>}
      <Problem said={of.problem} again={of.again} />
    </>
  );
}
