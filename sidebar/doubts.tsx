// Requests in `check`, with what is known of each; a person says one by one or for all whether they were sent.
import { useEffect, useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { Act } from './act';
import { count } from './amounts';
import { Button } from './button';
import { withRun } from './model';
import { Outcome } from './notice';
import { useCall, usePanel } from './panel-context';
import { Hint, joined, Quiet } from './section';

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
  // By their ids, all of them too: one that was settled as sent is in doubt no more here, and stays as it was settled.
  const settle = (as: 'sent' | 'not-sent', label: string, those: readonly { id: string }[], of?: string) => (
    <Act call="settle" args={{ jobId, as, requests: those.map(({ id }) => id) }} label={label} of={of} done={settled} />
  );
  const shown = isAll ? doubts : doubts.slice(0, SHOWN_AT_FIRST);
  return (
    <>
      <Hint>
        Perhaps paid, but no usable answer came: look in your account at the provider. “Was not sent” lets them be
        bought again.
      </Hint>
      <Outcome of={list} wait="Reading what is known …" />
      <ul>
        {shown.map(({ id, input, known, rows }) => (
          <li key={id} class="line">
            <strong>{input}</strong>
            <Quiet>
              {joined(rows.length > 0 ? `Row ${rows.slice(0, ROWS_NAMED).join(', ')}` : 'No row has this now', known)}
            </Quiet>
            {settle('sent', 'Was sent', [{ id }], input)}
            {settle('not-sent', 'Was not sent', [{ id }], input)}
          </li>
        ))}
      </ul>
      {doubts.length > shown.length && (
        <Button onPress={() => setAll(true)}>Show all {count(doubts.length, 'request')}</Button>
      )}
      {doubts.length > 1 && (
        <>
          {settle('sent', 'All were sent', doubts)}
          {settle('not-sent', 'None was sent', doubts)}
        </>
      )}
    </>
  );
}
