// What can be done once a run is over: fill the rest, retry what failed, settle what is in doubt, undo, download its log.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { count } from './amounts';
import { Button } from './button';
import { Doubts } from './doubts';
import { draftOf, type RowsChoice } from './draft';
import { withRun } from './model';
import { Notice, ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';
import { isOver } from './run-words';
import { fileName, saveFile } from './save-file';

/** Takes a run's recipe into the wizard again, at its last step but for a new plan. */
export function useRunAgain(run: RunView) {
  const { model, update } = usePanel();
  const job = useCall('job');
  const [isUnknown, setUnknown] = useState(false);
  const take = async (rows: RowsChoice) => {
    const saved = model.opened.recipes.find((one) => one.name === run.name)?.recipe;
    const recipe = (await job.run({ jobId: run.jobId }))?.recipe ?? saved;
    setUnknown(!recipe);
    if (!recipe) return;
    const draft = draftOf({ ...recipe, rows });
    update({ draft, place: 'fill', step: 'check' });
  };
  return { take, isBusy: job.isBusy, problem: job.problem, again: job.again, isUnknown };
}

function UndoButton({ run }: { run: RunView }) {
  const { update } = usePanel();
  const [isAsking, setAsking] = useState(false);
  const call = useCall('undo');
  const undo = async () => {
    const got = await call.run({ jobId: run.jobId });
    if (!got) return;
    setAsking(false);
    update((model) => ({ ...withRun(model, got), said: `${count(got.blanked, 'cell')} emptied.` }));
  };
  return (
    <>
      {!isAsking && <Button onPress={() => setAsking(true)}>Undo this run …</Button>}
      {isAsking && (
        <Notice kind="warn">
          <p role="status">
            Empties every cell that still holds what this run wrote. What you changed since stays. The results are kept and
            can fill the cells again, free.
          </p>
          <Button kind="danger" onPress={() => void undo()} isBusy={call.isBusy}>
            Undo this run
          </Button>
          <Button onPress={() => setAsking(false)} disabled={call.isBusy}>
            Leave it
          </Button>
        </Notice>
      )}
      {call.value && (
        <Notice>
          {count(call.value.blanked, 'cell')} emptied
          {call.value.left > 0 && `, ${count(call.value.left, 'cell')} left since they were changed`}.
        </Notice>
      )}
      <ProblemNotice problem={call.problem} again={call.again} />
    </>
  );
}

function LogButton({ run }: { run: RunView }) {
  const call = useCall('log');
  const download = async () => {
    const got = await call.run({ jobId: run.jobId });
    if (got) saveFile(fileName(got.name.replace(/\.csv$/i, ''), 'csv'), got.csv, 'text/csv');
  };
  return (
    <>
      <Button onPress={() => void download()} isBusy={call.isBusy} name={`Download log of ${run.name}`}>
        Download log
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </>
  );
}

function ForgetButton({ run }: { run: RunView }) {
  const [isAsking, setAsking] = useState(false);
  const call = useCall('forget');
  if (call.value) return <Notice>{count(call.value.forgotten, 'result')} forgotten.</Notice>;
  if (!isAsking)
    return (
      <Button kind="quiet" onPress={() => setAsking(true)}>
        Forget results …
      </Button>
    );
  return (
    <Notice kind="warn">
      <p role="status">
        Takes what this run bought out of the archive. Cells stay. The same inputs would be bought again, and the run
        cannot be undone any more.
      </p>
      <Button kind="danger" onPress={() => void call.run({ jobId: run.jobId })} isBusy={call.isBusy}>
        Forget them
      </Button>
      <Button onPress={() => setAsking(false)} disabled={call.isBusy}>
        Keep them
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </Notice>
  );
}

export function AfterRun({ run }: { run: RunView }) {
  const { model, update, beat } = usePanel();
  const again = useRunAgain(run);
  const [isChecking, setChecking] = useState(false);
  const job = useCall('job');
  if (!isOver(run) && run.state === 'running') return null;
  const isOwn = run.user === model.opened.user;
  const refresh = async () => {
    const got = await job.run({ jobId: run.jobId });
    if (got) update((now) => withRun(now, got));
    beat();
  };
  return (
    <div class="after">
      {run.outcomes.check > 0 && isOwn && (
        <Button onPress={() => setChecking(!isChecking)} expanded={isChecking}>
          {count(run.outcomes.check, 'request')} to check
        </Button>
      )}
      {isChecking && <Doubts run={run} onSettled={() => void refresh()} />}
      {isOver(run) && (
        <>
          {run.outcomes.failed > 0 && (
            <Button onPress={() => void again.take('errors')} isBusy={again.isBusy}>
              Retry {run.outcomes.failed} failed
            </Button>
          )}
          <Button onPress={() => void again.take('empty')} isBusy={again.isBusy} name={`Fill the rest with ${run.name}`}>
            Fill the rest
          </Button>
          <UndoButton run={run} />
          <LogButton run={run} />
          <ForgetButton run={run} />
        </>
      )}
      {again.isUnknown && <Notice>How this run was set up is not kept any more. Set it up again under Fill.</Notice>}
      <ProblemNotice problem={again.problem ?? job.problem} again={again.problem ? again.again : job.again} />
    </div>
  );
}
