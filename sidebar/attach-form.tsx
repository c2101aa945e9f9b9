// Puts an enrichment or a waterfall of the catalogue onto a Databar table, its inputs mapped to the table's columns. Launches nothing.
import { useEffect, useState } from 'preact/hooks';
import type { ListItem } from '../src/sidebar-calls';
import { Act } from './act';
import { Field } from './labelled';
import { Notice, Outcome } from './notice';
import { useCall } from './panel-context';
import { Picker, useList } from './picker';
import { More, Section } from './section';

type Kind = 'enrichment' | 'waterfall';

function Mapping({ table, what, kind }: { table: ListItem; what: ListItem; kind: Kind }) {
  const describe = useCall('describe');
  const columns = useList('databar.tableColumns', table.id, '');
  const [mapped, setMapped] = useState<{ [parameter: string]: string }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for what was picked
  useEffect(() => void describe.run({ operation: `databar.${kind}`, settings: what.settings }), []);
  const parameters = describe.value?.parameters ?? [];
  const chosen = Object.entries(mapped).filter(([, column]) => column !== '');
  return (
    <>
      <Outcome of={describe} wait="Asking Databar …" />
      <Outcome of={columns.call} />
      {parameters.map(({ name, label, required }) => (
        <Field
          key={name}
          label={`Table column for ${label || name}`}
          required={required}
          value={mapped[name]}
          choices={[['', 'Not used'], ...columns.items.map((one) => [one.name, one.name] as const)]}
          onPut={(column) => setMapped({ ...mapped, [name]: column })}
        />
      ))}
      <Act
        call="attach"
        args={{
          table: table.id,
          ...(kind === 'enrichment'
            ? { enrichment: Number(what.settings.enrichment) }
            : { waterfall: String(what.settings.waterfall) }),
          columns: Object.fromEntries(chosen),
        }}
        label={`Attach to ${table.name}`}
        kind="main"
        disabled={chosen.length === 0 || parameters.some(({ name, required }) => required && !mapped[name])}
      >
        {({ name }) => <Notice>{name} is on the table. It costs nothing until it is run.</Notice>}
      </Act>
    </>
  );
}

export function AttachForm() {
  const [table, setTable] = useState<ListItem | null>(null);
  const [kind, setKind] = useState<Kind>('enrichment');
  const [what, setWhat] = useState<ListItem | null>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title="Databar tables">
      <More title="Attach an enrichment to a table" onOpen={setOpen}>
        {isOpen && (
          <>
            <Picker label="Table" of="databar.tables" picked={table?.name} onPick={setTable} />
            <Field
              label="What to attach"
              value={kind}
              choices={[
                ['enrichment', 'An enrichment'],
                ['waterfall', 'A waterfall'],
              ]}
              onPut={(value) => {
                setKind(value as Kind);
                setWhat(null);
              }}
            />
            <Picker key={kind} label="Which" of={`databar.${kind}s`} picked={what?.name} onPick={setWhat} />
            {table && what && <Mapping key={`${table.id} ${what.id}`} table={table} what={what} kind={kind} />}
          </>
        )}
      </More>
    </Section>
  );
}
