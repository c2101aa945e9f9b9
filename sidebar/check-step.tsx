// Step "Check and run": the plan as the add-on made it just now, the cap, and the one button that spends.
import { useEffect, useState } from 'preact/hooks';
import type { PlanView } from '../src/sidebar-calls';
import { Act } from './act';
import { count } from './amounts';
import { Button } from './button';
import { type Cap, recipeOf } from './draft';
import { Heading } from './heading';
import { Field, numberOf } from './labelled';
import { Notice, Outcome, Problem } from './notice';
import { PROVIDERS, shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { mostOf, PlanFigures, startOf } from './plan-figures';
import { afterStart } from './playbook';
import { type Said, sayProblem } from './say-problem';
import { More, Quiet } from './section';
import { callServer } from './server';
import { stepFrom } from './steps';

const TRIAL_ROWS = 5;
const RESTED_MS = 700;

export function fillWords(plan: PlanView, readsRows: boolean): string {
  const what = readsRows ? `Fill ${count(plan.rows, 'row')}` : `Bring in ${count(plan.requests, 'lead')}`;
  return `${what} · ${mostOf(plan)}`;
}

function CapFields({ hasPrice }: { hasPrice: boolean }) {
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
          onChange={(text) => setCap('credits', text)}
        />
      )}
      <Field
        label="Buy at most, in requests"
        type="whole"
        value={cap.requests}
        onChange={(text) => setCap('requests', text)}
      />
      <Field
        label="Results bought before in this document"
        value={days}
        choices={[
          ['always', 'Use them, free'],
          ...[...ages].map((age) => [age, `Use those of the last ${age} days`] as const),
          ['never', 'Buy anew'],
        ]}
        onChange={(value) => set({ reuse: value === 'always' || value === 'never' ? value : { days: Number(value) } })}
      />
    </More>
  );
}

/** Starting outlives this step: where a person goes elsewhere meanwhile, the run still appears. */
function useStart() {
  const { opened, update, patch, beat } = usePanel();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Said | null>(null);
  const start = async (recipe: { [key: string]: unknown }, plan: PlanView) => {
    setBusy(true);
    setProblem(null);
    const reply = await callServer('start', startOf(recipe, plan));
    // Even where no answer came the run may have been started; and whether it has an alarm is known only now.
    const now = await callServer('open', {});
    if (now.ok) patch({ alarm: now.value.alarm, jobs: { ...opened.jobs, open: now.value.jobs.open } });
    setBusy(false);
    if (!reply.ok) {
      setProblem(sayProblem(reply.error));
      return;
    }
    update(({ playbook }) => ({
      place: 'runs',
      step: 'what',
      draft: null,
      playbook: afterStart(playbook, plan.name),
      said: `${plan.name} has started.`,
    }));
    beat();
  };
  return { start, isBusy, problem };
}

export function CheckStep() {
  const { draft, opened, update, patch } = usePanel();
  const plan = useCall('plan');
  const starting = useStart();
  const [isTrial, setTrial] = useState(false);
  const recipe = recipeOf(isTrial ? { ...draft, rows: { first: TRIAL_ROWS } } : draft);
  const text = JSON.stringify(recipe);
  const [planned, setPlanned] = useState('');
  const load = async () => {
    if (await plan.run({ recipe })) setPlanned(text);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plan goes with what the recipe says
  useEffect(() => {
    const timer = setTimeout(() => void load(), planned ? RESTED_MS : 0);
    return () => clearTimeout(timer);
  }, [text]);
  // An older plan is no offer any more.
  const view = planned === text && !plan.isBusy ? plan.value : null;
  const shape = shapeOf(draft.operation);
  const connection = opened.connections.find((one) => one.provider === shape?.provider);
  const mayTry = draft.rows === 'empty' && shape?.readsRows && view && view.rows > TRIAL_ROWS;
  return (
    <>
      <Heading>Check and run</Heading>
      <Outcome of={{ ...plan, again: () => void load() }} wait="Working out what this takes and costs …" />
      <Problem said={starting.problem} again={() => void load()} />
      {isTrial && <Notice>A trial with the first {TRIAL_ROWS} rows. The rest can follow after it.</Notice>}
      {view && <PlanFigures plan={view} />}
      {view && shape && (
        <Quiet>
          Paid with your own {PROVIDERS[shape.provider].name} key {connection?.masked}. {shape.misses}
        </Quiet>
      )}
      <CapFields hasPrice={!!view?.price || draft.cap.credits !== undefined} />
      <Act
        call="saveRecipe"
        args={{ recipe: recipeOf(draft) }}
        label="Save as recipe"
        kind="quiet"
        done={({ recipes }) => patch({ recipes }, `${draft.name} is saved.`)}
      >
        {() => <span class="quiet">Saved.</span>}
      </Act>
      <div class="bottom">
        {view && (
          <Button
            kind="main"
            onPress={() => void starting.start(recipe, view)}
            isBusy={starting.isBusy}
            disabled={view.requests === 0}
          >
            {fillWords(view, shape?.readsRows ?? true)}
          </Button>
        )}
        {(isTrial || mayTry) && (
          <Button onPress={() => setTrial(!isTrial)} disabled={starting.isBusy || plan.isBusy}>
            {isTrial ? 'All rows instead' : `Try ${TRIAL_ROWS} rows first`}
          </Button>
        )}
        <Button onPress={() => update({ step: stepFrom(draft, 'check', -1) })} disabled={starting.isBusy}>
          Back
        </Button>
      </div>
    </>
  );
}
