// Which tab, and which of its rows holds the headers. Reads the tab again on demand: people change it beside the panel.
import { useState } from 'preact/hooks';
import { whole } from './amounts';
import { Button } from './button';
import { NumberField, SelectField } from './labelled';
import { ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';

export function TabChoice() {
  const { model, update } = usePanel();
  const { tab, tabs } = model.opened;
  const call = useCall('tab');
  const [headerRow, setHeaderRow] = useState(tab.headerRow);
  const read = async (sheet: string, row: number) => {
    const got = await call.run({ sheet, headerRow: row });
    if (got) update(({ opened }) => ({ opened: { ...opened, tab: got } }));
  };
  return (
    <details class="tab-choice">
      <summary>
        {tab.tab.name} · {whole(tab.rows)} rows, headers in row {tab.headerRow}
      </summary>
      <SelectField
        label="Sheet"
        value={tab.tab.name}
        disabled={call.isBusy}
        choices={tabs.map((one) => ({ value: one.name, label: one.name }))}
        onChange={(sheet) => void read(sheet, 1)}
      />
      <NumberField label="Row with the headers" least={1} value={headerRow} onChange={(row) => setHeaderRow(row ?? 1)} />
      <Button onPress={() => void read(tab.tab.name, headerRow)} isBusy={call.isBusy}>
        Read the sheet again
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </details>
  );
}
