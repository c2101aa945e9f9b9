// The drawer for the curious: what ran, what it asked Google and the providers, what that cost, and the switches that make things go wrong.
import { useState } from 'preact/hooks';
import type { LiveRun } from '../serve/live-runs';
import type { Connection } from './connection';
import type { HttpSeen, KillAt, News, ProviderSeen } from './messages';
import { ownKeys } from './own-keys';
import { useMessages } from './use-messages';

const KILLS: KillAt[] = ['next call', 'before a paid call', 'after a paid call'];
const SPEEDS = [1, 10, 60];
const MINUTE_MS = 60_000;

function clockText(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function Run({ run }: { run: LiveRun }) {
  const took = run.endedMs === null ? 'running' : seconds(run.endedMs - run.startedMs);
  return (
    <details>
      <summary>
        {clockText(run.startedMs)} {run.user.split('@')[0]} · {run.fn}
        {run.argument && `(${run.argument})`} · {took} · {run.calls.length} calls, {seconds(run.costMs)} at Google
        {run.error && <span class="bad"> · {run.error}</span>}
      </summary>
      <table>
        <tbody>
          {run.calls.map((call, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: calls are only ever added at the end.
            <tr key={index}>
              <td>{call.name}</td>
              <td>{call.detail}</td>
              <td class="number">{Math.round(call.costMs)} ms</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Request({ seen }: { seen: HttpSeen }) {
  return (
    <details>
      <summary>
        {clockText(seen.atMs)} {seen.method} {seen.url} ·{' '}
        <span class={seen.status === null || seen.status >= 400 ? 'bad' : ''}>{seen.status ?? 'no answer'}</span> ·{' '}
        {Math.round(seen.tookMs)} ms
      </summary>
      <pre>{seen.request}</pre>
      <pre>{seen.reply}</pre>
    </details>
  );
}

type Set = (name: string, value: unknown) => void;

/** A switch that holds a yes or no is a box; anything else is its JSON, which shows what it may be. */
function Switch({ name, value, set }: { name: string; value: unknown; set: Set }) {
  const [bad, setBad] = useState(false);
  if (typeof value === 'boolean') {
    return (
      <label>
        <input type="checkbox" checked={value} onChange={(event) => set(name, event.currentTarget.checked)} /> {name}
      </label>
    );
  }
  const change = (text: string) => {
    try {
      set(name, JSON.parse(text));
      setBad(false);
    } catch {
      setBad(true);
    }
  };
  return (
    <label>
      <input type="text" value={JSON.stringify(value)} onChange={(event) => change(event.currentTarget.value)} /> {name}
      {bad && <span class="bad"> is not JSON</span>}
    </label>
  );
}

function Provider({ provider, set }: { provider: ProviderSeen; set: Set }) {
  const { name, spent, paidCalls, billedInputs, switches } = provider;
  return (
    <details>
      <summary>
        {name}: {spent} credits · {paidCalls} paid calls · {billedInputs} inputs
      </summary>
      {Object.entries(switches).map(([key, value]) => (
        <div key={key}>
          <Switch name={key} value={value} set={set} />
        </div>
      ))}
    </details>
  );
}

function Controls({ news, connection }: { news: News; connection: Connection }) {
  return (
    <div class="bar">
      <h2>Under the hood</h2>
      <span>{clockText(news.nowMs)}</span>
      <label>
        Time{' '}
        <select
          value={news.speed}
          onChange={(event) => connection.send({ kind: 'speed', speed: Number(event.currentTarget.value) })}
        >
          {SPEEDS.map((speed) => (
            <option key={speed} value={speed}>
              {speed === 1 ? 'real' : `${speed} times as fast`}
            </option>
          ))}
        </select>
      </label>
      <button type="button" onClick={() => connection.send({ kind: 'skip', ms: 5 * MINUTE_MS })}>
        Skip 5 minutes
      </button>
      <button type="button" onClick={() => connection.send({ kind: 'alarm' })}>
        Run the alarm now
      </button>
      <label>
        Kill the next execution{' '}
        <select
          value={news.killAt ?? ''}
          onChange={(event) =>
            connection.send({ kind: 'kill', at: (event.currentTarget.value || null) as KillAt | null })
          }
        >
          <option value="">no</option>
          {KILLS.map((at) => (
            <option key={at}>{at}</option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={news.googlesPace}
          onChange={(event) => connection.send({ kind: 'pace', googles: event.currentTarget.checked })}
        />{' '}
        as slow as Google
      </label>
    </div>
  );
}

/** `known`: what was told before the drawer was opened; the next news may be minutes away. */
export function Drawer(props: { connection: Connection; sampleKey: string; known: News | null }) {
  const { connection, sampleKey } = props;
  const [news, setNews] = useState(props.known);
  useMessages(connection, (message) => {
    if (message.kind === 'news') setNews(message.news);
  });
  if (!news) return null;
  const setAt = (provider: string) => (name: string, value: unknown) =>
    connection.send({ kind: 'switch', provider, name, value });
  return (
    <section class="chrome drawer" ref={ownKeys} aria-label="Under the hood">
      <Controls news={news} connection={connection} />
      <div class="panes">
        <div class="pane">
          <h3>Executions and their service calls</h3>
          {news.runs.toReversed().map((run) => (
            <Run key={run.id} run={run} />
          ))}
        </div>
        <div class="pane">
          <h3>Requests to the simulated providers</h3>
          {news.http.toReversed().map((seen) => (
            <Request key={seen.n} seen={seen} />
          ))}
        </div>
        <div class="pane">
          <h3>Credits and switches</h3>
          <p>
            Any key works, for example <code>{sampleKey}</code>
          </p>
          {news.providers.map((provider) => (
            <Provider key={provider.name} provider={provider} set={setAt(provider.name)} />
          ))}
          <h3>Alarms</h3>
          {news.triggers.map(({ user, fn, dueMs }) => (
            <p key={`${user} ${fn}`}>
              {user}: {fn}, {dueMs === null ? 'never again' : clockText(dueMs)}
            </p>
          ))}
        </div>
      </div>
    </section>
  );
}
