// Which steps a draft goes through, and what comes before and after each. Pure.
import type { Opened, RunView } from '../src/sidebar-calls';
import type { Draft } from './draft';
import { hasProblems, setupProblems } from './draft-problems';
import type { Step } from './model';
import { applies } from './operation-fields';
import { shapeOf } from './operations';

export const STEP_NAMES: Record<Step, string> = {
  what: 'What',
  setup: 'Set up',
  columns: 'Columns',
  rows: 'Rows',
  check: 'Check',
};

/** Databar's cards are chosen with all that they need: their set-up is shown on demand only. */
function needsSetup(draft: Draft): boolean {
  const shape = shapeOf(draft.operation);
  return !!shape && shape.fields.some((field) => !field.more && !(field.setting in draft.picked) && applies(field, draft.settings, shape.fields));
}

export function stepsOf(draft: Draft | null): Step[] {
  if (!draft) return ['what', 'columns', 'rows', 'check'];
  const steps: Step[] = ['what'];
  if (needsSetup(draft)) steps.push('setup');
  steps.push('columns');
  if (shapeOf(draft.operation)?.readsRows ?? true) steps.push('rows');
  steps.push('check');
  return steps;
}

/** A recipe that is set up already goes to its columns; the set-up stays one step back. */
export function stepAfterWhat(draft: Draft): Step {
  return needsSetup(draft) && (hasProblems(setupProblems(draft)) || Object.keys(draft.inputs).length === 0)
    ? 'setup'
    : 'columns';
}

export function nextStep(draft: Draft, step: Step): Step {
  const steps = stepsOf(draft);
  const index = step === 'setup' ? steps.indexOf('columns') - 1 : steps.indexOf(step);
  return steps[index + 1] ?? 'check';
}

export function previousStep(draft: Draft, step: Step): Step {
  const steps = stepsOf(draft);
  const index = step === 'setup' ? 1 : steps.indexOf(step);
  return steps[index - 1] ?? 'what';
}

const RECENT = 5;

/** The newest run of each name that is not saved as a recipe. */
export function recentRuns(opened: Opened): RunView[] {
  const names = new Set(opened.recipes.map((one) => one.name));
  const recent: RunView[] = [];
  for (const run of opened.jobs.ended) {
    if (names.has(run.name)) continue;
    names.add(run.name);
    recent.push(run);
  }
  return recent.slice(0, RECENT);
}
