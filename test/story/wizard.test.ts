// The wizard's calls before a run: opening, mapping, counting. On the built bundle; what a run does is in the other story tests.
import { describe, expect, test } from 'vitest';
import { BEN, HEADERS, leads, SAMPLE_KEY, type Scene, scene, WORK_EMAILS } from './scene';

/** What one call cost at Google: virtual time without the way there and back, and the service calls that count. */
function cost(s: Scene, name: string, args: object = {}) {
  const reply = s.call(name, args);
  const { startedMs, endedMs, calls } = s.host.executions[s.host.executions.length - 1]!;
  return { reply, ms: endedMs - startedMs, calls };
}

describe('opening the sidebar', () => {
  test('takes one call of at most 600 virtual ms, reads the tab in front once and asks no provider', () => {
    const s = scene({ rows: leads(10_000) });
    s.giveKey();
    s.leads.select('A2:B40');
    const { reply, ms, calls } = cost(s, 'open');
    console.log(`open on 10,000 rows: ${ms} virtual ms, ${JSON.stringify(calls)}`);
    expect(ms).toBeLessThanOrEqual(600);
    expect(calls['Range.getValues']).toBe(1);
    expect(calls['Range.getFormulas'] ?? 0).toBe(0);
    expect(s.host.http).toEqual([]);
    expect(reply.value).toMatchObject({
      version: '0.1.0',
      user: 'ann@example.com',
      tab: {
        tab: { name: 'Leads' },
        headerRow: 1,
        rows: 10_000,
        selection: { range: 'A2:B40', rows: 39 },
        filtered: false,
      },
      jobs: { open: [], ended: [] },
      endedKnown: true,
      alarm: 'not yet made',
      notice: null,
    });
    expect(reply.value.tab.columns[0]).toEqual({
      header: 'First name',
      samples: ['Personb', 'Personc', 'Persond'],
      gaps: false,
    });
    expect(reply.value.tab.columns.map((one: { header: string }) => one.header)).toEqual(HEADERS);
    expect(reply.value.connections[0]).toMatchObject({ provider: 'databar', masked: '…ests', account: null });
    expect(reply.value.connections[1]).toMatchObject({ provider: 'influencers', masked: null });
  });

  test('costs as little while a run is open, and shows it as `job` does', () => {
    const s = scene({ rows: leads(300) });
    s.giveKey();
    const { jobId } = s.start().value;
    const { reply, ms } = cost(s, 'open');
    expect(ms).toBeLessThanOrEqual(600);
    const { recipe, ...view } = s.call('job', { jobId }).value;
    expect(reply.value.jobs.open).toEqual([view]);
    expect(recipe.name).toBe('Work emails');
    expect(reply.value.alarm).toBe('minutes');
  });

  test('with history in the archive it stays within its time: ended runs come from the cache, or are asked for afterwards', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    const first = cost(s, 'open');
    expect(first.ms).toBeLessThanOrEqual(600);
    expect(first.reply.value).toMatchObject({ endedKnown: false, jobs: { ended: [] } });
    const listed = s.call('jobs').value;
    expect(listed.ended.map((one: { jobId: string }) => one.jobId)).toEqual([jobId]);
    const second = cost(s, 'open');
    expect(second.ms).toBeLessThanOrEqual(600);
    expect(second.reply.value).toMatchObject({ endedKnown: true, jobs: { ended: listed.ended } });
    s.host.switches.cacheForgets = true;
    expect(s.call('open').value.endedKnown).toBe(false);
  });

  test('a heartbeat with nothing to do takes at most 200 virtual ms', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    expect(cost(s, 'advance').ms).toBeLessThanOrEqual(200);
    s.start();
    s.call('advance');
    const idle = cost(s, 'advance');
    expect(idle.reply.value.jobs).toHaveLength(1);
    expect(idle.ms).toBeLessThanOrEqual(200);
  });

  test('a hidden tab is not offered, a title above the headers is no header, and a selection above the data is none', () => {
    const s = scene({ headers: ['My leads'], rows: [['', ''], HEADERS, ...leads(3)] });
    s.person.addTab('Secret').hide();
    s.leads.select('A1:B2');
    const { tabs, tab } = s.call('open').value;
    expect(tabs.map((one: { name: string }) => one.name)).not.toContain('Secret');
    expect(tab).toMatchObject({ headerRow: 3, rows: 3, selection: null });
    expect(s.call('tab', { sheet: 'Secret' }).value).toMatchObject({ columns: [], rows: 0 });
    expect(s.call('tab', { sheet: 'Leeds' }).error!.message).toContain('The nearest is "Leads"');
  });

  test('a copied document says once that the original’s runs do not go on in it', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    s.start();
    expect(s.call('open').value.notice).toBeNull();
    const copy = scene({ host: { state: s.host.copySpreadsheet('copied', { documentProperties: true }) } });
    expect(copy.call('open').value).toMatchObject({ jobs: { open: [] }, notice: expect.stringContaining('copy') });
    expect(copy.call('open').value.notice).toBeNull();
  });

  test('a second person sees the runs and who pays, and no key', () => {
    const s = scene({ rows: leads(12) });
    s.giveKey();
    s.start();
    const { value } = s.call('open', {}, BEN);
    expect(value.jobs.open[0].user).toBe('ann@example.com');
    expect(value.connections.map((one: { masked: string | null }) => one.masked)).toEqual([null, null, null]);
    expect(JSON.stringify(value)).not.toContain(SAMPLE_KEY);
  });
});

describe('counting rows', () => {
  const CHOICES = ['empty', 'errors', 'check', 'all'] as const;

  /** What a plan would take, choice by choice. */
  const planned = (s: Scene, rows: unknown) => {
    const { value } = s.call('plan', { recipe: { ...WORK_EMAILS, rows } });
    return { rows: value.rows, requests: value.requests };
  };

  test('gives for each choice what a plan with it takes, repeats and a second run included', () => {
    const s = scene({ rows: [...leads(9, true), ['', 'incomplete', '', '', '', '']] });
    s.giveKey();
    s.run();
    s.leads.clear('C2:E4');
    s.leads.type('E6', 'failed: odd');
    s.leads.select('A3:A7');
    const counts = s.call('counts', { recipe: WORK_EMAILS }).value;
    for (const choice of CHOICES) expect(counts[choice], choice).toEqual(planned(s, choice));
    expect(counts.selected).toEqual({ ...planned(s, { range: 'A3:A7' }), range: 'A3:A7' });
    expect(counts.empty.rows).toBeGreaterThan(0);
    expect(counts.all.rows).toBeGreaterThan(counts.all.requests);
    expect(counts.visible).toBeNull();
    s.leads.filter({ column: 1, hide: [] });
    expect(s.call('counts', { recipe: WORK_EMAILS }).value.visible).toEqual({ ...counts.empty, atMost: true });
  });

  test('on 10,000 rows it is one read pass and one look at the archive', { timeout: 120_000 }, () => {
    const s = scene({ rows: leads(10_000) });
    s.giveKey();
    const first = cost(s, 'counts', { recipe: WORK_EMAILS });
    const fetched = s.host.http.length;
    const { reply, ms, calls } = cost(s, 'counts', { recipe: WORK_EMAILS });
    console.log(`counts on 10,000 rows: ${ms} virtual ms, ${JSON.stringify(calls)}`);
    expect(reply.value).toEqual(first.reply.value);
    expect(reply.value.empty).toEqual({ rows: 10_000, requests: 10_000 });
    expect(s.host.http).toHaveLength(fetched);
    expect(calls).toMatchObject({ 'Range.getValues': 1, 'Range.getFormulas': 1 });
  });
});

describe('a plan', () => {
  test('shows three rows as they would be sent, the cap, and how long it may take', () => {
    const s = scene({ rows: leads(8) });
    s.giveKey();
    const plan = s.call('plan', { recipe: { ...WORK_EMAILS, rows: { range: 'A4:A9' } } }).value;
    expect(plan.samples).toEqual([
      { row: 4, sent: { first_name: 'Persond', company: 'Company d' } },
      { row: 5, sent: { first_name: 'Personf', company: 'Company f' } },
      { row: 6, sent: { first_name: 'Persong', company: 'Company g' } },
    ]);
    expect(plan.cap).toEqual({ credits: plan.price.max, requests: 6 });
    expect(plan.expectedSeconds).toBeGreaterThan(0);
    const capped = s.call('plan', { recipe: { ...WORK_EMAILS, cap: { credits: 1, requests: 2 } } }).value;
    expect(capped.cap).toEqual({ credits: 1, requests: 2 });
  });
});

describe('what is in the air', () => {
  test('is counted with the most that it can cost, and until when it must be collected', () => {
    const s = scene({ rows: leads(30) });
    s.giveKey();
    const { jobId } = s.start().value;
    const sentMs = s.host.clock.now();
    const job = s.call('job', { jobId }).value;
    expect(job.inAir.requests).toBe(5);
    expect(job.inAir.maxCredits).toBeCloseTo(0.25);
    expect(Math.abs(job.collectByMs - (sentMs + 24 * 3_600_000))).toBeLessThan(60_000);
    expect(s.call('stop', { jobId }).value).toMatchObject({ state: 'stopped', inAir: job.inAir });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ inAir: { requests: 0, maxCredits: 0 }, collectByMs: null });
  });
});

describe('saved recipes', () => {
  test('are kept in the document, shown on opening, and removed by name', () => {
    const s = scene();
    expect(s.call('saveRecipe', { recipe: { ...WORK_EMAILS, settings: { enrichmnt: 1 } } }).error!.message).toContain(
      'enrichment',
    );
    const saved = s.call('saveRecipe', { recipe: WORK_EMAILS });
    expect(saved.value.recipes).toMatchObject([{ name: 'Work emails', savedBy: 'ann@example.com' }]);
    expect(s.call('open', {}, BEN).value.recipes).toEqual(saved.value.recipes);
    expect(s.call('removeRecipe', { name: 'Work emails' }).value).toEqual({ recipes: [] });
  });
});
