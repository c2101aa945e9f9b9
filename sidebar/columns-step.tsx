// Step "Columns": which column each input is read from, which results go where, and three rows exactly as they would be sent.
import { useEffect, useState } from 'preact/hooks';
import type { TabView } from '../src/sidebar-calls';
import { Waiting } from './button';
import type { Draft } from './draft';
import { columnProblems } from './draft-problems';
import { guessInputs, guessOutputs } from './guess-columns';
import { Heading } from './heading';
import { InputRows } from './input-rows';
import { TextField, Tick } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { OutputRows } from './output-rows';
import { shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { SampleRows } from './sample-rows';
import { MoreSettings } from './setup-step';
import { StepButtons } from './step-buttons';
import { TabChoice } from './tab-choice';

function guessed(draft: Draft, described: NonNullable<Draft['described']>, tab: TabView): Draft {
  const shape = shapeOf(draft.operation);
  const mayName = described.parameters === null || !!shape?.freeInputs;
  const inputs = shape?.readsRows ? guessInputs(described.parameters ?? [], tab.columns, draft.inputs, mayName) : {};
  return { ...draft, described, inputs, outputs: guessOutputs(described.results, tab.columns, draft.outputs, inputs) };
}

function NameAndStatus({ nameProblem, statusProblem }: { nameProblem?: string; statusProblem?: string }) {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const set = (change: Partial<Draft>) => update({ draft: { ...draft, ...change } });
  return (
    <>
      <TextField
        label="Name of this recipe"
        value={draft.name}
        required
        problem={nameProblem}
        onChange={(name) => set({ name, ...(draft.status === `${draft.name} status` ? { status: `${name} status` } : {}) })}
      />
      <Tick
        label="Write what happened with each row into a status column"
        on={draft.status !== null}
        onChange={(on) => set({ status: on ? `${draft.name} status` : null })}
      />
      {draft.status !== null && (
        <TextField
          label="Status column"
          value={draft.status}
          problem={statusProblem}
          onChange={(status) => set({ status })}
        />
      )}
    </>
  );
}

export function ColumnsStep() {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const { tab } = model.opened;
  const describe = useCall('describe');
  const [isTried, setTried] = useState(false);
  const load = async () => {
    const described = await describe.run({ operation: draft.operation, settings: draft.settings });
    if (described)
      update(({ draft: now, opened }) =>
        now ? { draft: guessed({ ...now, sheet: opened.tab.tab.name, headerRow: opened.tab.headerRow }, described, opened.tab) } : {},
      );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for these settings
  useEffect(() => {
    if (!draft.described) void load();
    // The tab may have been changed since the catalogue was read.
    else if (draft.sheet !== tab.tab.name || draft.headerRow !== tab.headerRow)
      update({ draft: guessed({ ...draft, sheet: tab.tab.name, headerRow: tab.headerRow }, draft.described, tab) });
  }, [draft.described === null, tab]);
  const problems = columnProblems(draft, tab);
  const shown = isTried ? problems : Object.fromEntries(Object.entries(problems).filter(([place]) => place.startsWith('output:')));
  const readsRows = shapeOf(draft.operation)?.readsRows ?? true;
  return (
    <>
      <Heading>{draft.name}</Heading>
      <TabChoice />
      <MoreSettings />
      <ProblemNotice problem={describe.problem} again={() => void load()} />
      {describe.isBusy && <Waiting>Reading what this takes and gives …</Waiting>}
      {draft.described && (
        <>
          {draft.described.notes.map((note) => (
            <Notice key={note} kind="warn">
              {note}
            </Notice>
          ))}
          {readsRows && <InputRows problems={shown} />}
          <OutputRows problems={shown} />
          <NameAndStatus
            {...(shown.name ? { nameProblem: shown.name } : {})}
            {...(shown.status ? { statusProblem: shown.status } : {})}
          />
          {readsRows && Object.keys(problems).length === 0 && <SampleRows />}
        </>
      )}
      <StepButtons
        step="columns"
        problems={draft.described ? problems : { described: 'It is not known yet what this takes.' }}
        onTried={() => setTried(true)}
        isBusy={describe.isBusy}
      />
    </>
  );
}
