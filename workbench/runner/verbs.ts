// The commands resume, stop, undo and settle: what a person does to runs that are there already. Starts none.
import { readBuiltAddOn } from './built-add-on';
import { Complaint } from './complaint';
import { loadInstead, reloadIfChanged } from './file-records';
import { finish, type Output } from './finish';
import type { Flags } from './flags';
import { startProgress } from './progress';
import type { Done } from './report';
import { checkRoutes, rememberRoutes } from './route-memory';
import { finishJobs, providersOf } from './run';
import { catchUp, giveKeys, openSession, type Session } from './session';
import type { JobView, Reply } from './sidebar-calls';
import { type FileRecord, readState } from './state-file';
import { withLockedState } from './state-lock';

type ReadAddOn = typeof readBuiltAddOn;
type Found = { session: Session; records: FileRecord[]; open: JobView[]; ended: JobView[]; tabs: string[] };

/** The files that a command is about: the one that --out names, or all of the state's. */
function recordsFor(session: Session): FileRecord[] {
  const { flags, state } = session;
  if (!flags.out) return state.files;
  const named = state.files.filter((record) => record.out === flags.out);
  if (named.length > 0) return named;
  // The file was moved, or is to be written elsewhere: clear only where there is one.
  if (state.files.length !== 1) throw new Complaint(`--out ${flags.out}: the state knows no such file`);
  state.files[0]!.out = flags.out;
  state.files[0]!.writtenHash = null;
  return state.files;
}

function onState(flags: Flags, work: () => Promise<number>): Promise<number> {
  if (!readState(flags.state))
    throw new Complaint(`--state ${flags.state}: there is no such file, so there is no run either`);
  return withLockedState(flags.state, work);
}

async function openFound(flags: Flags, readAddOn: ReadAddOn): Promise<Found> {
  const session = openSession({ ...flags, fresh: false }, await readAddOn());
  const records = recordsFor(session);
  if (flags.in && records.length > 1)
    throw new Complaint('give --out FILE too: the state has several files, and --in is one of them');
  for (const record of records) {
    if (flags.in) loadInstead(session, record, flags.in);
    else reloadIfChanged(session, record);
  }
  const reply = session.call('jobs', {});
  if (!reply.ok) throw new Complaint(reply.error.message);
  const tabs = new Set(records.map((record) => record.tab));
  const ours = (jobs: JobView[]) => jobs.filter((job) => tabs.has(job.tab.name));
  const found: Found = { session, records, open: ours(reply.value.open), ended: ours(reply.value.ended), tabs: [] };
  // A heartbeat moves every open run of the spreadsheet, so every one of them needs its key, and its file what it got.
  found.tabs = [...tabs, ...reply.value.open.map((job) => job.tab.name)];
  const moved = providersOf(reply.value);
  checkRoutes(session, moved);
  rememberRoutes(session, moved);
  giveKeys(session, moved);
  catchUp(session);
  return found;
}

function must<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new Complaint(reply.error.message);
  return reply.value;
}

export async function resume(flags: Flags, output: Output, readAddOn = readBuiltAddOn): Promise<number> {
  return onState(flags, async () => {
    const found = await openFound(flags, readAddOn);
    const done = await finishJobs(found.session, found.open, startProgress(process.stdout));
    return finish(found.session, output, { tabs: found.tabs, done, exitOnAdvice: 2 });
  });
}

/** Stopping is what was asked for, so a stopped run is no reason for exit 2 here; answers that do not come are. */
export async function stop(flags: Flags, output: Output, readAddOn = readBuiltAddOn): Promise<number> {
  return onState(flags, async () => {
    const found = await openFound(flags, readAddOn);
    const { session, open } = found;
    for (const job of open) must(session.call('stop', { jobId: job.jobId }));
    session.saveState();
    const stopped = open.map((job) => ({ ...job, state: 'stopped' as const }));
    const done = await finishJobs(session, stopped, startProgress(process.stdout));
    return finish(session, output, { tabs: found.tabs, done, exitOnAdvice: hasLoose(done) ? 2 : 0 });
  });
}

function hasLoose({ jobs, stuck }: Done): boolean {
  return stuck !== null || jobs.some((job) => job.collecting || job.outcomes.check > 0);
}

/** Takes back what the newest run wrote; what it bought stays in the archive and refills free. */
export async function undo(flags: Flags, output: Output, readAddOn = readBuiltAddOn): Promise<number> {
  return onState(flags, async () => {
    const found = await openFound(flags, readAddOn);
    const job = found.open[0] ?? found.ended[0];
    if (!job) {
      output.say('There is no run to undo.');
      return 0;
    }
    const view = must(found.session.call('undo', { jobId: job.jobId }));
    output.say(
      `${view.blanked} cells are blank again; ${view.left} were changed since and are left as they are. What was bought is kept: the same run fills them again for nothing.`,
    );
    const done: Done = { jobs: [view], plan: null, stuck: null };
    return finish(found.session, output, { tabs: found.tabs, done, exitOnAdvice: 0, onlyPaused: true, noTable: true });
  });
}

const SETTLED = {
  sent: 'settled as sent: they count as paid, keep their "check" and are not sent again.',
  'not-sent': 'settled as not sent: they count as not paid, and the next run takes them again.',
};

export async function settle(
  flags: Flags,
  as: 'sent' | 'not-sent',
  output: Output,
  readAddOn = readBuiltAddOn,
): Promise<number> {
  return onState(flags, async () => {
    const found = await openFound(flags, readAddOn);
    const jobs = [...found.open, ...found.ended].filter((job) => job.outcomes.check > 0);
    const views = jobs.map((job) => must(found.session.call('settle', { jobId: job.jobId, as })));
    if (views.length === 0) output.say('No request is in check.');
    for (const job of jobs) output.say(`${job.name}: ${job.outcomes.check} requests are ${SETTLED[as]}`);
    const done: Done = { jobs: views, plan: null, stuck: null };
    return finish(found.session, output, { tabs: found.tabs, done, exitOnAdvice: 0, onlyPaused: true });
  });
}
