// One setting of an operation as a control, by the kind of its field. Writes into the draft; checks nothing.
import { useState } from 'preact/hooks';
import { Field as Control, numberOf, Tick, Ticks } from './labelled';
import { type Field, isNew } from './operation-fields';
import { usePanel } from './panel-context';
import { Picker } from './picker';
import { at, isObject, withSetting } from './setting-path';

type Props<K extends Field['kind'] = Field['kind']> = {
  field: Extract<Field, { kind: K }>;
  problem: string | undefined;
};

/** Other settings may take and give other things: the catalogue is asked again. What it offers stays on show. */
function useSetting(path: string): [unknown, (value: unknown) => void] {
  const { draft, set } = usePanel();
  const { settings, described, offered } = draft;
  return [
    at(settings, path),
    (value) =>
      set({
        settings: withSetting(settings, path, value),
        described: null,
        offered: described?.offered ?? offered,
      }),
  ];
}

function ListField({ field, problem }: Props<'list'>) {
  const { draft, set } = usePanel();
  const { setting, label, hint, list, newAt } = field;
  const anew = `New ${label.toLowerCase()}`;
  const within = field.within && String(at(draft.settings, field.within) ?? '');
  if (within === '') return null;
  const { [setting]: before, ...picked } = draft.picked;
  const bare = withSetting(draft.settings, setting, undefined);
  return (
    <Picker
      key={within}
      label={label}
      hint={hint}
      problem={problem}
      of={list}
      within={within}
      picked={before ?? (isNew(draft.settings, field) ? anew : undefined)}
      onPick={({ name, settings }) =>
        set({ settings: { ...bare, ...settings }, described: null, picked: { ...picked, [setting]: name } })
      }
      make={
        newAt === undefined
          ? undefined
          : {
              label: anew,
              onMake: () => set({ picked, described: null, settings: withSetting(bare, `${newAt}.name`, '') }),
            }
      }
    />
  );
}

const TARGETS = [
  ['rows', 'Those of the chosen rows'],
  ['newest', 'The newest in the pipeline'],
  ['pipeline', 'The whole pipeline'],
] as const;

function TargetField({ field }: Props) {
  const [value, write] = useSetting(field.setting);
  const newest = isObject(value) ? Number(value.newest) : undefined;
  const chosen = newest !== undefined ? 'newest' : value === 'pipeline' ? value : 'rows';
  return (
    <>
      <Control
        label={field.label}
        value={chosen}
        choices={TARGETS}
        hint={chosen === 'rows' ? undefined : 'This also works on, and pays for, leads that are not in this sheet.'}
        onPut={(next) => write(next === 'newest' ? { newest: 100 } : next === 'rows' ? undefined : next)}
      />
      {newest !== undefined && (
        <Control
          label="How many of the newest"
          type="whole"
          least={1}
          value={newest}
          onPut={(text) => write({ newest: numberOf(text) ?? 1 })}
        />
      )}
    </>
  );
}

/** Names and values, one pair a line; what is half typed stays as it is. */
function PairsField({ field }: Props) {
  const [value, write] = useSetting(field.setting);
  const [text, setText] = useState(() =>
    Object.entries(isObject(value) ? value : {})
      .map(([name, one]) => `${name}: ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      .join('\n'),
  );
  return (
    <Control
      label={field.label}
      hint={field.hint}
      type="long"
      value={text}
      onPut={(next) => {
        setText(next);
        const pairs = [...next.matchAll(/^([^:\n]+):(.+)$/gm)].map(([, name, one]) => [name!.trim(), one!.trim()]);
        write(pairs.length > 0 ? Object.fromEntries(pairs) : undefined);
      }}
    />
  );
}

function OfferedField({ field: { setting, label, hint, several } }: Props<'offered'>) {
  const { draft } = usePanel();
  const [value, write] = useSetting(setting);
  const offered = (draft.described?.offered ?? draft.offered)?.[setting] ?? [];
  if (offered.length === 0) return null;
  const chosen = offered.map((one) => [one.value, one.label] as const);
  if (several)
    return (
      <Ticks
        label={label}
        hint={hint}
        choices={chosen}
        inOrder
        chosen={Array.isArray(value) ? value : offered.filter((one) => one.on).map((one) => one.value)}
        onPut={(next) => write(next.length > 0 ? next : undefined)}
      />
    );
  return (
    <Control
      label={label}
      value={value === undefined ? '' : String(value)}
      choices={[['', 'None'], ...chosen.map(([one, words]) => [String(one), words] as const)]}
      onPut={(next) => write(offered.find((one) => String(one.value) === next)?.value)}
    />
  );
}

function SimpleField({ field, problem }: Props) {
  const [value, write] = useSetting(field.setting);
  const common = { label: field.label, hint: field.hint, required: field.required, problem };
  const text = value === undefined ? '' : String(value);
  switch (field.kind) {
    case 'switch':
      return <Tick label={field.label} on={value === undefined ? field.otherwise : value === true} onPut={write} />;
    case 'number':
      return (
        <Control {...common} type="whole" least={field.least ?? 0} value={text} onPut={(one) => write(numberOf(one))} />
      );
    case 'choices':
      return (
        <Ticks
          {...common}
          choices={field.choices}
          chosen={Array.isArray(value) ? value : []}
          onPut={(next) => write(next.length > 0 ? next : undefined)}
        />
      );
    case 'choice': {
      const isOpen = field.otherwise === undefined && text === '';
      return (
        <Control
          {...common}
          value={text || field.otherwise}
          choices={isOpen ? [['', 'Choose …'], ...field.choices] : field.choices}
          onPut={(next) => write(next === '' || next === field.otherwise ? undefined : next)}
        />
      );
    }
    case 'words': {
      const lines = Array.isArray(value) ? value.join('\n') : '';
      return <Control {...common} type="long" value={lines} onPut={(next) => write(next.split('\n'))} />;
    }
    default:
      return <Control {...common} type={field.kind === 'long' ? 'long' : 'text'} value={text} onPut={write} />;
  }
}

export function SettingField({ field, problem }: Props) {
  if (field.kind === 'list') return <ListField field={field} problem={problem} />;
  if (field.kind === 'offered') return <OfferedField field={field} problem={problem} />;
  if (field.kind === 'target') return <TargetField field={field} problem={problem} />;
  if (field.kind === 'pairs') return <PairsField field={field} problem={problem} />;
  return <SimpleField field={field} problem={problem} />;
}
