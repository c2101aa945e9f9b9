// Puts an enrichment or a waterfall of the catalogue onto a Databar table, its inputs mapped to the table's columns. Launches nothing.
import { useEffect, useState } from 'preact/hooks';
import type { ListItem } from '../src/sidebar-calls';
import { Button, Waiting } from './button';
import { SelectField } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { useCall } from './panel-context';
import { Picker, useList } from './picker';

function Mapping({ table, what, kind }: { table: ListItem; what: ListItem; kind: 'enrichment' | 'waterfall' }) {
  const describe = useCall('describe');
  const attach = useCall('attach');
  const columns = useList('databar.tableColumns', table.id, '');
  const [mapped, setMapped] = useState<{ [parameter: string]: string }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for what was picked
  useEffect(() => {
    void describe.run({ operation: `databar.${kind}`, settings: what.settings });
  }, [what.id]);
  const parameters = describe.value?.parameters ?? [];
  const isMissing = parameters.some((parameter) => parameter.required && !mapped[parameter.name]);
  const send = () => {
    const chosen: { [parameter: string]: string } = {};
    for (const [name, column] of Object.entries(mapped)) if (column !== '') chosen[name] = column;
    const thing = kind === 'enrichment' ? { enrichment: Number(what.settings.enrichment) } : { waterfall: String(what.settings.waterfall) };
    void attach.run({ table: table.id, ...thing, columns: chosen });
  };
  return (
    <>
      {(describe.isBusy || columns.isBusy) && <Waiting>Asking Databar …</Waiting>}
      <ProblemNotice problem={describe.problem ?? columns.problem} again={describe.problem ? describe.again : columns.again} />
      {parameters.map((parameter) => (
        <SelectField
          key={parameter.name}
          label={`Table column for ${parameter.label || parameter.name}`}
          required={parameter.required}
          value={mapped[parameter.name] ?? ''}
          choices={[{ value: '', label: 'Not used' }, ...columns.items.map((one) => ({ value: one.name, label: one.name }))]}
          onChange={(column) => setMapped({ ...mapped, [parameter.name]: column })}
        />
      ))}
      {describe.value && (
        <Button kind="main" onPress={send} isBusy={attach.isBusy} disabled={isMissing || Object.values(mapped).every((one) => one === '')}>
          Attach to {table.name}
        </Button>
      )}
      {attach.value && <Notice>{attach.value.name} is on the table. It costs nothing until it is run.</Notice>}
      <ProblemNotice problem={attach.problem} again={attach.again} />
    </>
  );
}

export function AttachForm() {
  const [table, setTable] = useState<ListItem | null>(null);
  const [kind, setKind] = useState<'enrichment' | 'waterfall'>('enrichment');
  const [what, setWhat] = useState<ListItem | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <section aria-labelledby="attach">
      <h3 id="attach">Databar tables</h3>
      {!isOpen && <Button onPress={() => setOpen(true)}>Attach an enrichment to a table …</Button>}
      {isOpen && (
        <>
          <Picker label="Table" of="databar.tables" picked={table} onPick={setTable} />
          <SelectField
            label="What to attach"
            value={kind}
            choices={[
              { value: 'enrichment', label: 'An enrichment' },
              { value: 'waterfall', label: 'A waterfall' },
            ]}
            onChange={(value) => {
              setKind(value as typeof kind);
              setWhat(null);
            }}
          />
          <Picker
            key={kind}
            label={kind === 'enrichment' ? 'Enrichment' : 'Waterfall'}
            of={kind === 'enrichment' ? 'databar.enrichments' : 'databar.waterfalls'}
            picked={what}
            onPick={setWhat}
          />
          {table && what && <Mapping key={`${table.id} ${what.id}`} table={table} what={what} kind={kind} />}
        </>
      )}
    </section>
  );
}
