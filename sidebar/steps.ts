// Which steps a draft goes through, and what comes before and after each. Pure.
import type { Opened, RunView } from '../src/sidebar-calls';
import type { Draft } from './draft';
import type { Step } from './model';
import { fieldsOf } from './operation-fields';
import { shapeOf } from './operations';

export const STEP_NAMES: Record<Step, string> = {
  what: 'What',
  setup: 'Set up',
  columns: 'Columns',
  rows: 'Rows',
  check: 'Check',
};

/** A card of a catalogue, and a recipe, come with all that they need: their settings are shown on demand. */
function needsSetup({ operation, settings, picked }: Draft): boolean {
  return fieldsOf(shapeOf(operation), settings).some(({ more, setting }) => !more && !(setting in picked));
}

export function stepsOf(draft: Draft | null, step: Step): Step[] {
  const steps: Step[] = ['what', 'columns'];
  if (draft && (step === 'setup' || needsSetup(draft))) steps.splice(1, 0, 'setup');
  if (!draft || shapeOf(draft.operation)?.readsRows !== false) steps.push('rows');
  return [...steps, 'check'];
}

/** `by`: 1 for the next one, -1 for the one before. */
export function stepFrom(draft: Draft, step: Step, by: number): Step {
  const steps = stepsOf(draft, step);
  return steps[steps.indexOf(step) + by] ?? step;
}

/** A recipe that has its columns goes there at once. */
export function stepAfterWhat(draft: Draft): Step {
  return needsSetup(draft) && draft.outputs.length === 0 ? 'setup' : 'columns';
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
