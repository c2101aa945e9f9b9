// What can be done with a run while it is open: stop (told before what it leaves behind), go on, mend what holds it back.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { Button } from './button';
import { withRun } from './model';
import { Notice, ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';
import { pauseRemedy, stopWords } from './run-words';

function StopButton({ run }: { run: RunView }) {
  const { update, beat } = usePanel();
  const [isAsking, setAsking] = useState(false);
  const call = useCall('stop');
  const stop = async () => {
    const got = await call.run({ jobId: run.jobId });
    if (!got) return;
    setAsking(false);
    update((model) => ({ ...withRun(model, got), said: `${run.name} is stopped.` }));
    beat();
  };
  if (!isAsking)
    return (
      <Button onPress={() => setAsking(true)} name={`Stop ${run.name}`} expanded={false}>
        Stop …
      </Button>
    );
  return (
    <Notice kind="warn">
      <p role="status">{stopWords(run)}</p>
      <Button kind="danger" onPress={() => void stop()} isBusy={call.isBusy}>
        Stop this run
      </Button>
      <Button onPress={() => setAsking(false)} disabled={call.isBusy}>
        Keep running
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </Notice>
  );
}

function PausedNotice({ run }: { run: RunView }) {
  const { update, beat } = usePanel();
  const call = useCall('resume');
  const remedy = pauseRemedy(run);
  const resume = async () => {
    const got = await call.run({ jobId: run.jobId });
    if (!got) return;
    update((model) => ({ ...withRun(model, got), said: `${run.name} goes on.` }));
    beat();
  };
  return (
    <Notice kind="warn">
      <strong>Paused: {run.reasonKind ?? 'waiting for you'}</strong>
      <p>{run.reason}</p>
      <p>{remedy.hint}</p>
      {remedy.do === 'connections' && (
        <Button kind="main" onPress={() => update({ place: 'connections' })}>
          {remedy.label}
        </Button>
      )}
      <Button kind={remedy.do === 'resume' ? 'main' : 'plain'} onPress={() => void resume()} isBusy={call.isBusy} name={`Go on with ${run.name}`}>
        Go on
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </Notice>
  );
}

function CancelButton({ run }: { run: RunView }) {
  const { update, beat } = usePanel();
  const call = useCall('cancel');
  const cancel = async () => {
    const got = await call.run({ jobId: run.jobId });
    if (!got) return;
    update((model) => withRun(model, got));
    beat();
  };
  return (
    <>
      <p class="hint">The provider still works on what was sent. It can be asked to leave off; what it did is collected.</p>
      <Button onPress={() => void cancel()} isBusy={call.isBusy}>
        Ask the provider to leave off
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </>
  );
}

export function RunActions({ run }: { run: RunView }) {
  const { model } = usePanel();
  if (run.user !== model.opened.user)
    return <p class="quiet">Started by {run.user}. It runs with their key, and only they can stop or resume it.</p>;
  return (
    <>
      {run.state === 'paused' && <PausedNotice run={run} />}
      {(run.state === 'running' || run.state === 'paused') && <StopButton run={run} />}
      {run.state === 'stopped' && run.collecting && <CancelButton run={run} />}
    </>
  );
}
