// One setting of an operation as a control, by the kind of its field. Writes into the draft; checks nothing.
import type { Draft } from './draft';
import { NumberField, SelectField, TextField, Tick } from './labelled';
import { type Field, isNew } from './operation-fields';
import { usePanel } from './panel-context';
import { Picker } from './picker';
import { at, withSetting } from './setting-path';

type Of<K extends Field['kind']> = Extract<Field, { kind: K }>;
type Props<F> = { field: F; problem: string | undefined };

/** Other settings may take and give other things; what the catalogue offers stays on show. */
function undescribed({ described, offeredBefore }: Draft): Pick<Draft, 'described' | 'offeredBefore'> {
  return { described: null, offeredBefore: described?.offered ?? offeredBefore };
}

function useSetting(path: string): [unknown, (value: unknown) => void] {
  const { model, update } = usePanel();
  const write = (value: unknown) =>
    update(({ draft }) =>
      draft ? { draft: { ...draft, settings: withSetting(draft.settings, path, value), ...undescribed(draft) } } : {},
    );
  return [at(model.draft!.settings, path), write];
}

function ListField({ field, problem }: Props<Of<'list'>>) {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const within = field.within === undefined ? undefined : String(at(draft.settings, field.within) ?? '');
  if (within === '') return null;
  const { make } = field;
  const isOn = make ? isNew(draft.settings, make.setting) && !(field.setting in draft.picked) : false;
  return (
    <Picker
      key={within}
      label={field.label}
      hint={field.hint}
      problem={problem}
      of={field.list}
      within={within}
      picked={draft.picked[field.setting] ?? null}
      onPick={(item) => {
        const { name, price, source } = item;
        const settings = { ...withSetting(draft.settings, field.setting, undefined), ...item.settings };
        update({
          draft: { ...draft, settings, described: null, picked: { ...draft.picked, [field.setting]: { name, price, source } } },
        });
      }}
      make={
        make && {
          label: make.label,
          isOn,
          onMake: () => {
            const { [field.setting]: _, ...picked } = draft.picked;
            const bare = withSetting(draft.settings, field.setting, undefined);
            update({
              draft: { ...draft, picked, described: null, settings: withSetting(bare, `${make.setting}.name`, '') },
            });
          },
        }
      }
    />
  );
}

const ROWS = 'rows';
const NEWEST = 'newest';
const PIPELINE = 'pipeline';

function TargetField({ field, problem }: Props<Field>) {
  const [value, write] = useSetting(field.setting);
  const newest = at({ value }, 'value.newest');
  const chosen = newest !== undefined ? NEWEST : value === PIPELINE ? PIPELINE : ROWS;
  return (
    <>
      <SelectField
        label={field.label}
        value={chosen}
        problem={problem}
        choices={[
          { value: ROWS, label: 'Those of the chosen rows' },
          { value: NEWEST, label: 'The newest in the pipeline' },
          { value: PIPELINE, label: 'The whole pipeline' },
        ]}
        hint={chosen === ROWS ? undefined : 'This also works on, and pays for, leads that are not in this sheet.'}
        onChange={(next) => write(next === NEWEST ? { newest: 100 } : next === PIPELINE ? PIPELINE : undefined)}
      />
      {chosen === NEWEST && (
        <NumberField
          label="How many of the newest"
          least={1}
          value={Number(newest)}
          onChange={(count) => write({ newest: count ?? 1 })}
        />
      )}
    </>
  );
}

/** Lines of `name: value`. */
function pairsOf(text: string): { [name: string]: string } | undefined {
  const pairs: { [name: string]: string } = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) pairs[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
  }
  return Object.keys(pairs).length > 0 ? pairs : undefined;
}

function TextLike({ field, problem }: Props<Field>) {
  const [value, write] = useSetting(field.setting);
  const { label, hint, required } = field;
  const common = { label, hint, problem, required };
  if (field.kind === 'words') {
    const text = Array.isArray(value) ? value.join('\n') : '';
    return <TextField {...common} long value={text} onChange={(next) => write(next === '' ? undefined : next.split('\n'))} />;
  }
  if (field.kind === 'pairs') {
    const text = Object.entries((value ?? {}) as object).map(([name, one]) => `${name}: ${one}`);
    return <PairsField {...common} text={text.join('\n')} onText={(next) => write(pairsOf(next))} />;
  }
  return (
    <TextField
      {...common}
      long={field.kind === 'long text'}
      value={typeof value === 'string' ? value : ''}
      onChange={(next) => write(next)}
    />
  );
}

function PairsField(props: Omit<Parameters<typeof TextField>[0], 'value' | 'onChange'> & { text: string; onText(text: string): void }) {
  const { text, onText, ...rest } = props;
  return <TextField {...rest} long value={text} onChange={onText} />;
}

function OfferedField({ field }: Props<Of<'offered'>>) {
  const { model } = usePanel();
  const [value, write] = useSetting(field.setting);
  const offered = model.draft!.described?.offered?.[field.setting] ?? model.draft!.offeredBefore?.[field.setting];
  if (!offered || offered.length === 0) return null;
  if (!field.several) {
    return (
      <SelectField
        label={field.label}
        value={value === undefined ? '' : String(value)}
        choices={[
          { value: '', label: 'None' },
          ...offered.map((one) => ({ value: String(one.value), label: one.label })),
        ]}
        onChange={(next) => write(offered.find((one) => String(one.value) === next)?.value)}
      />
    );
  }
  const chosen = Array.isArray(value) ? value : [];
  const set = (next: unknown[]) => write(next.length > 0 ? next : undefined);
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.hint && <p class="hint">{field.hint}</p>}
      {offered.map((one) => {
        const place = chosen.indexOf(one.value);
        return (
          <Tick
            key={String(one.value)}
            label={`${place >= 0 ? `${place + 1}. ` : ''}${one.label}`}
            on={place >= 0}
            onChange={(on) => set(on ? [...chosen, one.value] : chosen.filter((other) => other !== one.value))}
          />
        );
      })}
    </fieldset>
  );
}

function ChoicesField({ field }: Props<Of<'choices'>>) {
  const [value, write] = useSetting(field.setting);
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <fieldset>
      <legend>{field.label}</legend>
      {field.choices.map((choice) => (
        <Tick
          key={choice.value}
          label={choice.label}
          on={chosen.includes(choice.value)}
          onChange={(on) => {
            const next = on ? [...chosen, choice.value] : chosen.filter((one) => one !== choice.value);
            write(next.length > 0 ? next : undefined);
          }}
        />
      ))}
    </fieldset>
  );
}

function Simple({ field, problem }: Props<Of<'choice' | 'number' | 'switch'>>) {
  const [value, write] = useSetting(field.setting);
  const { label, hint, required } = field;
  if (field.kind === 'switch')
    return (
      <Tick
        label={label}
        on={typeof value === 'boolean' ? value : field.otherwise}
        onChange={(on) => write(on === field.otherwise ? undefined : on)}
      />
    );
  if (field.kind === 'number')
    return (
      <NumberField
        {...{ label, hint, problem, required }}
        least={field.least}
        value={typeof value === 'number' ? value : field.otherwise}
        onChange={write}
      />
    );
  const blank = field.otherwise === undefined || field.choices.some((one) => one.value === field.otherwise);
  return (
    <SelectField
      {...{ label, hint, problem, required }}
      value={typeof value === 'string' ? value : (field.otherwise ?? '')}
      choices={
        field.otherwise === undefined || !blank
          ? [{ value: '', label: field.required ? 'Choose …' : 'As fits the rows' }, ...field.choices]
          : field.choices
      }
      onChange={(next) => write(next === '' || next === field.otherwise ? undefined : next)}
    />
  );
}

export function SettingField({ field, problem }: Props<Field>) {
  switch (field.kind) {
    case 'list':
      return <ListField field={field} problem={problem} />;
    case 'offered':
      return <OfferedField field={field} problem={problem} />;
    case 'choices':
      return <ChoicesField field={field} problem={problem} />;
    case 'target':
      return <TargetField field={field} problem={problem} />;
    case 'choice':
    case 'number':
    case 'switch':
      return <Simple field={field} problem={problem} />;
    default:
      return <TextLike field={field} problem={problem} />;
  }
}
