// The wizard's calls after a run: what is to check, the log, where a cell came from, forgetting. On the built bundle.
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { ANN, BEN, billed, HEADERS, leads, type Scene, scene, WORK_EMAILS } from './scene';

const DOUBT = { faults: [{ match: 'submit', nth: 1, fault: 'gateway-not-done' }] } as never;

describe('requests to check', () => {
  test('are listed with what is known and the rows that have their input now, and settled one by one', () => {
    const s = scene({ rows: leads(6), switches: DOUBT });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    s.leads.moveRows(2, 5);
    const listed = s.call('doubts', { jobId }).value;
    expect(listed).toHaveLength(5);
    expect(listed[0]).toMatchObject({ input: 'first_name: Personb · company: Company b', rows: [4] });
    expect(listed[0].known).toContain('502');

    const settled = s.call('settle', { jobId, as: 'not-sent', requests: [listed[0].id] });
    expect(settled.value.outcomes).toMatchObject({ check: 4, 'not run': 1 });
    expect(s.call('doubts', { jobId }).value.map((one: { id: string }) => one.id)).toEqual(
      listed.slice(1).map((one: { id: string }) => one.id),
    );
    expect(s.sheet()[2]!.slice(0, 5)).toEqual(['Personb', 'Company b', '', '', 'not run: settled as not sent']);
    expect(s.column('Work emails status').filter((status) => String(status).startsWith('check: HTTP'))).toHaveLength(4);

    s.call('settle', { jobId, as: 'sent', requests: [listed[1].id] });
    expect(s.call('doubts', { jobId }).value).toHaveLength(3);
    expect(s.call('settle', { jobId, as: 'sent', requests: ['nonsense'] }).error).toMatchObject({ kind: 'nothing' });
  });

  test('that were settled are bought again only where they were settled as not sent', () => {
    const s = scene({ rows: leads(6), switches: DOUBT });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    const [one, two] = s.call('doubts', { jobId }).value;
    s.call('settle', { jobId, as: 'not-sent', requests: [one.id] });
    s.call('settle', { jobId, as: 'sent', requests: [two.id] });
    const before = billed(s).length;
    expect(s.run()).toMatchObject({ requests: 1 });
    expect(billed(s)).toHaveLength(before + 1);
  });

  test('all at once leaves alone what a person settled as sent before', () => {
    const s = scene({ rows: leads(6), switches: DOUBT });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    const [one] = s.call('doubts', { jobId }).value;
    s.call('settle', { jobId, as: 'sent', requests: [one.id] });
    expect(s.call('settle', { jobId, as: 'not-sent' }).value.outcomes).toMatchObject({ check: 1, 'not run': 4 });
    expect(s.sheet()[0]![4]).toBe('check: settled as sent');
    expect(s.call('settle', { jobId, as: 'not-sent' }).error).toMatchObject({ kind: 'nothing' });
    const before = billed(s).length;
    expect(s.run()).toMatchObject({ requests: 4 });
    expect(billed(s)).toHaveLength(before + 4);
  });

  // A slice that is under way holds the record in memory, and would be killed with batches in the air that an older record does not name.
  test('of an open run are settled without a word in its record while a slice of it may be under way, and counted all the same', () => {
    const every = { faults: [{ match: 'submit', nth: 'every', fault: 'gateway-not-done' }] } as never;
    for (const [who, held] of [
      [ANN, true],
      [BEN, false],
    ] as const) {
      const s = scene({ rows: leads(40), switches: every });
      s.giveKey();
      const { jobId } = s.run();
      expect(s.view(jobId)).toMatchObject({ state: 'paused', outcomes: { check: 15 } });
      const record = (): unknown => s.host.save().properties.document['bf.job.0'];
      const before = record();
      expect(before).toContain('"state":"paused"');
      s.host.switches.locksHeld = held ? ['user'] : [];
      expect(s.call('settle', { jobId, as: 'not-sent' }, who).value.outcomes).toMatchObject({ check: 0 });
      expect(record()).toBe(before);
      expect(s.column('Work emails status').filter((one) => one === 'not run: settled as not sent')).toHaveLength(15);
      s.host.switches.locksHeld = [];
      s.databar.switches.faults = [];
      s.call('resume', { jobId });
      s.drive();
      expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { check: 0, found: 25, 'not run': 15 } });
    }
  });
});

describe('the log', () => {
  const rowsOf = (csv: string) => parse(csv, { columns: true }) as Record<string, string>[];

  test('has one line for each request, with its rows, outcome and batch', () => {
    const s = scene({ rows: leads(9, true) });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    const { name, csv, nextPage } = s.call('log', { jobId }).value;
    expect(name).toBe('Work emails log.csv');
    expect(nextPage).toBeNull();
    const lines = rowsOf(csv);
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatchObject({
      rows: '2 4',
      input: 'first_name: Personb · company: Company b',
      outcome: 'found',
      batch: `${jobId}/1`,
    });
    expect(lines[0]!['when (UTC)']).toMatch(/^2026-01-05T09:/);
  });

  test('is no formula where people open it, whatever the sheet or the provider say', () => {
    const rows = leads(4);
    rows[0]![0] = '=HYPERLINK("http://evil","x")';
    rows[1]![0] = '"quoted", and = more';
    const s = scene({ rows });
    s.giveKey();
    const { jobId } = s.run({ ...WORK_EMAILS, inputs: { first_name: 'First name', company: 'Company' } }) as {
      jobId: string;
    };
    for (const line of rowsOf(s.call('log', { jobId }).value.csv))
      for (const field of Object.values(line)) expect(field).not.toMatch(/^[=+\-@]/);
  });

  test('says of an open run what is still waiting, and comes in pages where it is long', { timeout: 120_000 }, () => {
    const s = scene({ rows: leads(2100), switches: { startCredits: 1e6 } });
    s.giveKey();
    const { jobId } = s.start().value;
    expect(rowsOf(s.call('log', { jobId }).value.csv).map((line) => line.outcome)).toContain('waiting');
    s.drive();
    const first = s.call('log', { jobId }).value;
    const second = s.call('log', { jobId, page: first.nextPage }).value;
    expect(second.nextPage).toBeNull();
    const lines = rowsOf(first.csv + second.csv);
    expect(new Set(lines.map((line) => line.rows)).size).toBe(2100);
  });
});

describe('where a cell came from', () => {
  const at = (s: Scene, cell: string, user?: string) => {
    s.host
      .person(user ?? 'ann@example.com')
      .tab('Leads')
      .select(cell);
    return s.call('provenance', {}, user).value;
  };

  test('is told for outputs and status, of this row and of no other cell', () => {
    const s = scene({ rows: leads(6) });
    s.giveKey();
    s.run();
    const bought = {
      run: 'Work emails',
      operation: 'databar.enrichment',
      provider: 'Databar',
      by: 'ann@example.com',
      outcome: 'found',
    };
    expect(at(s, 'C3')).toMatchObject({ cell: 'C3', bought });
    expect(at(s, 'E3').bought).toMatchObject(bought);
    expect(at(s, 'C3', BEN).bought).toMatchObject(bought);
    for (const cell of ['A3', 'F3', 'C1', 'C30', 'Z3']) expect(at(s, cell), cell).toEqual({ cell, bought: null });
  });

  test('follows the row, and is not told of what a person typed instead', () => {
    const s = scene({ rows: leads(260) });
    s.giveKey();
    s.run();
    s.leads.insertRows(2, 3);
    s.leads.sort(1, false);
    expect(at(s, 'C240').bought).not.toBeNull();
    s.leads.type('C240', 'mine@example.com');
    expect(at(s, 'C240').bought).toBeNull();
    expect(at(s, 'D240').bought).not.toBeNull();
  });
});

describe('forgetting results', () => {
  test('empties the archive of one run or of all, says how many, and leaves the seal right', () => {
    const s = scene({ rows: leads(6) });
    s.giveKey();
    const first = s.run() as { jobId: string };
    s.leads.load([HEADERS, ...leads(9)]);
    s.run();
    expect(s.call('forget', { jobId: first.jobId }).value).toEqual({ forgotten: 6, kept: 0 });
    s.leads.load([HEADERS, ...leads(9)]);
    const plan = s.call('plan', { recipe: WORK_EMAILS }).value;
    expect(plan).toMatchObject({ toBuy: 6, reused: 3 });
    expect(plan.notes.join()).not.toContain('changed by hand');
    expect(s.call('forget').value).toEqual({ forgotten: 3, kept: 0 });
    expect(s.call('plan', { recipe: WORK_EMAILS }).value).toMatchObject({ toBuy: 9, reused: 0 });
    expect(s.call('jobs').value.ended).toHaveLength(2);
    const archive = s.person.tab('Backfill archive').values().flat();
    expect(archive.filter((cell) => typeof cell === 'string' && cell.includes('@b'))).toEqual([]);
  });

  test('keeps what an open run needs, and what was perhaps paid without an answer', () => {
    const s = scene({ rows: leads(6), switches: DOUBT });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    expect(s.call('forget').value).toEqual({ forgotten: 1, kept: 0 });
    expect(s.call('doubts', { jobId }).value).toHaveLength(5);

    const t = scene({ rows: leads(12) });
    t.giveKey();
    t.run();
    t.leads.load([HEADERS, ...leads(30)]);
    t.start();
    expect(t.call('forget').value).toEqual({ forgotten: 0, kept: 12 });
    t.drive();
    expect(t.column('Work emails status')).toEqual(Array(30).fill('found'));
    expect(billed(t)).toHaveLength(30);
  });

  test('killed before or after any service call it leaves an archive that is sealed right, and finishes when asked again', {
    timeout: 240_000,
  }, () => {
    const prepared = scene({ rows: leads(4) });
    prepared.giveKey();
    prepared.run();
    prepared.leads.load([HEADERS, ...leads(8)]);
    const second = prepared.run() as { jobId: string };
    prepared.leads.load([HEADERS, ...leads(8)]);
    const state = prepared.host.save();
    for (let n = 1; ; n++) {
      let seen = 0;
      const s = scene({ rows: [], host: { state: JSON.parse(JSON.stringify(state)) } });
      s.leads.load([HEADERS, ...leads(8)]);
      s.host.setHook((_call, phase) =>
        phase === (n % 2 ? 'before' : 'after') && ++seen === (n + 1) >> 1 ? 'kill' : undefined,
      );
      const { killed } = s.call('forget', { jobId: second.jobId });
      s.host.setHook(undefined);
      expect(s.call('plan', { recipe: WORK_EMAILS }).value.notes.join(), `kill ${n}`).not.toContain('by hand');
      s.call('forget', { jobId: second.jobId });
      expect(s.call('plan', { recipe: WORK_EMAILS }).value, `kill ${n}`).toMatchObject({ toBuy: 4, reused: 4 });
      if (!killed) break;
    }
  });
});

describe('one run', () => {
  test('is told with its recipe, its times and, where asked, the inputs that no row has any more', () => {
    const s = scene({ rows: leads(4) });
    s.giveKey();
    const { jobId } = s.run() as { jobId: string };
    const startedMs = s.call('job', { jobId }).value.startedMs;
    s.leads.type('A3', 'Somebody else');
    s.leads.deleteRows(5, 1);
    const run = s.call('job', { jobId, lost: true }).value;
    expect(run).toMatchObject({ recipe: { name: 'Work emails', outputs: WORK_EMAILS.outputs }, startedMs });
    expect(run.endedMs).toBeGreaterThan(startedMs);
    expect(run.lostRows).toEqual([
      { input: 'first_name: Personc · company: Company c', why: 'No row has this input any more.' },
      { input: 'first_name: Personf · company: Company f', why: 'No row has this input any more.' },
    ]);
    expect(s.call('job', { jobId }).value.lostRows).toBeUndefined();
    s.person.addTab('Other');
    s.person.deleteTab('Leads');
    const { lostRows } = s.call('job', { jobId, lost: true }).value;
    expect(lostRows).toHaveLength(4);
    expect(lostRows[0].why).toContain('deleted');
  });
});
