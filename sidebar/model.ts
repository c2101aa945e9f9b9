// What the panel knows while it is open, and how it is changed. It holds no truth: all of it is asked again when the panel opens.
import type { ConnectionView, Opened, RunView } from '../src/sidebar-calls';
import type { Draft } from './draft';
import type { Playbook } from './playbook';

export type Place = 'fill' | 'runs' | 'recipes' | 'more' | 'connections';

export type Step = 'what' | 'setup' | 'columns' | 'rows' | 'check';

export type Model = {
  opened: Opened;
  place: Place;
  step: Step;
  draft: Draft | null;
  /** What is being run step by step. */
  playbook: Playbook | null;
  /** Ended runs whose result has been seen, so that the strip lets go of them. */
  seen: readonly string[];
  /** Said to a screen reader. */
  said: string;
  /** A line on top, for what was done just now. */
  news: string | null;
};

export type Update = (change: Partial<Model> | ((before: Model) => Partial<Model>)) => void;

export function firstModel(opened: Opened): Model {
  const hasKey = opened.connections.some((one) => one.masked !== null);
  return {
    opened,
    place: hasKey ? 'fill' : 'connections',
    step: 'what',
    draft: null,
    playbook: null,
    seen: opened.jobs.ended.map((job) => job.jobId),
    said: '',
    news: opened.notice,
  };
}

export function withJobs(model: Model, jobs: { open: RunView[]; ended?: RunView[] }): Partial<Model> {
  const { opened } = model;
  return { opened: { ...opened, jobs: { open: jobs.open, ended: jobs.ended ?? opened.jobs.ended } } };
}

export function withConnection({ opened }: Model, connection: ConnectionView): Partial<Model> {
  const connections = opened.connections.map((one) => (one.provider === connection.provider ? connection : one));
  return { opened: { ...opened, connections } };
}

/** The view of one run in both lists, after a call that answered with it. */
export function withRun(model: Model, run: RunView): Partial<Model> {
  const put = (runs: readonly RunView[]) => runs.map((one) => (one.jobId === run.jobId ? { ...one, ...run } : one));
  const { open, ended } = model.opened.jobs;
  return withJobs(model, { open: put(open), ended: put(ended) });
}

/** Runs that ended while the panel was open, and were not put away. */
export function freshRuns({ opened, seen }: Model): RunView[] {
  return opened.jobs.ended.filter((run) => !seen.includes(run.jobId));
}
