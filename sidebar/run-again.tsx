// Takes a run's recipe into the wizard again, at its last step: a new plan, confirmed anew. Starts nothing.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { draftOf, type RowsChoice } from './draft';
import { Notice, Outcome } from './notice';
import { useCall, usePanel } from './panel-context';

export function useRunAgain(run: RunView) {
  const { opened, update } = usePanel();
  const call = useCall('job');
  const [isUnknown, setUnknown] = useState(false);
  const take = async (rows: RowsChoice) => {
    const got = await call.run({ jobId: run.jobId });
    if (!got) return;
    const recipe = got.recipe ?? opened.recipes.find((one) => one.name === run.name)?.recipe;
    setUnknown(!recipe);
    if (recipe) update({ draft: draftOf({ ...recipe, rows }), place: 'fill', step: 'check' });
  };
  const words = (
    <>
      {isUnknown && <Notice>Its recipe is not kept any more. Set it up again under Fill.</Notice>}
      <Outcome of={call} />
    </>
  );
  return { take, isBusy: call.isBusy, words };
}
