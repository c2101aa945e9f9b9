// Step "Columns": which column each input is read from, which results go where, and three rows exactly as they would be sent.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { TabView } from '../src/sidebar-calls';
import { Button } from './button';
import type { Draft } from './draft';
import { columnProblems, type Problems } from './draft-problems';
import { guessInputs, guessOutputs, isUsed } from './guess-columns';
import { Heading } from './heading';
import { InputRows } from './input-rows';
import { Field, Tick } from './labelled';
import { Notes, Outcome } from './notice';
import { fieldsOf } from './operation-fields';
import { shapeOf } from './operations';
import { OutputRows } from './output-rows';
import { useCall, usePanel } from './panel-context';
import { SampleRows } from './sample-rows';
import type { Args } from './server';
import { StepButtons } from './step-buttons';
import { TabChoice } from './tab-choice';

function guessed(draft: Draft, tab: TabView): Partial<Draft> {
  const shape = shapeOf(draft.operation);
  const { described } = draft;
  const where = { sheet: tab.tab.name, headerRow: tab.headerRow };
  if (!described) return where;
  const mayName = described.parameters === null || !!shape?.freeInputs;
  const inputs = shape?.readsRows ? guessInputs(described.parameters ?? [], tab.columns, draft.inputs, mayName) : {};
  return { ...where, described, inputs, outputs: guessOutputs(described.results, tab.columns, draft.outputs, inputs) };
}

function NameAndStatus({ problems }: { problems: Problems }) {
  const { draft, set } = usePanel();
  const usual = `${draft.name} status`;
  return (
    <>
      <Field
        label="Name of this recipe"
        value={draft.name}
        required
        problem={problems.name}
        onPut={(name) => set({ name, status: draft.status === usual ? `${name} status` : draft.status })}
      />
      <Tick
        label="With a status column"
        on={draft.status !== null}
        onPut={(on) => set({ status: on ? usual : null })}
      />
      {draft.status !== null && (
        <Field
          label="Status column"
          value={draft.status}
          problem={problems.status}
          onPut={(status) => set({ status })}
        />
      )}
    </>
  );
}

/** The tab that the recipe is for, and what its operation takes and gives; both are asked where they are not known. */
function useFacts() {
  const { draft, opened, update } = usePanel();
  const describe = useCall('describe');
  const tab = useCall('tab');
  const guess = (fresh: TabView, described: Draft['described']) =>
    update(({ draft: now, opened: before }) =>
      now ? { opened: { ...before, tab: fresh }, draft: { ...now, ...guessed({ ...now, described }, fresh) } } : {},
    );
  const asked = useRef<Args<'tab'>>({});
  const read = async (where: Args<'tab'>) => {
    asked.current = where;
    const [fresh, described] = await Promise.all([
      tab.run(where),
      draft.described ?? describe.run({ operation: draft.operation, settings: draft.settings }),
    ]);
    if (fresh) guess(fresh, described);
  };
  const { sheet, headerRow } = draft;
  /** The tab anew, too: since the panel was opened people type, and turn to another one. */
  const load = () => {
    if (!draft.described || sheet !== opened.tab.tab.name) void read(sheet === '' ? {} : { sheet, headerRow });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked on entering
  useEffect(load, []);
  const again = () => void read(asked.current);
  // Where both went wrong it is for the same reason, and once is enough.
  return {
    describe: { ...describe, problem: tab.problem ? null : describe.problem, again },
    tab: { ...tab, again },
    read,
  };
}

export function ColumnsStep() {
  const { draft, opened, update } = usePanel();
  const { describe, tab, read } = useFacts();
  const [isTried, setTried] = useState(false);
  const problems = columnProblems(draft, opened.tab);
  const shown: Problems = {};
  // What is merely not chosen yet is said when it is missed.
  const isChosen = (place: string) => place.startsWith('output:') || isUsed(draft.inputs[place.replace('input:', '')]);
  for (const [place, problem] of Object.entries(problems)) if (isTried || isChosen(place)) shown[place] = problem;
  const shape = shapeOf(draft.operation);
  return (
    <>
      <Heading>{draft.name}</Heading>
      <TabChoice call={tab} read={(sheet, headerRow) => void read({ sheet, headerRow })} />
      {fieldsOf(shape, draft.settings).length > 0 && (
        <Button kind="quiet" onPress={() => update({ step: 'setup' })}>
          Change settings
        </Button>
      )}
      <Outcome of={describe} wait="Reading what this takes and gives …" />
      {draft.described && (
        <>
          <Notes notes={draft.described.notes} />
          {shape?.readsRows && <InputRows problems={shown} />}
          <OutputRows problems={shown} />
          <NameAndStatus problems={shown} />
          {shape?.readsRows && Object.keys(problems).length === 0 && <SampleRows />}
        </>
      )}
      <StepButtons
        step="columns"
        problems={draft.described ? problems : { described: 'not known yet' }}
        onTried={() => setTried(true)}
        isBusy={describe.isBusy || tab.isBusy}
      />
    </>
  );
}
