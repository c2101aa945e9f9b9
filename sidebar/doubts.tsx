// Requests in `check`, with what is known of each; a person says one by one or for all whether they were sent.
import { useEffect, useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { Act } from './act';
import { count } from './amounts';
import { Button } from './button';
import { withRun } from './model';
import { Outcome } from './notice';
import { useCall, usePanel } from './panel-context';
import { joined, Quiet } from './section';

const SHOWN_AT_FIRST = 20;
const ROWS_NAMED = 5;

export function Doubts({ run }: { run: RunView }) {
  const { update } = usePanel();
  const list = useCall('doubts');
  const job = useCall('job');
  const [isAll, setAll] = useState(false);
  const { jobId } = run;
  const load = () => void list.run({ jobId });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once; settling reads again
  useEffect(load, []);
  const settled = async () => {
    load();
    const got = await job.run({ jobId });
    if (got) update((model) => withRun(model, got));
  };
  const doubts = list.value ?? [];
  const shown = isAll ? doubts : doubts.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <p class="hint">
        Perhaps paid, but no usable answer came: look in your account at the provider. “Was not sent” lets them be
        bought again.
      </p>
      <Outcome of={list} wait="Reading what is known …" />
      <ul>
        {shown.map(({ id, input, known, rows }) => (
          <li key={id} class="line">
            <strong>{input}</strong>
            <Quiet>
              {joined(rows.length > 0 ? `Row ${rows.slice(0, ROWS_NAMED).join(', ')}` : 'No row has this now', known)}
            </Quiet>
            <Act
              call="settle"
              args={{ jobId, as: 'sent', requests: [id] }}
              label="Was sent"
              of={input}
              done={() => void settled()}
            />
            <Act
              call="settle"
              args={{ jobId, as: 'not-sent', requests: [id] }}
              label="Was not sent"
              of={input}
              done={() => void settled()}
            />
          </li>
        ))}
      </ul>
      {doubts.length > shown.length && (
        <Button onPress={() => setAll(true)}>Show all {count(doubts.length, 'request')}</Button>
      )}
      {doubts.length > 1 && (
        <>
          <Act call="settle" args={{ jobId, as: 'sent' }} label="All were sent" done={() => void settled()} />
          <Act call="settle" args={{ jobId, as: 'not-sent' }} label="None was sent" done={() => void settled()} />
        </>
      )}
    </>
  );
}
