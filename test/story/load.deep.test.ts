// Load: the largest run beside a second person's, a hundred runs in a document's history, an archive of 200,000 rows. Prints the figures.
import { test } from 'vitest';
import { HEADERS } from '../../src/archive/archive-row';
import { JOBS_BYTES, STORE_BYTES } from '../../src/engine/state-budget';
import { proveDeep } from '../deep-table';
import { ANN, BEN, billed, leads, SAMPLE_KEY, type Scene, scene, WORK_EMAILS } from './scene';

const HOUR_MS = 3_600_000;
const LONG = { timeout: 3_600_000 };

const bytesOf = (s: Scene): number =>
  [...s.host.properties.document].reduce((sum, [key, value]) => sum + key.length + value.length, 0);

/** Virtual milliseconds and service calls of one call of the panel. */
function costOf(s: Scene, name: string, args: object = {}) {
  const from = s.host.executions.length;
  const reply = s.call(name, args);
  const done = s.host.executions[from]!;
  return { ok: reply.ok, value: reply.value, ms: done.endedMs - done.startedMs, calls: done.calls };
}

test('40,000 requests in one run, beside 10,000 of a second person', LONG, () =>
  proveDeep('load: 40,000 and 10,000 requests at once', () => {
    const s = scene({ rows: leads(50_000), switches: { startCredits: 1e6 } });
    s.giveKey(ANN);
    s.giveKey(BEN, `${SAMPLE_KEY}-of-ben`);
    let peak = 0;
    s.host.setHook((call, phase) => {
      if (phase === 'after' && call.name === 'Properties.setProperties') peak = Math.max(peak, bytesOf(s));
    });
    const mine = s.start({ ...WORK_EMAILS, rows: { first: 40_000 } }, ANN);
    const theirs = s.start({ ...WORK_EMAILS, name: 'Of Ben' }, BEN);
    const problems: string[] = [];
    if (!mine.ok || !theirs.ok) problems.push(JSON.stringify([mine.error, theirs.error]));
    const startedMs = s.host.clock.now();
    for (let beat = 0; beat < 4000; beat++) {
      const due = [ANN, BEN].map((user) => s.call('advance', {}, user).value.nextDueMs as number | null);
      if (due.every((ms) => ms === null)) break;
      const next = Math.min(...due.map((ms) => ms ?? Number.MAX_SAFE_INTEGER));
      s.host.clock.advanceTo(Math.max(next, s.host.clock.now() + 200));
    }
    s.host.setHook(undefined);
    for (const [jobId, user, count] of [
      [mine.value.jobId, ANN, 40_000],
      [theirs.value.jobId, BEN, 10_000],
    ] as const) {
      const { state, outcomes } = s.view(jobId, user);
      if (state !== 'finished' || outcomes.found !== count)
        problems.push(`${user}: ${state} ${JSON.stringify(outcomes)}`);
    }
    const bought = billed(s);
    if (bought.length !== 50_000 || new Set(bought).size !== 50_000) problems.push(`${bought.length} billed`);
    if (peak > JOBS_BYTES) problems.push(`${peak} property bytes`);
    console.log(
      `50,000 requests of two people: ${peak} property bytes at the peak of ${JOBS_BYTES} for jobs, of Google's ${STORE_BYTES}; ${((s.host.clock.now() - startedMs) / HOUR_MS).toFixed(2)} virtual hours, ${s.host.http.length} calls to the provider`,
    );
    return { cases: 50_000, problems };
  }),
);

test('a hundred runs in a document’s history', LONG, () =>
  proveDeep('load: 100 runs in the history', () => {
    const s = scene({ rows: leads(4), switches: { startCredits: 1e6 } });
    s.giveKey();
    const problems: string[] = [];
    const figures: { runs: number; openMs: number; jobsMs: number; calls: number }[] = [];
    for (let n = 1; n <= 100; n++) {
      s.run({ ...WORK_EMAILS, name: `Run ${n}`, outputs: { email: `Email ${n}` }, status: null });
      if (n !== 10 && n !== 100) continue;
      const opened = costOf(s, 'open');
      const jobs = costOf(s, 'jobs');
      const calls = Object.values(jobs.calls).reduce((sum, count) => sum + count, 0);
      figures.push({ runs: n, openMs: opened.ms, jobsMs: jobs.ms, calls });
      if (jobs.value.ended.length !== Math.min(n, 20))
        problems.push(`${jobs.value.ended.length} of ${n} runs are listed`);
    }
    console.table(figures);
    const [few, many] = figures;
    if (many!.calls > few!.calls + 2) problems.push(`the history takes ${many!.calls} service calls`);
    if (many!.openMs > 1500 || many!.jobsMs > 1500) problems.push('the history takes longer than 1.5 s');
    if (bytesOf(s) > 10_000) problems.push(`ended runs leave ${bytesOf(s)} property bytes`);
    return { cases: 100, problems };
  }),
);

/** A document whose archive holds so many results, made row by row as runs leave them. */
function withArchive(rows: number): Scene {
  const s = scene({ rows: leads(20) });
  s.giveKey();
  s.call('saveRecipe', { recipe: WORK_EMAILS });
  s.run();
  const name = s.person.tabs().find((tab) => tab.name.startsWith('Backfill archive'))!.name;
  const archive = s.person.tab(name);
  const bought = archive.values();
  const row = bought.find((one) => one[6] === 'found')!;
  const more = Array.from({ length: rows - bought.length }, (_, i) =>
    HEADERS.map((header, c) => (header === 'key' ? `f${String(i).padStart(15, '0')}` : String(row[c] ?? ''))),
  );
  archive.load([...bought.map((one) => one.map(String)), ...more]);
  return s;
}

test('an archive of 200,000 rows: opening, planning, running and formulas grow with it, and no faster', LONG, () =>
  proveDeep('load: 200,000 archive rows', () => {
    const problems: string[] = [];
    const figures = [20_000, 200_000].map((rows) => {
      const s = withArchive(rows);
      s.person.addTab('Report').type('A1', '=BACKFILL("Work emails", Leads!A2:B21, "email")');
      const realMs = Date.now();
      const opened = costOf(s, 'open');
      const plan = costOf(s, 'plan', { recipe: { ...WORK_EMAILS, rows: 'all' } });
      if (plan.value.toBuy !== 0) problems.push(`${rows} rows: ${plan.value.toBuy} would be bought again`);
      const at = s.host.executions.length;
      const shown = s.host.formula(ANN, '=BACKFILL("Work emails", Leads!A2:B21, "email")', 'Report') as unknown[][];
      const formula = s.host.executions[at]!;
      if (JSON.stringify(shown.flat()) !== JSON.stringify(s.column('Work email')))
        problems.push(`${rows} rows: a formula shows ${JSON.stringify(shown).slice(0, 200)}`);
      const beforeMs = s.host.clock.now();
      s.leads.load([s.header().map(String), ...leads(40).slice(20)]);
      const job = s.run();
      if (job.outcomes.found !== 20) problems.push(`${rows} rows: ${JSON.stringify(job.outcomes)}`);
      return {
        rows,
        openMs: opened.ms,
        planMs: plan.ms,
        formulaMs: formula.endedMs - formula.startedMs,
        runMs: s.host.clock.now() - beforeMs,
        realMs: Date.now() - realMs,
        heapMB: Math.round(process.memoryUsage().heapUsed / 2 ** 20),
      };
    });
    console.table(figures);
    const [few, many] = figures as [(typeof figures)[0], (typeof figures)[0]];
    for (const what of ['openMs', 'planMs', 'formulaMs', 'runMs'] as const)
      if (many[what] > 12 * few[what] + 1000) problems.push(`${what} grows faster than the archive`);
    if (many.openMs > 3000) problems.push(`opening takes ${many.openMs} ms`);
    if (many.formulaMs > 30_000) problems.push(`a formula takes ${many.formulaMs} ms of Google's 30,000`);
    return { cases: 200_000, problems };
  }),
);
