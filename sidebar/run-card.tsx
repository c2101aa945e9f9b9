// One run: how far it is, what it found and spent, why it pauses, and all that can be done with it. The words come from run-words.ts.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { Act } from './act';
import { count, whole } from './amounts';
import { Button } from './button';
import { Doubts } from './doubts';
import { withRun } from './model';
import { Notes, Notice } from './notice';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';
import { useRunAgain } from './run-again';
import { collectWords, isOver, pauseHint, percentOf, spentWords, stateWords, stopWords, tallies } from './run-words';
import { saveLog } from './save-log';
import { Hint, joined, Quiet } from './section';

export function Bar({ run }: { run: RunView }) {
  const percent = percentOf(run);
  return (
    <progress max={100} value={percent} aria-label={`Progress of ${run.name}`}>
      {percent}%
    </progress>
  );
}

export function Tallies({ run }: { run: RunView }) {
  return (
    <ul class="tallies">
      {tallies(run).map((one) => (
        <li key={one.label} class={one.kind}>
          {whole(one.number)} {one.label}
        </li>
      ))}
      <li class="quiet">{spentWords(run)}</li>
    </ul>
  );
}

/** After a call that answered with the run as it is now. */
function useChanged() {
  const { update, beat } = usePanel();
  return (words: string) => (run: RunView) => {
    update((model) => ({ ...withRun(model, run), said: `${run.name} ${words}.` }));
    beat();
  };
}

function WhileOpen({ run }: { run: RunView }) {
  const { update } = usePanel();
  const changed = useChanged();
  const args = { jobId: run.jobId };
  return (
    <>
      {run.state === 'paused' && (
        <Notice kind="warn">
          <strong>Paused: {run.reasonKind}</strong>
          <p>{run.reason}</p>
          <p>{pauseHint(run)}</p>
          {run.reasonKind === 'key rejected' && (
            <Button kind="main" onPress={() => update({ place: 'connections' })}>
              Replace the key
            </Button>
          )}
          <Act call="resume" args={args} label="Resume" of={run.name} kind="main" done={changed('goes on')} />
        </Notice>
      )}
      {run.state !== 'stopped' && (
        <Act
          call="stop"
          args={args}
          label="Stop"
          of={run.name}
          ask={{ text: stopWords(run), keep: 'Keep running' }}
          done={changed('is stopped')}
        />
      )}
      {run.state === 'stopped' && run.collecting && (
        <>
          <Hint>The provider still works on what was sent.</Hint>
          <Act call="cancel" args={args} label="Ask it to leave off" done={changed('is cancelled')} />
        </>
      )}
    </>
  );
}

function LostRows({ run }: { run: RunView }) {
  return (
    <Act call="job" args={{ jobId: run.jobId, lost: true }} label="Rows not found again" of={run.name}>
      {({ lostRows }) => (
        <ul>
          {lostRows?.map((one) => (
            <li key={one.input}>{joined(one.input, one.why)}</li>
          ))}
          {!lostRows?.length && <li class="quiet">None is known.</li>}
        </ul>
      )}
    </Act>
  );
}

function WhenOver({ run }: { run: RunView }) {
  const again = useRunAgain(run);
  const changed = useChanged();
  const args = { jobId: run.jobId };
  return (
    <>
      {run.outcomes.failed > 0 && (
        <Button onPress={() => void again.take('errors')} isBusy={again.isBusy}>
          Retry {run.outcomes.failed} failed
        </Button>
      )}
      <Button onPress={() => void again.take('empty')} isBusy={again.isBusy} of={run.name}>
        Fill the rest
      </Button>
      {again.words}
      <Act
        call="undo"
        args={args}
        label="Undo this run"
        ask={{
          text: 'Empties every cell that still holds what this run wrote. The results are kept and can fill them again, free.',
          keep: 'Leave it',
        }}
        done={changed('is undone')}
      >
        {({ blanked, left }) => (
          <Notice>
            {count(blanked, 'cell')} emptied{left > 0 && `, ${count(left, 'changed cell')} left as they are`}.
          </Notice>
        )}
      </Act>
      <Act call="log" args={args} label="Download log" of={run.name} done={(first) => saveLog(run.jobId, first)} />
      <LostRows run={run} />
      <Act
        call="forget"
        args={args}
        label="Forget results"
        ask={{
          text: 'Cells stay. The same inputs would be bought again, and this run could not be undone any more.',
          keep: 'Keep them',
        }}
      >
        {({ forgotten }) => <Notice>{count(forgotten, 'result')} forgotten.</Notice>}
      </Act>
    </>
  );
}

export function RunCard({ run }: { run: RunView }) {
  const { opened } = usePanel();
  const [isChecking, setChecking] = useState(false);
  const isOwn = run.user === opened.user;
  const { refusedCells } = run;
  return (
    <article class="box" aria-label={run.name}>
      <h3>{run.name}</h3>
      <Quiet>{joined(shapeOf(run.operation)?.title, run.tab.name, count(run.rows, 'row'))}</Quiet>
      <Bar run={run} />
      <p>{joined(`${percentOf(run)}%`, stateWords(run), !isOver(run) && collectWords(run))}</p>
      <Tallies run={run} />
      {run.reason && run.state !== 'paused' && <p>{run.reason}</p>}
      <Notes notes={run.notes} />
      {refusedCells && (
        <Notice kind="warn">
          Sheets refused {count(refusedCells.count, 'cell')}, e.g. {refusedCells.examples.join(', ')}. Allow writing
          there, then fill the rest.
        </Notice>
      )}
      {isOwn && run.outcomes.check > 0 && (
        <Button onPress={() => setChecking(!isChecking)} expanded={isChecking}>
          {count(run.outcomes.check, 'request')} to check
        </Button>
      )}
      {isChecking && <Doubts run={run} />}
      {isOwn && !isOver(run) && <WhileOpen run={run} />}
      {isOwn && isOver(run) && <WhenOver run={run} />}
      {!isOwn && <Quiet>Started by {run.user}, who pays for it and alone can stop or resume it.</Quiet>}
    </article>
  );
}
