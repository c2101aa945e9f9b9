// Where a playbook stands that is being run from the panel, and what comes next. Starts nothing: each step has a plan and a button of its own.
import { Button } from './button';
import { Notice } from './notice';
import { usePanel } from './panel-context';
import { stepOf, toStep } from './playbook';
import { isOver } from './run-words';

export function PlaybookStrip() {
  const { model, opened, update } = usePanel();
  const { playbook, draft, place } = model;
  if (!playbook) return null;
  const { name, recipes, at } = playbook;
  const isWaiting = opened.jobs.open.some((run) => run.user === opened.user && !isOver(run));
  const isShown = place === 'fill' && draft?.name === recipes[at];
  const isThere = !!stepOf(playbook, opened.recipes);
  const go = (to: number) => update((now) => toStep(now, { ...playbook, at: to }));
  return (
    <Notice>
      <strong>{name}</strong>
      <p>
        Step {at + 1} of {recipes.length}: {recipes[at]}
        {!isThere && ', which is not saved any more'}.{isWaiting && ' It can be planned when the run before has ended.'}
      </p>
      {!isShown && (
        <Button kind="main" onPress={() => go(at)} disabled={isWaiting || !isThere}>
          Plan this step
        </Button>
      )}
      {at + 1 < recipes.length && (
        <Button onPress={() => go(at + 1)} disabled={isWaiting}>
          Skip it
        </Button>
      )}
      <Button onPress={() => update({ playbook: null })}>Leave the playbook</Button>
    </Notice>
  );
}
