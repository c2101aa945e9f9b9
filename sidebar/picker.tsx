// A searchable, paged list of a provider's, to pick one thing from. What the things stand for is in their settings.
import { useEffect, useState } from 'preact/hooks';
import type { ListItem, ListName } from '../src/sidebar-calls';
import { priceRange } from './amounts';
import { Button, Waiting } from './button';
import { TextField } from './labelled';
import { ProblemNotice } from './notice';
import { useCall } from './panel-context';

const TYPING_MS = 300;

export type Paged = { items: readonly ListItem[]; nextPage: number | null };

/** Pages of one list, for one search; asked for again when the search has rested a moment. */
export function useList(of: ListName, within: string | undefined, search: string, isWanted = true) {
  const call = useCall('list');
  const [pages, setPages] = useState<Paged | null>(null);
  const ask = async (page: number, before: Paged | null) => {
    const args = { of, page, ...(within === undefined ? {} : { within }), ...(search ? { search } : {}) };
    const got = await call.run(args);
    if (got) setPages({ items: [...(before?.items ?? []), ...got.items], nextPage: got.nextPage });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is searched for asks again
  useEffect(() => {
    if (!isWanted) return;
    const timer = setTimeout(() => void ask(1, null), search === '' ? 0 : TYPING_MS);
    return () => clearTimeout(timer);
  }, [of, within, search, isWanted]);
  return {
    items: pages?.items ?? [],
    isReady: pages !== null,
    isBusy: call.isBusy,
    problem: call.problem,
    again: () => void ask(1, null),
    more: pages?.nextPage ? () => void ask(pages.nextPage!, pages) : null,
  };
}

type PickerProps = {
  label: string;
  hint?: string | undefined;
  problem?: string | undefined;
  of: ListName;
  within?: string | undefined;
  /** What is picked already. */
  picked: { name: string } | null;
  onPick(item: ListItem): void;
  make?: { label: string; isOn: boolean; onMake(): void } | undefined;
};

export function Picker({ label, hint, problem, of, within, picked, onPick, make }: PickerProps) {
  const [isOpen, setOpen] = useState(picked === null && !make?.isOn);
  const [search, setSearch] = useState('');
  const list = useList(of, within, search, isOpen);
  const choose = (item: ListItem) => {
    onPick(item);
    setOpen(false);
  };
  if (!isOpen) {
    return (
      <fieldset class="picker">
        <legend>{label}</legend>
        <p class="picked">{make?.isOn ? make.label : (picked?.name ?? 'None chosen')}</p>
        <Button onPress={() => setOpen(true)} name={`Change ${label}`}>
          Change
        </Button>
      </fieldset>
    );
  }
  return (
    <fieldset class="picker">
      <legend>{label} *</legend>
      {hint && <p class="hint">{hint}</p>}
      <TextField label={`Search: ${label}`} type="search" value={search} onChange={setSearch} />
      <ProblemNotice problem={list.problem} again={list.again} />
      <ul class="cards">
        {list.items.map((item) => (
          <li key={item.id}>
            <button type="button" class="card" onClick={() => choose(item)}>
              <span class="title">{item.name}</span>
              <span class="quiet">{[item.detail, item.price && priceRange(item.price)].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
      {list.isBusy && <Waiting>Asking the provider …</Waiting>}
      {list.isReady && !list.isBusy && list.items.length === 0 && <p class="quiet">Nothing of this name.</p>}
      {list.more && !list.isBusy && <Button onPress={list.more}>Show more</Button>}
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
    </fieldset>
  );
}
