// What a run may spend at most, and what it may take from results bought before. Not whether it is enough: the plan says that.
import type { Cap } from './draft';
import { Field, numberOf } from './labelled';
import { usePanel } from './panel-context';
import { More } from './section';

export function CapFields({ hasPrice }: { hasPrice: boolean }) {
  const { draft, set } = usePanel();
  const { cap, reuse } = draft;
  const days = typeof reuse === 'object' ? String(reuse.days) : reuse;
  const setCap = (which: keyof Cap, text: string) => {
    const { [which]: _, ...rest } = cap;
    set({ cap: text === '' ? rest : { ...rest, [which]: numberOf(text) } });
  };
  const ages = new Set(['30', '90', ...(typeof reuse === 'object' ? [days] : [])]);
  return (
    <More title="Cap, and results bought before">
      {hasPrice && (
        <Field
          label="Spend at most, in credits"
          type="amount"
          value={cap.credits}
          onPut={(text) => setCap('credits', text)}
        />
      )}
      <Field
        label="Buy at most, in requests"
        type="whole"
        value={cap.requests}
        onPut={(text) => setCap('requests', text)}
      />
      <Field
        label="Results bought before in this document"
        value={days}
        choices={[
          ['always', 'Use them, free'],
          ...[...ages].map((age) => [age, `Use those of the last ${age} days`] as const),
          ['never', 'Buy anew'],
        ]}
        onPut={(value) => set({ reuse: value === 'always' || value === 'never' ? value : { days: Number(value) } })}
      />
    </More>
  );
}
