// "Fill formulas": finds formulas whose inputs were not bought yet, shows a plan per recipe, and starts each after its own button.
import { useState } from 'preact/hooks';
import type { FormulaPlan } from '../src/sidebar-calls';
import { count, upTo } from './amounts';
import { Button } from './button';
import { Notice, ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';
import { PlanFigures } from './plan-figures';

function OnePlan({ found, onStarted }: { found: FormulaPlan['plans'][number]; onStarted(): void }) {
  const call = useCall('start');
  const { plan, recipe, cells } = found;
  const start = async () => {
    const shown = { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null };
    if (await call.run({ recipe, planId: plan.planId, shown })) onStarted();
  };
  if (call.value) return <Notice>{plan.name} is running. Refresh the formulas when it has ended.</Notice>;
  return (
    <div class="inset">
      <h4>
        {plan.name}: {count(cells, 'formula cell')}
      </h4>
      <PlanFigures plan={plan} />
      <Button kind="main" onPress={() => void start()} isBusy={call.isBusy} disabled={plan.requests === 0}>
        Buy {count(plan.toBuy, 'result')} · {plan.toBuy === 0 ? 'free' : upTo(plan.price?.max ?? null)}
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </div>
  );
}

export function FillFormulas() {
  const { beat } = usePanel();
  const [where, setWhere] = useState<'tab' | 'document'>('tab');
  const find = useCall('formulaPlan');
  const refresh = useCall('refreshFormulas');
  const look = (place: 'tab' | 'document') => {
    setWhere(place);
    void find.run({ where: place });
  };
  return (
    <section aria-labelledby="formulas">
      <h3 id="formulas">Formulas</h3>
      <p class="hint">Formulas such as =BACKFILL(…) never buy anything themselves. Here you see what they lack, and buy it.</p>
      <div class="together">
        <Button onPress={() => look('tab')} isBusy={find.isBusy}>
          Look in this sheet
        </Button>
        <Button onPress={() => look('document')} isBusy={find.isBusy}>
          Look everywhere
        </Button>
      </div>
      <ProblemNotice problem={find.problem} again={find.again} />
      {find.value?.plans.length === 0 && <p class="quiet">No formula lacks a result.</p>}
      {find.value?.plans.map((found) => (
        <OnePlan key={found.plan.planId} found={found} onStarted={beat} />
      ))}
      {find.value?.problems.map((problem) => (
        <Notice key={problem.cell} kind="bad">
          {problem.cell}: {problem.message}
        </Notice>
      ))}
      {find.value && (
        <Button onPress={() => void refresh.run({ where })} isBusy={refresh.isBusy}>
          Refresh these formulas
        </Button>
      )}
      {refresh.value && <p class="quiet">{count(refresh.value.cells, 'formula')} calculated again.</p>}
      <ProblemNotice problem={refresh.problem} again={refresh.again} />
    </section>
  );
}
