// The panel as a whole: opens in one round trip, shows the place that is chosen, and keeps the heartbeat. Each place is a file of its own.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { AccountLine } from './account-line';
import { Button, Waiting } from './button';
import { CheckStep } from './check-step';
import { ColumnsStep } from './columns-step';
import { ConnectionsPlace } from './connections-place';
import { type Heartbeat, startHeartbeat } from './heartbeat';
import { firstModel, type Model, type Place, type Update, withConnection, withJobs, withRun } from './model';
import { MorePlace } from './more-place';
import { Notice, Trouble } from './notice';
import { type Panel, PanelContext, usePanel } from './panel-context';
import { PlaybookStrip } from './playbook-strip';
import { RecipesPlace } from './recipes-place';
import { RowsStep } from './rows-step';
import { announcement } from './run-words';
import { RunsPlace } from './runs-place';
import { type Said, sayProblem } from './say-problem';
import { callServer } from './server';
import { SetupStep } from './setup-step';
import { Stepper } from './stepper';
import { Strip } from './strip';
import { WhatStep } from './what-step';

const PLACES: readonly (readonly [Place, string])[] = [
  ['fill', 'Fill'],
  ['runs', 'Runs'],
  ['recipes', 'Recipes'],
  ['more', 'More'],
];

/** A run may have been left in the air: the first slice follows the first paint at once. */
const FIRST_BEAT_MS = 1_000;

const CLOCK = {
  nowMs: () => Date.now(),
  after: (ms: number, then: () => void) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** So often a slice that is under way is looked at from beside: it lasts too long for a bar that stands still. */
const LOOK_MS = 15_000;

/** Moves the runs on, and puts what came of it into the model. */
async function beatOnce(model: () => Model, update: Update, fail: (problem: Said | null) => void, isAsked: boolean) {
  const before = model().opened.jobs.open;
  let looks = setInterval(() => {
    for (const { jobId } of model().opened.jobs.open)
      void callServer('job', { jobId }).then((run) => looks && run.ok && update((now) => withRun(now, run.value)));
  }, LOOK_MS);
  const reply = await callServer('advance', {});
  clearInterval(looks);
  looks = 0;
  if (!reply.ok) {
    // Busy: another panel of the same person, or the alarm, is moving the runs at this moment.
    fail(reply.error.kind === 'busy' ? null : sayProblem(reply.error));
    return null;
  }
  fail(null);
  const { jobs, nextDueMs } = reply.value;
  // What a person has just started may have ended already.
  const isEnded = isAsked || before.some((job) => !jobs.some((one) => one.jobId === job.jobId));
  const lists = isEnded ? await callServer('jobs', {}) : null;
  const now = lists?.ok ? lists.value : { open: jobs };
  const said = [...now.open, ...('ended' in now ? now.ended : [])].map((job) => {
    const known = before.find((one) => one.jobId === job.jobId);
    return known || now.open.includes(job) ? announcement(known ?? null, job) : null;
  });
  const words = said.filter(Boolean).join(' ');
  update((model) => ({ ...withJobs(model, now), ...(words ? { said: words } : {}) }));
  return { open: now.open.length, nextDueMs };
}

const PLACE = { connections: ConnectionsPlace, runs: RunsPlace, recipes: RecipesPlace, more: MorePlace };
const STEP = { what: WhatStep, setup: SetupStep, columns: ColumnsStep, rows: RowsStep, check: CheckStep };

function Shown() {
  const { model } = usePanel();
  if (model.place !== 'fill') {
    const Place = PLACE[model.place];
    return <Place />;
  }
  const Step = STEP[model.draft ? model.step : 'what'];
  return (
    <>
      <Stepper />
      <Step />
    </>
  );
}

function Places() {
  const { model, update } = usePanel();
  return (
    <nav class="places" aria-label="Places">
      {PLACES.map(([place, label]) => (
        <button
          key={place}
          type="button"
          aria-current={model.place === place ? 'page' : undefined}
          onClick={() => update({ place })}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}

/** What the first paint did not wait for: the history, and balances that were not remembered. Free reads. */
function useLateFacts(first: Model, update: Update): void {
  useEffect(() => {
    const load = async () => {
      if (first.opened.endedKnown === false) {
        const lists = await callServer('jobs', {});
        if (lists.ok)
          update((now) => ({ ...withJobs(now, lists.value), seen: lists.value.ended.map((job) => job.jobId) }));
      }
      for (const { provider, masked, account } of first.opened.connections) {
        if (masked === null || account !== null) continue;
        const tested = await callServer('testKey', { provider });
        if (tested.ok) update((now) => withConnection(now, tested.value));
      }
    };
    void load();
  }, [first, update]);
}

/** The state of the whole panel; `latest` for what began before the last change of it. */
function useModel(first: Model) {
  const [model, setModel] = useState(first);
  const latest = useRef(model);
  latest.current = model;
  const update = useCallback<Update>((change) => {
    setModel((before) => {
      const next = { ...before, ...(typeof change === 'function' ? change(before) : change) };
      latest.current = next;
      return next;
    });
  }, []);
  return { model, latest, update };
}

function useHeartbeat(latest: { current: Model }, update: Update) {
  const [trouble, setTrouble] = useState<Said | null>(null);
  const heart = useRef<Heartbeat | null>(null);
  const wasAsked = useRef(false);
  useEffect(() => {
    const started = startHeartbeat(
      () => {
        const isAsked = wasAsked.current;
        wasAsked.current = false;
        return beatOnce(() => latest.current, update, setTrouble, isAsked);
      },
      CLOCK,
      FIRST_BEAT_MS,
    );
    heart.current = started;
    return () => started.stop();
  }, [latest, update]);
  const beat = () => {
    wasAsked.current = true;
    heart.current?.now();
  };
  return { trouble, beat };
}

function Opened({ first }: { first: Model }) {
  const { model, latest, update } = useModel(first);
  const { trouble, beat } = useHeartbeat(latest, update);
  useLateFacts(first, update);
  const panel: Panel = {
    model,
    opened: model.opened,
    draft: model.draft!,
    update,
    patch: (change, said = '') => update(({ opened }) => ({ opened: { ...opened, ...change }, said })),
    set: (change) => update(({ draft }) => (draft ? { draft: { ...draft, ...change } } : {})),
    beat,
  };
  return (
    <PanelContext.Provider value={panel}>
      <header>
        <h1>Backfill</h1>
        <AccountLine />
        <Places />
        <Strip />
      </header>
      <main>
        {trouble && <Trouble said={trouble} label="Try again" onPress={beat} />}
        {model.news && (
          <Notice>
            {model.news}
            <Button kind="quiet" onPress={() => update({ news: null })}>
              Understood
            </Button>
          </Notice>
        )}
        <PlaybookStrip />
        <Shown />
      </main>
      <p class="hidden" role="status" aria-live="polite">
        {model.said}
      </p>
    </PanelContext.Provider>
  );
}

/** Opening takes a few seconds. An answer that was lost would be known only after six minutes, and until then nothing here can be pressed. */
const LATE_MS = 20_000;

export function App() {
  const [first, setFirst] = useState<Model | null>(null);
  const [problem, setProblem] = useState<Said | null>(null);
  const [isLate, setLate] = useState(false);
  const open = useCallback(async () => {
    setProblem(null);
    setLate(false);
    const timer = setTimeout(() => setLate(true), LATE_MS);
    const reply = await callServer('open', {});
    clearTimeout(timer);
    // Of two answers the first counts: what a person has done since stays.
    if (reply.ok) setFirst((known) => known ?? firstModel(reply.value));
    else setProblem(sayProblem(reply.error));
  }, []);
  useEffect(() => void open(), [open]);
  if (first) return <Opened first={first} />;
  return (
    <main>
      <h1>Backfill</h1>
      {problem ? (
        <Trouble said={problem} label="Try again" onPress={() => void open()} />
      ) : (
        <>
          <Waiting>Opening …</Waiting>
          {isLate && <Button onPress={() => void open()}>Try again</Button>}
        </>
      )}
    </main>
  );
}
