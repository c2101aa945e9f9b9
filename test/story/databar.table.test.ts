// Rows through a Databar table on the built bundle: found by key, upserted, run by row id, read back; odd servers, trouble, kills.
import { describe, expect, test } from 'vitest';
import type { DatabarSwitches } from '../../workbench/providers/databar/switches';
import { SOME, sweep } from './crash-sweep';
import { billedRows, openTable, recipeFor, STATUS, type TableScene } from './databar-table';
import { leads, rightAnswer } from './scene';

function expectEveryRowRight(s: TableScene): void {
  for (const [first, company, email, confidence, status] of s.sheet()) {
    const right = rightAnswer(first, company);
    const shown = right ? [right.email, right.confidence, 'found'] : ['', '', 'no match or failed'];
    expect([first, email, confidence, status]).toEqual([first, ...shown]);
  }
}

const runs = (s: TableScene): { run_strategy: string; row_ids: string[] }[] =>
  s.sent.filter((one) => one.url.includes('/run-enrichment/')).map((one) => JSON.parse(one.body ?? 'null'));

describe('a run', () => {
  test('makes the rows, runs exactly those, and reads each back into its own row', () => {
    const s = openTable({ rows: leads(60) });
    expect(s.run(recipeFor(s))).toMatchObject({
      state: 'finished',
      requests: 60,
      credits: { estimatedMax: null, spent: null },
    });
    expectEveryRowRight(s);
    expect(runs(s).map(({ run_strategy, row_ids }) => [run_strategy, row_ids.length])).toEqual([
      ['run_empty', 5],
      ['run_empty', 50],
      ['run_empty', 5],
    ]);
    expect(billedRows(s)).toHaveLength(60);
    expect(s.rows()).toHaveLength(60);
  });

  const READINGS: Partial<DatabarSwitches>[] = [
    { rowOrder: 'by-id' },
    { rowsShape: 'result' },
    { rowKeys: 'additional_intenal_name' },
    { rowKeys: 'internal_name' },
    { writeKeys: 'name' },
    { writeKeys: 'either' },
    { writeKeys: 'name', unknownColumns: 'ignored' },
    { unknownColumns: 'ignored' },
    { additionalNames: 'not-outputs', rowKeys: 'additional_intenal_name' },
    { outputColumns: 'at-first-result' },
    { emptyCells: 'empty-text' },
    { emptyCells: 'absent' },
    { maxRowsPerPage: 100 },
    { maxWriteRows: 10 },
    { maxWriteRows: 10, tooManyWriteRowsAs: '422' },
    { upsertIndex: 'always' },
    { attachedId: 'text' },
    { enrichmentsList: 'with-waterfalls' },
    { processingRows: 'null' },
    { runEmpty: 'never-ran' },
    { rowsInFlight: 'run-again' },
    { tableColumns: '404', writeKeys: 'either' },
    { attachedLists: '501' },
    { balance: '404', catalogue: '404' },
    { tableErrors: 'error-object', writeKeys: 'name' },
    { tableErrors: 'detail-text', writeKeys: 'name' },
  ];
  for (const switches of READINGS) {
    test(`comes out the same where ${JSON.stringify(switches)}`, () => {
      const rows = leads(14);
      rows[2]![0] = 'Missy';
      const s = openTable({ rows, switches });
      expect(s.run(recipeFor(s))).toMatchObject({ state: 'finished', outcomes: { found: 13, 'no match': 1 } });
      expectEveryRowRight(s);
      expect(billedRows(s).length).toBe(new Set(billedRows(s)).size);
      expect(s.rows()).toHaveLength(14);
    });
  }

  test('finds its rows in a table of many pages, and leaves other rows as they are', () => {
    const s = openTable({ rows: leads(8) });
    for (let part = 0; part < 24; part++) {
      const rows = Array.from({ length: 50 }, (_, i) => ({
        fields: { full_name: `Other ${part} ${i}`, company: 'Else' },
      }));
      s.api('POST', `${s.table}/rows`, { rows });
    }
    const before = JSON.stringify(s.rows());
    s.run(recipeFor(s));
    expectEveryRowRight(s);
    expect(s.rows()).toHaveLength(1208);
    expect(JSON.stringify(s.rows().slice(0, 1200))).toBe(before);
  });

  test('batches that read the same page at once share one call', () => {
    const s = openTable({ rows: leads(160) });
    s.run(recipeFor(s));
    expectEveryRowRight(s);
    const reads = s.host.http.filter((one) => one.url.includes('/rows?')).map((one) => `${one.atMs} ${one.url}`);
    expect(new Set(reads).size).toBe(reads.length);
  });

  test('works for a waterfall that is attached to the table', () => {
    const s = openTable({ rows: leads(7), attach: 'waterfall' });
    expect(s.run(recipeFor(s, { outputs: { 'Work email': 'Work email' } })).outcomes).toMatchObject({ found: 7 });
    expect(s.column('Work email').every((email) => String(email).includes('@'))).toBe(true);
  });

  test('a miss stays empty, and is told after ten quiet minutes', () => {
    const rows = leads(3);
    rows[1]![0] = 'Missy';
    const s = openTable({ rows });
    const from = s.host.clock.now();
    s.run(recipeFor(s));
    expectEveryRowRight(s);
    expect(s.host.clock.now() - from).toBeGreaterThan(600_000);
  });

  test('a miss in the first batch does not keep the others waiting', () => {
    const rows = leads(30);
    rows[1]![0] = 'Missy';
    const s = openTable({ rows });
    const { jobId } = s.start(recipeFor(s)).value;
    for (let beats = 0; beats < 12; beats++) {
      s.call('advance');
      s.host.clock.advance(10_000);
    }
    expect(s.view(jobId).outcomes.found).toBe(29);
    expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(29);
    s.drive();
    expectEveryRowRight(s);
  });
});

describe('rows that the table has already', () => {
  const filled = (): TableScene => {
    const s = openTable({ rows: leads(6) });
    s.run(recipeFor(s));
    s.blank();
    return s;
  };

  test('with their results are read for free', () => {
    const s = filled();
    const job = s.run(recipeFor(s, { reuse: 'never' }));
    expect(job).toMatchObject({ state: 'finished', outcomes: { found: 6 }, credits: { spent: 0 } });
    expectEveryRowRight(s);
    expect(billedRows(s)).toHaveLength(6);
  });

  test('with a result for other values are left alone and named; run_all runs them with the new ones', () => {
    const s = filled();
    s.leads.type('B3', 'Another Company');
    expect(s.run(recipeFor(s, { reuse: 'never' })).outcomes).toMatchObject({ found: 5, failed: 1 });
    expect(s.column(STATUS)[1]).toMatch(/^failed: the table already has a result for other values/);
    expect(s.rows()[1].Company).toBe('Company c');
    s.blank();
    s.leads.type('B3', 'Another Company');
    s.run(recipeFor(s, { rows: 'all', reuse: 'never' }));
    expectEveryRowRight(s);
    expect(runs(s).pop()).toMatchObject({ run_strategy: 'run_all' });
  });

  test('twice under one key fail, and nothing is run for them', () => {
    const s = openTable({ rows: leads(6) });
    const fields = { full_name: 'Personb', company: 'Company b' };
    s.api('POST', `${s.table}/rows`, { rows: [{ fields }, { fields }] });
    expect(s.run(recipeFor(s)).outcomes).toMatchObject({ found: 5, failed: 1 });
    expect(s.column(STATUS)[0]).toBe('failed: several rows of the table have this Full Name');
    expect(billedRows(s)).toHaveLength(5);
  });

  test('two rows of the sheet with one key and other values: only the first is sent', () => {
    const rows = leads(6);
    rows[4]![0] = rows[1]![0]!;
    const s = openTable({ rows });
    expect(s.run(recipeFor(s)).outcomes).toMatchObject({ found: 5, failed: 1 });
    expect(s.column(STATUS)[4]).toBe('failed: row 3 is the same there, with other values');
  });
});

describe('before anything is sent', () => {
  const cases: [string, object, RegExp][] = [
    ['the catalogue’s id', { enrichment: 833 }, /id 833 is attached to the table\. It has 7\d+ \(Find work email\)/],
    ['a key that is no column', { key: 'Full Nam' }, /no column "Full Nam".* nearest is "Full Name"/],
    ['an unknown table', { table: '00000000-0000-4000-8000-000000000000' }, /does not know the table/],
  ];
  for (const [what, settings, message] of cases) {
    test(`${what} is told`, () => {
      const s = openTable({});
      const recipe = recipeFor(s);
      const error = s.start({ ...recipe, settings: { ...(recipe.settings as object), ...settings } }).error;
      expect(error).toMatchObject({ kind: 'recipe', message: expect.stringMatching(message) });
      expect(s.rows()).toEqual([]);
    });
  }

  test('a column that the table does not have is told with the nearest', () => {
    const s = openTable({});
    const inputs = { 'Full Name': 'First name', Compny: 'Company' };
    expect(s.start(recipeFor(s, { inputs })).error?.message).toMatch(/no parameter "Compny".* nearest is "Company"/);
  });

  test('an output that is no column of the table is told with the nearest; one that may still come is not', () => {
    const outputs = { 'Work emial': 'Work email' };
    const s = openTable({});
    const { error } = s.start(recipeFor(s, { outputs }));
    expect(error).toMatchObject({
      kind: 'recipe',
      message: expect.stringMatching(/no column "Work emial".* "Work email"/),
    });
    expect(s.rows()).toEqual([]);
    const later = openTable({ switches: { outputColumns: 'at-first-result' } });
    expect(later.start(recipeFor(later, { outputs })).error).toBeUndefined();
  });

  test('a rejected key is told', () => {
    const s = openTable({});
    s.databar.switches.keys = ['another'];
    expect(s.start(recipeFor(s)).error).toMatchObject({ kind: 'key', message: expect.stringContaining('rejected') });
  });
});

describe('trouble', () => {
  const fault = (name: string, match: string) => ({ faults: [{ match, nth: 1, fault: name }] }) as never;

  for (const name of ['gateway-done', 'lost-done', 'timeout-done', 'unreadable-done', 'html-200-done']) {
    test(`the answer to the run lost (${name}): the rows settle it, and nothing is to check`, () => {
      const s = openTable({ rows: leads(12), switches: fault(name, 'run-enrichment') });
      expect(s.run(recipeFor(s))).toMatchObject({ state: 'finished', outcomes: { found: 12, check: 0 } });
      expectEveryRowRight(s);
      expect(billedRows(s)).toHaveLength(12);
    });
  }

  test('a run that never came to be: its rows are to check after ten quiet minutes, and are not run again', () => {
    const s = openTable({ rows: leads(12), switches: fault('gateway-not-done', 'run-enrichment') });
    expect(s.run(recipeFor(s)).outcomes).toMatchObject({ found: 7, check: 5 });
    expect(s.column(STATUS)[0]).toMatch(/^check: sent, the answer was lost/);
    expect(billedRows(s)).toHaveLength(7);
  });

  for (const match of ['rows', 'upsert-rows', 'columns']) {
    for (const name of ['gateway-done', 'lost-done', 'too-many', 'html-200-done']) {
      test(`a free call gone wrong (${match}: ${name}) is made again`, () => {
        const s = openTable({ rows: leads(7), switches: fault(name, match) });
        expect(s.run(recipeFor(s))).toMatchObject({ state: 'finished', outcomes: { found: 7 } });
        expect(s.rows()).toHaveLength(7);
      });
    }
  }

  test('out of credits as a refusal: Resume buys only the rest', () => {
    const s = openTable({ rows: leads(60), switches: { startCredits: 0.3, tableShortfall: '406' } });
    const job = s.run(recipeFor(s));
    expect(job).toMatchObject({ state: 'paused', reasonKind: 'out of credits', outcomes: { found: 5 } });
    s.topUp(100);
    s.call('resume', { jobId: job.jobId });
    s.drive();
    expectEveryRowRight(s);
    expect(billedRows(s)).toHaveLength(60);
  });

  test('out of credits without a word: rows without a result are to check, and the summary says why', () => {
    const s = openTable({ rows: leads(5), switches: { startCredits: 0.12 } });
    const job = s.run(recipeFor(s)) as ReturnType<TableScene['run']> & { notes: string[] };
    expect(job.outcomes).toMatchObject({ found: 2, check: 3 });
    expect(job.notes.join()).toContain('credits at Databar are used up');
    s.topUp(100);
    s.run(recipeFor(s, { rows: 'check' }));
    expectEveryRowRight(s);
  });

  test('a key that is revoked in mid-run pauses it, and nothing is lost', () => {
    const s = openTable({ rows: leads(12), switches: { accounts: 'one-for-all' } });
    const { jobId } = s.start(recipeFor(s)).value;
    s.databar.switches.keys = ['new-key'];
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected' });
    s.giveKey(undefined, 'new-key');
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 12 } });
    expect(billedRows(s)).toHaveLength(12);
  });

  for (const tableColumns of ['works', '404'] as const)
    test(`one value that a column does not take fails alone (list of columns: ${tableColumns})`, () => {
      const rows = leads(12);
      for (const [i, row] of rows.entries()) row[5] = String(i);
      rows[7]![5] = 'many';
      const s = openTable({ rows, numbers: ['Size'], switches: { tableColumns, writeKeys: 'either' } });
      const inputs = { 'Full Name': 'First name', Company: 'Company', Size: 'Notes' };
      expect(s.run(recipeFor(s, { inputs })).outcomes).toMatchObject({ found: 11, failed: 1 });
    });

  test('killed anywhere and resumed: the same sheet, no row made or billed twice', { timeout: 300_000 }, async () => {
    const open = (): TableScene => openTable({ rows: leads(3) });
    const result = await sweep({ open, recipe: recipeFor(open()), billed: (s) => billedRows(s as TableScene) }, SOME);
    console.log(`table: ${result.cases} crash points, ${result.checks} rows left in check over all`);
    expect(result.problems).toEqual([]);
  });
});
