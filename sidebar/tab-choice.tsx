// Which tab, and which of its rows holds the headers. Reads the tab again on demand: people change it beside the panel.
import { useState } from 'preact/hooks';
import { whole } from './amounts';
import { Button } from './button';
import { Field, numberOf } from './labelled';
import { Outcome } from './notice';
import { type Call, usePanel } from './panel-context';
import { More } from './section';

export function TabChoice({ call, read }: { call: Call<'tab'>; read(sheet: string, headerRow: number): void }) {
  const { tab, tabs } = usePanel().opened;
  const [headerRow, setHeaderRow] = useState<number | undefined>(tab.headerRow);
  const { name } = tab.tab;
  return (
    <>
      <More isOpen={!!call.problem} title={`${name} · ${whole(tab.rows)} rows, headers in row ${tab.headerRow}`}>
        <Field
          label="Sheet"
          value={name}
          disabled={call.isBusy}
          choices={[...new Set([...tabs.map((one) => one.name), name])].map((one) => [one, one])}
          onPut={(sheet) => read(sheet, 1)}
        />
        <Field
          label="Row with the headers"
          type="whole"
          least={1}
          value={headerRow}
          onPut={(row) => setHeaderRow(numberOf(row))}
        />
        <Button onPress={() => read(name, headerRow ?? 1)} isBusy={call.isBusy}>
          Read the sheet again
        </Button>
      </More>
      <Outcome of={call} wait="Reading the sheet …" />
    </>
  );
}
