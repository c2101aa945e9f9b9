// Step "Rows": which rows are taken, with how many each choice would take now. One call counts them all.

import { useEffect } from 'preact/hooks';
import type { RowCount, RowCounts } from '../src/sidebar-calls';
import { count, whole } from './amounts';
import { Button } from './button';
import { type RowsChoice, recipeOf } from './draft';
import { Heading } from './heading';
import { Notice, Outcome } from './notice';
import { useCall, usePanel } from './panel-context';
import { Quiet } from './section';
import { StepButtons } from './step-buttons';

const LINES: readonly (readonly [keyof RowCounts, string, string])[] = [
  ['empty', 'Still empty', 'A result is missing and was not looked for'],
  ['errors', 'Failed', 'Tried before and failed'],
  ['check', 'To check', 'Sent, without a usable result'],
  ['selected', 'Selected', 'And still empty'],
  ['visible', 'Visible', 'Shown by the filter, and still empty'],
  ['all', 'All', 'Every complete row'],
];

function lineOf(rows: RowsChoice): keyof RowCounts {
  if (typeof rows === 'string') return rows;
  return 'range' in rows ? 'selected' : 'empty';
}

function countedWords({ rows, requests }: RowCount): string {
  return rows === requests ? whole(rows) : `${whole(rows)} (${whole(requests)} different)`;
}

export function RowsStep() {
  const { draft, opened, set } = usePanel();
  const counts = useCall('counts');
  const load = () => void counts.run({ recipe: recipeOf({ ...draft, rows: 'empty', cap: {} }) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: counted on entering, and when asked
  useEffect(load, []);
  const chosen = lineOf(draft.rows);
  const known = counts.value;
  const isNone = !counts.isBusy && known && !known[chosen]?.rows;
  const choose = (line: keyof RowCounts) =>
    set({ rows: line === 'selected' ? { range: known!.selected!.range } : line });
  return (
    <>
      <Heading>Rows</Heading>
      <Outcome of={counts} wait="Counting rows …" />
      <fieldset>
        <legend>Rows to fill in {opened.tab.tab.name}</legend>
        {LINES.map(([line, label, hint]) => {
          const counted = known?.[line];
          return (
            <label key={line} class={`tick line ${counted ? '' : 'quiet'}`}>
              <input
                type="radio"
                name="rows"
                value={line}
                checked={chosen === line}
                disabled={!counted}
                onChange={() => choose(line)}
              />
              <span class="grow">
                <span class="title">
                  {label}
                  {line === 'selected' && known?.selected && ` (${known.selected.range})`}
                </span>
                <span class="hint">{hint}</span>
              </span>
              <span>{counted ? countedWords(counted) : '–'}</span>
            </label>
          );
        })}
      </fieldset>
      {isNone && <p class="wrong">No row is left to fill by this choice. Choose another one.</p>}
      {chosen === 'check' && (
        <Notice kind="warn">
          Sending these again may cost them a second time. Under Runs you can settle them instead.
        </Notice>
      )}
      <Quiet>{count(opened.tab.rows, 'row')} in the sheet. Rows without all needed inputs are left alone.</Quiet>
      <Button kind="quiet" onPress={load} isBusy={counts.isBusy}>
        Count again
      </Button>
      <StepButtons step="rows" problems={isNone ? { rows: 'none' } : {}} isBusy={counts.isBusy} />
    </>
  );
}
