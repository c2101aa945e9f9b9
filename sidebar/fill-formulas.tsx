// "Fill formulas": finds formulas whose inputs were not bought yet, shows a plan per recipe, and starts each after its own button.
import { useState } from 'preact/hooks';
import { Act } from './act';
import { count } from './amounts';
import { Button } from './button';
import { Notes, Notice, Outcome } from './notice';
import { useCall, usePanel } from './panel-context';
import { mostOf, PlanFigures, startOf } from './plan-figures';
import { Hint, Quiet, Section } from './section';

type Where = 'tab' | 'document';

export function FillFormulas() {
  const { beat } = usePanel();
  const [where, setWhere] = useState<Where>('tab');
  const find = useCall('formulaPlan');
  const look = (place: Where) => {
    setWhere(place);
    void find.run({ where: place });
  };
  return (
    <Section title="Formulas">
      <Hint>Formulas such as =BACKFILL(…) never buy anything themselves. Here you see what they lack, and buy it.</Hint>
      <Button onPress={() => look('tab')} isBusy={find.isBusy}>
        Look in this sheet
      </Button>
      <Button onPress={() => look('document')} isBusy={find.isBusy}>
        Look everywhere
      </Button>
      <Outcome of={find} />
      {find.value && (
        <>
          {find.value.plans.length === 0 && <Quiet>No formula lacks a result.</Quiet>}
          {find.value.plans.map(({ plan, recipe, cells }) => (
            <div key={plan.planId} class="box">
              <h4>
                {plan.name}: {count(cells, 'formula cell')}
              </h4>
              <PlanFigures plan={plan} />
              <Act
                call="start"
                args={startOf(recipe, plan)}
                label={`Buy ${count(plan.toBuy, 'result')} · ${mostOf(plan)}`}
                kind="main"
                disabled={plan.requests === 0}
                done={beat}
              >
                {() => <Notice>It is running. Refresh the formulas when it has ended.</Notice>}
              </Act>
            </div>
          ))}
          <Notes notes={find.value.problems.map(({ cell, message }) => `${cell}: ${message}`)} />
          <Act call="refreshFormulas" args={{ where }} label="Refresh these formulas">
            {({ cells }) => <Quiet>{count(cells, 'formula')} calculated again.</Quiet>}
          </Act>
        </>
      )}
    </Section>
  );
}
