// What went wrong, or what should be known, where it belongs; with the button that helps. Words come from say-problem.ts.
import type { ComponentChildren } from 'preact';
import { Button } from './button';
import { usePanel } from './panel-context';
import type { Said } from './say-problem';

export function Notice({ kind = 'info', children }: { kind?: 'info' | 'bad' | 'warn'; children: ComponentChildren }) {
  return <div class={`notice ${kind}`}>{children}</div>;
}

type ProblemProps = { problem: Said | null; again?: (() => void) | null; onPlan?: () => void; onColumns?: () => void };

export function ProblemNotice({ problem, again, onPlan, onColumns }: ProblemProps) {
  const { update } = usePanel();
  if (!problem) return null;
  const { remedy } = problem;
  return (
    <div class="notice bad" role="alert">
      <strong>{problem.title}</strong>
      <p>{problem.text}</p>
      {remedy === 'again' && again && <Button onPress={again}>Try again</Button>}
      {remedy === 'connections' && (
        <Button onPress={() => update({ place: 'connections' })}>Open connections</Button>
      )}
      {remedy === 'plan' && onPlan && <Button onPress={onPlan}>Plan again</Button>}
      {remedy === 'columns' && onColumns && <Button onPress={onColumns}>Go to columns</Button>}
    </div>
  );
}
