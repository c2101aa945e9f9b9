// The place "More": the story of the active cell, formulas to fill, an enrichment put onto a Databar table, forgetting results.
import { useState } from 'preact/hooks';
import { count, credits, moment } from './amounts';
import { AttachForm } from './attach-form';
import { Button } from './button';
import { FillFormulas } from './fill-formulas';
import { Heading } from './heading';
import { Notice, ProblemNotice } from './notice';
import { shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';

function ActiveCell() {
  const call = useCall('provenance');
  const { value } = call;
  return (
    <section aria-labelledby="cell">
      <h3 id="cell">The active cell</h3>
      <p class="hint">Select a cell in the sheet, then ask where its value comes from.</p>
      <Button onPress={() => void call.run({})} isBusy={call.isBusy}>
        Where is it from?
      </Button>
      {value && !value.bought && <Notice>{value.cell} was not filled by Backfill.</Notice>}
      {value?.bought && (
        <dl class="figures">
          {(
            [
              ['Cell', value.cell],
              ['Provider', value.bought.provider],
              ['Run', value.bought.run],
              ['What', shapeOf(value.bought.operation)?.title ?? value.bought.operation],
              ['When', moment(value.bought.whenMs, Date.now())],
              ['By', value.bought.by],
              ['Outcome', value.bought.outcome],
              ['Cost', value.bought.credits === null ? 'not known' : credits(value.bought.credits)],
            ] as const
          ).map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      <ProblemNotice problem={call.problem} again={call.again} />
    </section>
  );
}

function ForgetAll() {
  const [isAsking, setAsking] = useState(false);
  const call = useCall('forget');
  return (
    <section aria-labelledby="forget">
      <h3 id="forget">Forget results</h3>
      <p class="hint">Everything bought in this document is kept in a hidden sheet, so that it is never bought twice.</p>
      {!isAsking && !call.value && <Button onPress={() => setAsking(true)}>Forget all results …</Button>}
      {isAsking && !call.value && (
        <Notice kind="warn">
          <p role="status">All results are taken out of the hidden sheet. Cells stay. The same inputs would be bought again.</p>
          <Button kind="danger" onPress={() => void call.run({})} isBusy={call.isBusy}>
            Forget all results
          </Button>
          <Button onPress={() => setAsking(false)} disabled={call.isBusy}>
            Keep them
          </Button>
        </Notice>
      )}
      {call.value && <Notice>{count(call.value.forgotten, 'result')} forgotten.</Notice>}
      <ProblemNotice problem={call.problem} again={call.again} />
    </section>
  );
}

export function MorePlace() {
  const { model } = usePanel();
  const hasDatabar = model.opened.connections.some((one) => one.provider === 'databar' && one.masked !== null);
  return (
    <>
      <Heading>More</Heading>
      <ActiveCell />
      <FillFormulas />
      {hasDatabar && <AttachForm />}
      <ForgetAll />
      <p class="quiet">Backfill {model.opened.version}</p>
    </>
  );
}
