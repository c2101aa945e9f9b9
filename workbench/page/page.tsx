// The workbench's page: menus above, the sheet on the left, the add-on's sidebar on the right, the drawer below. Puts the parts together.
import { render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { AddOnFrame, type Framing } from './add-on-frame';
import { AlertBox, DialogBox } from './boxes';
import { type Connection, connect } from './connection';
import { CsvButtons } from './csv-buttons';
import { Drawer } from './drawer';
import { MenuBar } from './menu';
import type { Menu, News, ToPage } from './messages';
import { ownKeys } from './own-keys';
import { type OpenSheet, showSheet } from './sheet';
import { useMessages } from './use-messages';

const TOAST_MS = 5_000;

type Welcome = Extract<ToPage, { kind: 'welcome' }>;
type Shown = { title: string; path: string };

const asked = new URLSearchParams(location.search).get('user') ?? '';

function Toasts({ connection }: { connection: Connection }) {
  const [toasts, setToasts] = useState<{ n: number; text: string; bad: boolean }[]>([]);
  const n = useRef(0);
  useMessages(connection, (message) => {
    if (message.kind !== 'toast' && message.kind !== 'error') return;
    const title = message.kind === 'toast' && message.title ? `${message.title}: ` : '';
    const toast = { n: n.current++, text: title + message.message, bad: message.kind === 'error' };
    setToasts((all) => [...all, toast]);
    setTimeout(() => setToasts((all) => all.filter((one) => one !== toast)), TOAST_MS);
  });
  return (
    <div id="toasts" class="chrome" role="status" aria-live="polite">
      {toasts.map(({ n, text, bad }) => (
        <p key={n} class={bad ? 'bad' : ''}>
          {text}
        </p>
      ))}
    </div>
  );
}

function Sidebar({ connection, origin, focusSheet }: Framing) {
  const [shown, setShown] = useState<Shown | null>(null);
  useMessages(connection, (message) => {
    if (message.kind === 'sidebar') setShown(message);
  });
  if (!shown) return null;
  const close = () => setShown(null);
  return (
    <aside class="chrome sidebar" ref={ownKeys} aria-label={shown.title || 'Sidebar'}>
      <div class="sidebar-head">
        <h2>{shown.title}</h2>
        <button type="button" aria-label="Close the sidebar" onClick={close}>
          ×
        </button>
      </div>
      <p class="word">Closed, it is under Extensions › Backfill › Open sidebar, as in Google Sheets.</p>
      <AddOnFrame
        key={shown.path}
        title={shown.title}
        src={origin + shown.path}
        connection={connection}
        close={close}
        focusSheet={focusSheet}
      />
    </aside>
  );
}

/** The sheet draws itself; Preact only gives it a place. */
function Sheet({ connection }: { connection: Connection }) {
  const place = useRef<HTMLDivElement>(null);
  const sheet = useRef<OpenSheet | null>(null);
  useMessages(connection, (message) => {
    if (message.kind === 'welcome' && place.current)
      sheet.current = showSheet(place.current, sheet.current, message.grid, connection);
    else sheet.current?.hear(message);
  });
  return <div id="sheet" ref={place} tabIndex={-1} />;
}

function Page({ connection, connected }: { connection: Connection; connected: boolean }) {
  const [welcome, setWelcome] = useState<Welcome | null>(null);
  const [menus, setMenus] = useState<Menu[]>([]);
  const [curious, setCurious] = useState(false);
  const news = useRef<News | null>(null);
  const [said, setSaid] = useState('');
  useMessages(connection, (message) => {
    if (message.kind === 'welcome') setWelcome(message);
    if (message.kind === 'menus') setMenus(message.menus);
    if (message.kind === 'news') news.current = message.news;
  });
  const focusSheet = () => document.getElementById('sheet')?.focus();
  const actAs = (user: string) => {
    location.search = `?user=${encodeURIComponent(user)}`;
  };
  return (
    <>
      <header class="chrome bar" ref={ownKeys}>
        <h1>{welcome?.name ?? 'Backfill workbench'}</h1>
        <MenuBar menus={menus} choose={(fn) => connection.send({ kind: 'menu', fn })} />
        <CsvButtons say={setSaid} shownTab={() => document.getElementById('sheet')?.dataset.tab ?? ''} />
        <button type="button" aria-expanded={curious} onClick={() => setCurious(!curious)}>
          Under the hood
        </button>
        <span role="status">{said}</span>
        <label class="right">
          You are{' '}
          <select value={welcome?.user} onChange={(event) => actAs(event.currentTarget.value)}>
            {welcome?.users.map((user) => (
              <option key={user}>{user}</option>
            ))}
          </select>
        </label>
        {!connected && <span class="bad">The workbench has ended. Start it again.</span>}
      </header>
      <main id="main">
        <Sheet connection={connection} />
        {welcome && <DialogBox connection={connection} origin={welcome.sidebarOrigin} focusSheet={focusSheet} />}
        {welcome && <Sidebar connection={connection} origin={welcome.sidebarOrigin} focusSheet={focusSheet} />}
      </main>
      {curious && <Drawer connection={connection} sampleKey={welcome?.sampleKey ?? ''} known={news.current} />}
      <Toasts connection={connection} />
      <AlertBox connection={connection} />
    </>
  );
}

function start(): void {
  const frame = document.getElementById('frame')!;
  let connected = true;
  const draw = () => render(<Page connection={connection} connected={connected} />, frame);
  const connection = connect({ kind: 'hello', user: asked }, (state) => {
    connected = state;
    queueMicrotask(draw);
  });
  draw();
}
start();
