// Step "Columns": which column each input is read from, which results go where, and three rows exactly as they would be sent.
import { useEffect, useState } from 'preact/hooks';
import type { TabView } from '../src/sidebar-calls';
import { Button } from './button';
import type { Draft } from './draft';
import { columnProblems, type Problems } from './draft-problems';
import { guessInputs, guessOutputs } from './guess-columns';
import { Heading } from './heading';
import { InputRows } from './input-rows';
import { Field, Tick } from './labelled';
import { Notes, Outcome } from './notice';
import { fieldsOf } from './operation-fields';
import { shapeOf } from './operations';
import { OutputRows } from './output-rows';
import { useCall, usePanel } from './panel-context';
import { SampleRows } from './sample-rows';
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
        onChange={(name) => set({ name, status: draft.status === usual ? `${name} status` : draft.status })}
      />
      <Tick
        label="With a status column"
        on={draft.status !== null}
        onChange={(on) => set({ status: on ? usual : null })}
      />
      {draft.status !== null && (
        <Field
          label="Status column"
          value={draft.status}
          problem={problems.status}
          onChange={(status) => set({ status })}
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
  const read = async (sheet: string, headerRow: number) => {
    const got = await tab.run({ sheet, headerRow });
    if (got) guess(got, draft.described);
    return got;
  };
  const load = async () => {
    const isThere =
      draft.sheet === '' || (draft.sheet === opened.tab.tab.name && draft.headerRow === opened.tab.headerRow);
    const fresh = isThere ? opened.tab : await read(draft.sheet, draft.headerRow);
    if (!fresh) return;
    const described = draft.described ?? (await describe.run({ operation: draft.operation, settings: draft.settings }));
    if (described) guess(fresh, described);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked on entering
  useEffect(() => void load(), []);
  return { describe: { ...describe, again: () => void load() }, tab, read };
}

export function ColumnsStep() {
  const { draft, opened, update } = usePanel();
  const { describe, tab, read } = useFacts();
  const [isTried, setTried] = useState(false);
  const problems = columnProblems(draft, opened.tab);
  const shown: Problems = {};
  for (const [place, problem] of Object.entries(problems))
    if (isTried || place.startsWith('output:')) shown[place] = problem;
  const shape = shapeOf(draft.operation);
  return (
    <>
      <Heading>{draft.name}</Heading>
      <TabChoice call={tab} read={(sheet, headerRow) => void read(sheet, headerRow)} />
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
