// The menu bar: what onOpen built, under Extensions › Backfill, by mouse and by keyboard (arrows, Enter, Escape). Runs nothing itself.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Menu, MenuItem } from './messages';

type Choose = (fn: string) => void;

/** Google puts an add-on's menu into Extensions, under the add-on's name. */
function listed(menus: Menu[]): Menu[] {
  const own = menus.filter((menu) => menu.title !== 'Extensions');
  const items = menus.filter((menu) => menu.title === 'Extensions').flatMap((menu) => menu.items);
  return [{ title: 'Extensions', items: [{ label: 'Backfill', items }] }, ...own];
}

function moveFocus(from: Element, step: number): void {
  const items = [
    ...(from.closest('[role=menu]')?.querySelectorAll<HTMLElement>(':scope > .item > [role=menuitem]') ?? []),
  ];
  const at = items.indexOf(document.activeElement as HTMLElement);
  items[(at + step + items.length) % items.length]?.focus();
}

function Item({ item, choose }: { item: MenuItem; choose: Choose }) {
  const [open, setOpen] = useState(false);
  const sub = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open) sub.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  if (item === 'separator') return <hr />;
  if ('fn' in item) {
    return (
      <div class="item">
        <button type="button" role="menuitem" tabIndex={-1} onClick={() => choose(item.fn)}>
          {item.label}
        </button>
      </div>
    );
  }
  return (
    <div class="item">
      <button
        type="button"
        role="menuitem"
        tabIndex={-1}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowRight') setOpen(true);
        }}
      >
        {item.label} <span aria-hidden="true">▸</span>
      </button>
      {open && <Items at={sub} items={item.items} choose={choose} close={() => setOpen(false)} isSub />}
    </div>
  );
}

type ItemsProps = {
  at: { current: HTMLDivElement | null };
  items: MenuItem[];
  choose: Choose;
  close: () => void;
  isSub?: boolean;
};

function Items({ at, items, choose, close, isSub = false }: ItemsProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const leaves = event.key === 'Escape' || (isSub && event.key === 'ArrowLeft');
    if (step === undefined && !leaves) return;
    event.preventDefault();
    event.stopPropagation();
    if (step !== undefined) moveFocus(event.target as Element, step);
    if (leaves) {
      at.current?.parentElement?.querySelector<HTMLElement>('button')?.focus();
      close();
    }
  };
  return (
    <div role="menu" ref={at} class={isSub ? 'items sub' : 'items'} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <Item key={item === 'separator' ? item : item.label} item={item} choose={choose} />
      ))}
    </div>
  );
}

/** Univer takes Tab for its cells, so the way out of the sheet is Google's own key for this menu (support.google.com/docs/answer/181110). */
function useMenuKey(bar: { current: HTMLElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.code !== 'KeyN') return;
      event.preventDefault();
      event.stopPropagation();
      bar.current?.querySelector('button')?.focus();
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, [bar]);
}

export function MenuBar({ menus, choose }: { menus: Menu[]; choose: Choose }) {
  const [open, setOpen] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    if (open) list.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
  }, [open]);
  useMenuKey(bar);
  // Univer takes the focus by itself while it starts: that alone does not close a menu, a click elsewhere does.
  const onFocusOut = (event: FocusEvent) => {
    const to = event.relatedTarget as Element | null;
    if (to && !bar.current?.contains(to) && !to.closest('#sheet')) setOpen(null);
  };
  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (!bar.current?.contains(event.target as Node)) setOpen(null);
    };
    addEventListener('pointerdown', onPointer, true);
    return () => removeEventListener('pointerdown', onPointer, true);
  }, []);
  return (
    <nav class="menus" ref={bar} aria-label="Menus" onFocusOut={onFocusOut}>
      {listed(menus).map(({ title, items }) => (
        <div class="menu" key={title}>
          <button
            type="button"
            aria-haspopup="menu"
            aria-expanded={open === title}
            disabled={menus.length === 0}
            onClick={() => setOpen(open === title ? null : title)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown') setOpen(title);
            }}
          >
            {title}
          </button>
          {open === title && (
            <Items
              at={list}
              items={items}
              close={() => setOpen(null)}
              choose={(fn) => {
                setOpen(null);
                choose(fn);
              }}
            />
          )}
        </div>
      ))}
    </nav>
  );
}
