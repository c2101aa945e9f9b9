// Step "Check and run": the plan as the add-on made it just now, the cap, and the one button that spends.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { PlanView } from '../src/sidebar-calls';
import { count, upTo } from './amounts';
import { Button, Waiting } from './button';
import { type Draft, recipeOf } from './draft';
import { Heading } from './heading';
import { NumberField, SelectField } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { PROVIDERS, shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { PlanFigures } from './plan-figures';
import { SaveRecipe } from './save-recipe';
import { type Said, sayProblem } from './say-problem';
import { callServer } from './server';
import { previousStep } from './steps';

const TRIAL_ROWS = 5;
const RESTED_MS = 700;

export function fillWords(plan: PlanView): string {
  const rows = `Fill ${count(plan.rows, 'row')}`;
  if (plan.toBuy === 0) return `${rows} · free`;
  return `${rows} · ${upTo(plan.price?.max ?? null)}`;
}

function CapFields({ draft, set, hasPrice }: { draft: Draft; set(draft: Draft): void; hasPrice: boolean }) {
  const reuse = typeof draft.reuse === 'object' ? String(draft.reuse.days) : draft.reuse;
  return (
    <details>
      <summary>Cap and results bought before</summary>
      {hasPrice && (
        <NumberField
          label="Spend at most, in credits"
          hint="Empty: the most that is shown above."
          step="any"
          value={draft.cap.credits}
          onChange={(most) => set({ ...draft, cap: capWith(draft, 'credits', most) })}
        />
      )}
      <NumberField
        label="Buy at most, in requests"
        hint="Empty: no limit besides the rows."
        value={draft.cap.requests}
        onChange={(most) => set({ ...draft, cap: capWith(draft, 'requests', most) })}
      />
      <SelectField
        label="Results bought before in this document"
        value={reuse}
        choices={[
          { value: 'always', label: 'Use them, free' },
          { value: '30', label: 'Use those of the last 30 days' },
          { value: '90', label: 'Use those of the last 90 days' },
          { value: 'never', label: 'Buy anew' },
          ...(/^\d+$/.test(reuse) && reuse !== '30' && reuse !== '90'
            ? [{ value: reuse, label: `Use those of the last ${reuse} days` }]
            : []),
        ]}
        onChange={(value) =>
          set({ ...draft, reuse: value === 'always' || value === 'never' ? value : { days: Number(value) } })
        }
      />
    </details>
  );
}

function capWith(draft: Draft, which: 'credits' | 'requests', most: number | undefined): Draft['cap'] {
  const { [which]: _, ...rest } = draft.cap;
  return most === undefined ? rest : { ...rest, [which]: most };
}

export function CheckStep() {
  const { model, update, beat } = usePanel();
  const draft = model.draft!;
  const plan = useCall('plan');
  const [isTrial, setTrial] = useState(false);
  const [isStarting, setStarting] = useState(false);
  const [startProblem, setStartProblem] = useState<Said | null>(null);
  const recipe = recipeOf(isTrial ? { ...draft, rows: { first: TRIAL_ROWS } } : draft);
  const text = JSON.stringify(recipe);
  const [planned, setPlanned] = useState('');
  const load = async () => {
    setStartProblem(null);
    if (await plan.run({ recipe })) setPlanned(text);
  };
  const isFirst = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plan goes with what the recipe says
  useEffect(() => {
    const timer = setTimeout(() => void load(), isFirst.current ? 0 : RESTED_MS);
    isFirst.current = false;
    return () => clearTimeout(timer);
  }, [text]);

  const start = async (shown: PlanView) => {
    setStarting(true);
    setStartProblem(null);
    const reply = await callServer('start', {
      recipe,
      planId: shown.planId,
      shown: { toBuy: shown.toBuy, maxCredits: shown.price?.max ?? null },
    });
    // Even where no answer came the run may have been started: the lists tell.
    const jobs = await callServer('jobs', {});
    if (jobs.ok) update(({ opened }) => ({ opened: { ...opened, jobs: jobs.value } }));
    setStarting(false);
    if (!reply.ok) {
      setStartProblem(sayProblem(reply.error));
      return;
    }
    update({ place: 'runs', step: 'what', draft: null, said: `${shown.name} has started.` });
    beat();
  };

  const view = planned === text && !plan.isBusy ? plan.value : null;
  const shape = shapeOf(draft.operation);
  const mayTry = !isTrial && draft.rows === 'empty' && (shape?.readsRows ?? true) && (view?.rows ?? 0) > TRIAL_ROWS;
  const connection = model.opened.connections.find((one) => one.provider === shape?.provider);
  return (
    <>
      <Heading>Check and run</Heading>
      {plan.isBusy && <Waiting>Working out what this takes and costs …</Waiting>}
      <ProblemNotice
        problem={plan.problem ?? startProblem}
        again={() => void load()}
        onPlan={() => void load()}
        onColumns={() => update({ step: 'columns' })}
      />
      {isTrial && <Notice>A trial with the first {TRIAL_ROWS} rows. The rest can follow after it.</Notice>}
      {view && <PlanFigures plan={view} />}
      {view && shape && (
        <p class="quiet">
          Paid with your own {PROVIDERS[shape.provider].name} key{connection?.masked ? ` (${connection.masked})` : ''}. {shape.misses}
        </p>
      )}
      <CapFields draft={draft} set={(changed) => update({ draft: changed })} hasPrice={view?.price != null || draft.cap.credits !== undefined} />
      <div class="bottom">
        {view && (
          <Button kind="main" onPress={() => void start(view)} isBusy={isStarting} disabled={view.rows === 0 && (shape?.readsRows ?? true)}>
            {shape?.readsRows === false ? `Bring in ${count(view.requests, 'lead')}` : fillWords(view)}
          </Button>
        )}
        {mayTry && (
          <Button onPress={() => setTrial(true)} disabled={isStarting}>
            Try {TRIAL_ROWS} rows first
          </Button>
        )}
        {isTrial && (
          <Button onPress={() => setTrial(false)} disabled={isStarting}>
            All rows instead
          </Button>
        )}
        <Button onPress={() => update({ step: previousStep(draft, 'check') })} disabled={isStarting}>
          Back
        </Button>
      </div>
      <SaveRecipe />
    </>
  );
}
