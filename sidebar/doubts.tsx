// Requests in `check`, with what is known of each; a person says one by one or for all whether they were sent.
import { useEffect, useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { count } from './amounts';
import { Button, Waiting } from './button';
import { ProblemNotice } from './notice';
import { useCall } from './panel-context';
import type { Value } from './server';

const SHOWN_AT_FIRST = 20;

export function Doubts({ run, onSettled }: { run: RunView; onSettled(): void }) {
  const list = useCall('doubts');
  const settle = useCall('settle');
  const [isAll, setAll] = useState(false);
  const load = () => void list.run({ jobId: run.jobId });
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once; settling reads again
  useEffect(load, []);
  const say = async (as: 'sent' | 'not-sent', requests?: string[]) => {
    const got = await settle.run({ jobId: run.jobId, as, ...(requests ? { requests } : {}) });
    if (got === null) return;
    onSettled();
    load();
  };
  const doubts: Value<'doubts'> = list.value ?? [];
  const shown = isAll ? doubts : doubts.slice(0, SHOWN_AT_FIRST);
  return (
    <section aria-label={`To check in ${run.name}`}>
      <p class="hint">
        These were sent and perhaps paid, but no usable answer came. Look in your account at the provider. “Was sent” keeps
        them out of later runs; “Was not sent” lets them be bought again.
      </p>
      {list.isBusy && <Waiting>Reading what is known …</Waiting>}
      <ProblemNotice problem={list.problem ?? settle.problem} again={list.problem ? list.again : settle.again} />
      <ul class="doubts">
        {shown.map((doubt) => (
          <li key={doubt.id}>
            <strong>{doubt.input}</strong>
            <span class="quiet">
              {doubt.rows.length > 0 ? `Row ${doubt.rows.slice(0, 5).join(', ')}${doubt.rows.length > 5 ? ' …' : ''}` : 'No row has this now'} · {doubt.known}
            </span>
            <span class="together">
              <Button onPress={() => void say('sent', [doubt.id])} disabled={settle.isBusy} name={`${doubt.input} was sent`}>
                Was sent
              </Button>
              <Button onPress={() => void say('not-sent', [doubt.id])} disabled={settle.isBusy} name={`${doubt.input} was not sent`}>
                Was not sent
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {doubts.length > shown.length && <Button onPress={() => setAll(true)}>Show all {count(doubts.length, 'request')}</Button>}
      {doubts.length > 1 && (
        <p class="together">
          <Button onPress={() => void say('sent')} isBusy={settle.isBusy}>
            All were sent
          </Button>
          <Button onPress={() => void say('not-sent')} isBusy={settle.isBusy}>
            None was sent
          </Button>
        </p>
      )}
    </section>
  );
}
