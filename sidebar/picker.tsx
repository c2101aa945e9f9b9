// A searchable, paged list of a provider's, to pick one thing from. What the things stand for is in their settings.
import { useEffect, useState } from 'preact/hooks';
import type { ListItem, ListName } from '../src/sidebar-calls';
import { priceRange } from './amounts';
import { Button } from './button';
import { Field } from './labelled';
import { Outcome } from './notice';
import { useCall } from './panel-context';
import { Cards, Hint, joined, Lines, Quiet } from './section';

const TYPING_MS = 300;

/** Pages of one list, for one search; asked for again when the search has rested a moment. */
export function useList(of: ListName, within: string | undefined, search: string, isWanted = true) {
  const call = useCall('list');
  const [items, setItems] = useState<readonly ListItem[] | null>(null);
  const ask = async (page: number, before: readonly ListItem[]) => {
    const got = await call.run({ of, page, ...(within ? { within } : {}), ...(search ? { search } : {}) });
    if (got) setItems([...before, ...got.items]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is searched for asks again
  useEffect(() => {
    if (!isWanted) return;
    const timer = setTimeout(() => void ask(1, []), search === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [of, within, search, isWanted]);
  const nextPage = call.value?.nextPage;
  return {
    call,
    items: items ?? [],
    isEmpty: items?.length === 0 && !call.isBusy,
    more: nextPage && !call.isBusy ? <Button onPress={() => void ask(nextPage, items ?? [])}>Show more</Button> : null,
  };
}

type PickerProps = {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  of: ListName;
  within?: string | undefined;
  /** The name of what is picked already. */
  picked: string | undefined;
  onPick(item: ListItem): void;
  make?: { label: string; onMake(): void } | undefined;
};

export function Picker({ label, hint, problem, of, within, picked, onPick, make }: PickerProps) {
  const [isOpen, setOpen] = useState(!picked);
  const [search, setSearch] = useState('');
  const list = useList(of, within, search, isOpen);
  return (
    <fieldset class="box">
      <legend>{label}</legend>
      {isOpen ? (
        <>
          {hint && <Hint>{hint}</Hint>}
          <Field label={`Search: ${label}`} type="search" value={search} onPut={setSearch} />
          <Cards>
            {list.items.map((item) => (
              <li key={item.id}>
                <Button
                  kind="card"
                  onPress={() => {
                    onPick(item);
                    setOpen(false);
                  }}
                >
                  <Lines title={item.name} lines={[joined(item.detail, item.price && priceRange(item.price))]} />
                </Button>
              </li>
            ))}
          </Cards>
          <Outcome of={list.call} wait="Asking the provider …" />
          {list.isEmpty && <Quiet>Nothing of this name.</Quiet>}
          {list.more}
          {make && (
            <Button
              onPress={() => {
                make.onMake();
                setOpen(false);
              }}
            >
              {make.label}
            </Button>
          )}
          {problem && <p class="wrong">{problem}</p>}
        </>
      ) : (
        <>
          <p>
            <strong>{picked}</strong>
          </p>
          <Button onPress={() => setOpen(true)} of={label}>
            Change
          </Button>
        </>
      )}
    </fieldset>
  );
}
