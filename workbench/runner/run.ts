// The command `run`: checks everything that can be checked for nothing, finishes what an earlier command left open, then plans, starts and drives.
import { type BuiltAddOn, readBuiltAddOn } from './built-add-on';
import { Complaint } from './complaint';
import { NEW_FORM } from './csv-file';
import { type DriveEnd, driveUntilStill } from './drive';
import { openFile, recordOf, reloadIfChanged } from './file-records';
import { finish, type Output } from './finish';
import type { Flags } from './flags';
import { type Progress, startProgress } from './progress';
import { type ProviderName, providerOf } from './provider-table';
import { headerRowOf, isExport, type RecipeFile, readRecipes } from './recipe-file';
import type { Done } from './report';
import { checkRoutes, rememberRoutes } from './route-memory';
import { catchUp, giveKeys, openSession, type Session } from './session';
import type { Calls, JobView, PlanView, Recipe } from './sidebar-calls';
import type { FileRecord } from './state-file';
import { withLockedState } from './state-lock';
import { checkHeaderLine, type LoadedCsv, readCsvFile, tabNameOf } from './tab-file';

/** A recipe with the tab that it works on, and the file that goes there first. */
type Step = RecipeFile & { tab: string; csv: LoadedCsv | null };

const BLANK: LoadedCsv = { rows: [], form: NEW_FORM, hash: '' };

/** @param files the state's: what an earlier command wrote to --out, perhaps from an --in of another name, stays in the tab where its runs are */
function readSteps(flags: Flags, files: FileRecord[]): Step[] {
  if (!flags.recipe) throw new Complaint('give --recipe FILE');
  if (!flags.out) throw new Complaint('give --out FILE');
  const recipes = readRecipes(flags.recipe);
  const first = recipes[0]!;
  if (!flags.in && !isExport(first.recipe)) throw new Complaint('give --in FILE: only an export can do without');
  // An export may begin with nothing: then the file has only what came.
  const csv = flags.in ? readCsvFile('--in', flags.in) : BLANK;
  if (flags.in) checkHeaderLine(flags.in, csv, headerRowOf(first.recipe));
  const known = files.findLast((record) => record.out === flags.out);
  return recipes.map((file, i) => {
    const { sheet } = file.recipe;
    const tab = typeof sheet === 'string' ? sheet : (known?.tab ?? tabNameOf(flags.in ?? flags.out!));
    // The sheet is named, since the runner has nobody who would make a tab the active one.
    return { ...file, recipe: { ...file.recipe, sheet: tab }, tab, csv: i === 0 ? csv : null };
  });
}

type AllJobs = Calls['jobs']['value'];

function allJobs(session: Session): AllJobs {
  const reply = session.call('jobs', {});
  if (!reply.ok) throw new Complaint(reply.error.message);
  return reply.value;
}

/** Whose keys are needed: those of every job that a heartbeat can still move, and of what is to run now. */
export function providersOf({ open, ended }: AllJobs, steps: { recipe: Recipe }[] = []): ProviderName[] {
  const jobs = [...open, ...ended.filter((job) => job.collecting)];
  const operations = [...jobs.map((job) => job.operation), ...steps.map((step) => step.recipe.operation)];
  return operations.map(providerOf).filter((name) => name !== null);
}

function planFor(session: Session, recipe: Recipe): PlanView {
  const reply = session.call('plan', { recipe });
  if (!reply.ok) throw new Complaint(reply.error.message);
  return reply.value;
}

export function stuckWords(end: DriveEnd): string | null {
  if (end.end === 'no news') return 'No news for 10 minutes';
  if (end.end === 'too long') return 'The provider has not answered within 60 days';
  return end.end === 'error' ? `The add-on gave an error: ${end.message}` : null;
}

function viewsOf(session: Session, jobIds: string[]): JobView[] {
  return jobIds.flatMap((jobId) => {
    const reply = session.call('job', { jobId });
    return reply.ok ? [reply.value] : [];
  });
}

async function driveJobs(session: Session, jobIds: string[], plan: PlanView | null, progress: Progress): Promise<Done> {
  const end = await driveUntilStill(session, progress.show);
  const jobs = viewsOf(session, jobIds);
  // The last heartbeat shows open jobs only; these have ended.
  progress.show(jobs);
  progress.end();
  return { jobs, plan, stuck: stuckWords(end) };
}

/** Resumes what is paused and drives all that is open, until each of these jobs has ended or cannot go on. */
export async function finishJobs(session: Session, jobs: JobView[], progress: Progress): Promise<Done> {
  for (const job of jobs) if (job.state === 'paused') session.call('resume', { jobId: job.jobId });
  return driveJobs(
    session,
    jobs.map((job) => job.jobId),
    null,
    progress,
  );
}

function endedWell({ jobs, stuck }: Done): boolean {
  return (
    stuck === null && jobs.every((job) => job.state === 'finished' || (job.state === 'stopped' && !job.collecting))
  );
}

type Started = { jobId: string | null; plan: PlanView };

/** What was shown is what is started; when the sheet or the price changed in between, the plan is made once more. */
function startJob(session: Session, recipe: Recipe, output: Output): Started {
  for (let attempt = 1; ; attempt++) {
    const plan = planFor(session, recipe);
    if (attempt === 1) for (const note of plan.notes) output.say(`Note: ${note}`);
    if (plan.requests === 0 || plan.rows === 0) return { jobId: null, plan };
    const shown = { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null };
    const reply = session.call('start', { recipe, planId: plan.planId, shown });
    if (reply.ok) return { jobId: reply.value.jobId, plan };
    if (reply.error.kind === 'nothing') {
      output.say(reply.error.message);
      return { jobId: null, plan };
    }
    if (reply.error.kind !== 'changed' || attempt > 1) throw new Complaint(reply.error.message);
  }
}

async function runStep(session: Session, step: Step, output: Output, progress: Progress): Promise<Done> {
  openFile(session, step.tab, step.csv, step);
  const { jobId, plan } = startJob(session, step.recipe, output);
  if (jobId === null) return { jobs: [], plan, stuck: null };
  session.saveState();
  return driveJobs(session, [jobId], plan, progress);
}

/** The same command given again after it died or paused: its job goes on, and nothing is loaded or planned anew. */
function stepToGoOn(session: Session, steps: Step[], open: JobView[]): number {
  const csv = steps[0]!.csv;
  const record = recordOf(session, steps[0]!.tab);
  if (
    !record ||
    record.out !== session.flags.out ||
    !open.some((job) => job.tab.name === record.tab && job.state !== 'stopped')
  )
    return -1;
  if (csv && csv.hash !== record.inHash && csv.hash !== record.writtenHash) return -1;
  return steps.findIndex((step) => step.hash === record.recipeHash);
}

/** Would this command be refused? Found out on a copy, before an open job of another command may spend anything. */
function rehearse(flags: Flags, steps: Step[], addOn: BuiltAddOn): void {
  const rehearsal = openSession(flags, addOn, { rehearsal: true });
  giveKeys(rehearsal, providersOf({ open: [], ended: [] }, steps));
  const first = steps[0]!;
  openFile(rehearsal, first.tab, first.csv, first);
  planFor(rehearsal, first.recipe);
}

function addTo(sum: Done, next: Done): Done {
  return { jobs: [...sum.jobs, ...next.jobs], plan: next.plan ?? sum.plan, stuck: sum.stuck ?? next.stuck };
}

/** What people did to the files of these tabs since they were written is loaded first: what they typed must not be written over. */
async function finishEarlier(session: Session, open: JobView[], tabs: string[], progress: Progress): Promise<Done> {
  for (const record of session.state.files) if (tabs.includes(record.tab)) reloadIfChanged(session, record);
  return finishJobs(session, open, progress);
}

async function runSteps(session: Session, steps: Step[], before: Done, output: Output): Promise<Done> {
  const progress = startProgress(process.stdout);
  let done = before;
  for (const step of steps) {
    try {
      done = addTo(done, await runStep(session, step, output, progress));
    } catch (error) {
      // Once something was bought, a later recipe of a playbook that is refused must not keep the file from being written.
      if (done.jobs.length === 0) throw error;
      done = { ...done, stuck: `${step.path}: ${(error as Error).message}` };
    }
    if (!endedWell(done) || done.jobs.some((job) => job.state === 'stopped')) break;
  }
  return done;
}

async function runLocked(flags: Flags, output: Output, addOn: BuiltAddOn): Promise<number> {
  const session = openSession(flags, addOn);
  let steps = readSteps(flags, session.state.files);
  const jobs = allJobs(session);
  const { open } = jobs;
  checkRoutes(session, providersOf(jobs));
  const providers = providersOf(jobs, steps);
  giveKeys(session, providers);
  rememberRoutes(session, providers);
  const goOnAt = stepToGoOn(session, steps, open);
  if (open.length > 0 && goOnAt < 0) rehearse(flags, steps, addOn);
  catchUp(session);

  const tabs = open.map((job) => job.tab.name);
  let done: Done = { jobs: [], plan: null, stuck: null };
  if (open.length > 0) {
    output.say(`First, what an earlier command left open: ${open.map((job) => job.name).join(', ')}`);
    const others = goOnAt >= 0 ? tabs.filter((tab) => tab !== steps[0]!.tab) : tabs;
    const earlier = await finishEarlier(session, open, others, startProgress(process.stdout));
    if (!endedWell(earlier)) return finish(session, output, { tabs, done: earlier, exitOnAdvice: 2 });
    if (goOnAt >= 0) done = earlier;
    else {
      finish(session, { say: () => {}, warn: output.warn }, { tabs, done: earlier, exitOnAdvice: 0 });
      // --in may be the very file that was written just now.
      steps = readSteps(flags, session.state.files);
    }
  }
  done = await runSteps(session, steps.slice(goOnAt + 1), done, output);
  return finish(session, output, { tabs: [...tabs, ...steps.map((step) => step.tab)], done, exitOnAdvice: 2 });
}

/** Tests give an add-on of their own. */
export async function run(flags: Flags, output: Output, readAddOn = readBuiltAddOn): Promise<number> {
  readSteps(flags, []);
  const addOn = await readAddOn();
  // Files are read once more under the lock: the run that was waited for may have written them.
  return withLockedState(flags.state, () => runLocked(flags, output, addOn));
}
