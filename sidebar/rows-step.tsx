// Step "Rows": which rows are taken, with how many each choice would take now. One call counts them all.
import { useEffect } from 'preact/hooks';
import type { RowCount, RowCounts } from '../src/sidebar-calls';
import { count, whole } from './amounts';
import { Button, Waiting } from './button';
import { type RowsChoice, recipeOf } from './draft';
import { Heading } from './heading';
import { Notice, ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';
import { StepButtons } from './step-buttons';

type Line = { value: string; rows: RowsChoice | null; label: string; hint: string; counted: RowCount | null };

function linesOf(counts: RowCounts | null): Line[] {
  const range = counts?.selected?.range;
  return [
    {
      value: 'empty',
      rows: 'empty',
      label: 'Still empty',
      hint: 'Rows with a result missing that was not looked for before',
      counted: counts?.empty ?? null,
    },
    { value: 'errors', rows: 'errors', label: 'Failed', hint: 'Tried before and failed', counted: counts?.errors ?? null },
    {
      value: 'check',
      rows: 'check',
      label: 'To check',
      hint: 'Sent before without a usable result: may be paid twice',
      counted: counts?.check ?? null,
    },
    {
      value: 'range',
      rows: range ? { range } : null,
      label: range ? `Selected (${range})` : 'Selected',
      hint: 'Rows that you have selected in the sheet and that are still empty',
      counted: counts?.selected ?? null,
    },
    {
      value: 'visible',
      rows: 'visible',
      label: 'Visible',
      hint: 'Rows that the filter shows and that are still empty',
      counted: counts?.visible ?? null,
    },
    { value: 'all', rows: 'all', label: 'All', hint: 'Every complete row', counted: counts?.all ?? null },
  ];
}

function valueOf(rows: RowsChoice): string {
  if (typeof rows === 'string') return rows;
  return 'range' in rows ? 'range' : 'empty';
}

function countedWords({ rows, requests }: RowCount): string {
  return rows === requests ? whole(rows) : `${whole(rows)} (${whole(requests)} different)`;
}

export function RowsStep() {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const counts = useCall('counts');
  const load = () => void counts.run({ recipe: recipeOf({ ...draft, rows: 'empty', cap: {} }) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted on entering, and when asked
  useEffect(load, []);
  const chosen = valueOf(draft.rows);
  const lines = linesOf(counts.value);
  const line = lines.find((one) => one.value === chosen)!;
  const problems: { [place: string]: string } = {};
  if (counts.value && (line.counted === null || line.counted.rows === 0)) problems.rows = 'This takes no row now.';
  return (
    <>
      <Heading>Rows</Heading>
      {counts.isBusy && <Waiting>Counting rows …</Waiting>}
      <ProblemNotice problem={counts.problem} again={load} onColumns={() => update({ step: 'columns' })} />
      <fieldset class="radios">
        <legend>Rows to fill in {model.opened.tab.tab.name}</legend>
        {lines.map(({ value, rows, label, hint, counted }) => {
          const isOff = rows === null || (counts.value !== null && counted === null);
          return (
            <label key={value} class={`radio ${isOff ? 'off' : ''}`}>
              <input
                type="radio"
                name="rows"
                value={value}
                checked={chosen === value}
                disabled={isOff}
                onChange={() => rows !== null && update({ draft: { ...draft, rows } })}
              />
              <span class="grow">
                <span class="title">{label}</span>
                <span class="quiet">{hint}</span>
              </span>
              <span class="number">{counted ? countedWords(counted) : counts.isBusy ? '…' : '–'}</span>
            </label>
          );
        })}
      </fieldset>
      {chosen === 'check' && (
        <Notice kind="warn">
          These requests were sent before and perhaps paid. Sending them again may cost them a second time. You can settle
          them under Runs instead.
        </Notice>
      )}
      <p class="quiet">
        {counts.value && `${count(model.opened.tab.rows, 'row')} in the sheet.`} Rows without all needed inputs are left
        alone.
      </p>
      <Button kind="quiet" onPress={load} isBusy={counts.isBusy}>
        Count again
      </Button>
      <StepButtons step="rows" problems={problems} isBusy={counts.isBusy} />
    </>
  );
}
