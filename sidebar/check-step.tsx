// Step "Check and run": the plan as the add-on made it just now, the cap, and the one button that spends.
import { useEffect, useState } from 'preact/hooks';
import type { PlanView, RawRecipe } from '../src/sidebar-calls';
import { Act } from './act';
import { count } from './amounts';
import { Button } from './button';
import { CapFields } from './cap-fields';
import { recipeOf } from './draft';
import { Heading } from './heading';
import { Notice, Outcome, Problem } from './notice';
import { PROVIDERS, shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { mostOf, PlanFigures, startOf } from './plan-figures';
import { afterStart } from './playbook';
import { type Said, sayProblem } from './say-problem';
import { Quiet } from './section';
import { callServer } from './server';
import { stepFrom } from './steps';

const TRIAL_ROWS = 5;
const RESTED_MS = 700;

export function fillWords(plan: PlanView, readsRows: boolean): string {
  const what = readsRows ? `Fill ${count(plan.rows, 'row')}` : `Bring in ${count(plan.requests, 'lead')}`;
  return `${what} · ${mostOf(plan)}`;
}

/** Starting outlives this step: where a person goes elsewhere meanwhile, the run still appears. */
function useStart() {
  const { opened, update, patch, beat } = usePanel();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Said | null>(null);
  const start = async (recipe: RawRecipe, plan: PlanView) => {
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

/** The plan of what the recipe says now; an older one is no offer any more. */
function usePlan(recipe: RawRecipe) {
  const call = useCall('plan');
  const [planned, setPlanned] = useState('');
  const text = JSON.stringify(recipe);
  const load = async () => {
    if (await call.run({ recipe })) setPlanned(text);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a plan goes with what the recipe says
  useEffect(() => {
    const timer = setTimeout(() => void load(), planned ? RESTED_MS : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return {
    call: { ...call, again: () => void load() },
    view: planned === text && !call.isBusy ? call.value : null,
  };
}

function SaveAsRecipe() {
  const { draft, patch } = usePanel();
  return (
    <Act
      call="saveRecipe"
      args={{ recipe: recipeOf(draft) }}
      label="Save as recipe"
      kind="quiet"
      done={({ recipes }) => patch({ recipes }, `${draft.name} is saved.`)}
    >
      {() => <span class="quiet">Saved.</span>}
    </Act>
  );
}

export function CheckStep() {
  const { draft, opened, update } = usePanel();
  const starting = useStart();
  const [isTrial, setTrial] = useState(false);
  const recipe = recipeOf(isTrial ? { ...draft, rows: { first: TRIAL_ROWS } } : draft);
  const { call, view } = usePlan(recipe);
  const shape = shapeOf(draft.operation);
  const connection = opened.connections.find((one) => one.provider === shape?.provider);
  // Shown while the plan is made, too: what comes and goes takes the focus and the place of others with it.
  const mayTry = draft.rows === 'empty' && shape?.readsRows && (!view || view.rows > TRIAL_ROWS);
  return (
    <>
      <Heading>Check and run</Heading>
      <Outcome of={call} wait="Working out the costs …" />
      <Problem said={starting.problem} again={call.again} />
      {isTrial && <Notice>A trial with the first {TRIAL_ROWS} rows. The rest can follow after it.</Notice>}
      {view && <PlanFigures plan={view} />}
      {view && shape && (
        <Quiet>
          Paid with your own {PROVIDERS[shape.provider].name} key {connection?.masked}. {shape.misses}
        </Quiet>
      )}
      <CapFields hasPrice={!!view?.price || draft.cap.credits !== undefined} />
      <SaveAsRecipe />
      <div class="bottom">
        <Button
          kind="spend"
          onPress={() => view && void starting.start(recipe, view)}
          isBusy={starting.isBusy || call.isBusy}
          disabled={!call.isBusy && !view?.requests}
        >
          {view ? fillWords(view, shape?.readsRows ?? true) : 'Fill'}
        </Button>
        {(isTrial || mayTry) && (
          <Button onPress={() => setTrial(!isTrial)} disabled={starting.isBusy}>
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
