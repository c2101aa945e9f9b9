// Runs in a table: which rows are taken, when results land, and that every row that is run is paid and stands in the ledger.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDatabar } from '../../../../../workbench/providers/databar/databar';
import { request, START_MS } from '../ask';
import { tableScene } from './table-scene';

const bodyOf = (reply: { body: string }) => JSON.parse(reply.body);

describe('a run', () => {
  test('it is queued; results land in the rows one after the other, misses and failures stay empty', () => {
    const at = tableScene();
    at.insert(['Ada', 'Miss Ing', 'Failing', 'Bo']);
    const id = at.attach();
    expect(bodyOf(at.run(id, { run_strategy: 'run_empty' }))).toEqual({ status: 'queued', processing_rows: 4 });
    at.pass(4049);
    expect(at.emails()).toEqual([null, null, null, null]);
    at.pass(1);
    expect(at.emails()).toEqual(['ada@sampleworks.example', null, null, null]);
    at.pass(60_000);
    expect(at.emails()).toEqual(['ada@sampleworks.example', null, null, 'bo@sampleworks.example']);
    expect(at.spent()).toBe(0.1);
  });

  test('how long rows take can be another', () => {
    const at = tableScene({ tableMs: 100, tableMsPerRow: 10 });
    at.insert(['Ada', 'Bo']);
    at.run(at.attach());
    at.pass(119);
    expect(at.emails().map((email: unknown) => email !== null)).toEqual([true, false]);
    at.pass(1);
    expect(at.emails()).not.toContain(null);
  });

  test('the ledger has a line for every row, with its table and row', () => {
    const at = tableScene();
    const [row] = at.insert(['Ada', 'Miss Ing']);
    at.run(at.attach());
    expect(at.paid()).toEqual([0.05, 0.05]);
    at.pass(60_000);
    at.rows();
    expect(at.databar.ledger).toMatchObject({ acceptedPosts: 1, calls: { 'run-enrichment': 1 } });
    expect(at.databar.ledger.billed).toEqual([
      {
        task: expect.any(String),
        enrichment: 833,
        params: { first_name: 'Ada', company: 'Sample Works' },
        credits: 0.05,
        atMs: START_MS,
        table: at.table,
        row,
      },
      expect.objectContaining({ credits: 0 }),
    ]);
  });

  test('processing_rows can be null', () => {
    const at = tableScene({ processingRows: 'null' });
    at.insert(['Ada']);
    expect(bodyOf(at.run(at.attach()))).toEqual({ status: 'queued', processing_rows: null });
  });

  test.each([
    ['no body', undefined],
    ['null', null],
    ['an empty body', {}],
  ])('with %s every row is run, also finished ones, and paid again', (_title, body) => {
    const at = tableScene();
    at.insert(['Ada', 'Bo']);
    const id = at.attach();
    at.run(id, { run_strategy: 'run_empty' });
    at.pass(60_000);
    expect(bodyOf(at.run(id, body)).processing_rows).toBe(2);
    at.pass(60_000);
    expect(at.spent()).toBe(0.2);
  });

  test('run_empty leaves finished rows alone, and takes misses again', () => {
    const at = tableScene();
    at.insert(['Ada', 'Miss Ing']);
    const id = at.attach();
    at.run(id);
    at.pass(60_000);
    expect(bodyOf(at.run(id, { run_strategy: 'run_empty' })).processing_rows).toBe(1);
    expect(at.databar.ledger.billed).toHaveLength(3);
  });

  test('run_empty can mean rows that never ran', () => {
    const at = tableScene({ runEmpty: 'never-ran' });
    at.insert(['Ada', 'Miss Ing']);
    const id = at.attach();
    at.run(id);
    at.pass(60_000);
    at.insert(['Bo']);
    expect(bodyOf(at.run(id, { run_strategy: 'run_empty' })).processing_rows).toBe(1);
  });

  test('run_errors takes only rows that failed', () => {
    const at = tableScene();
    at.insert(['Ada', 'Miss Ing', 'Failing']);
    const id = at.attach();
    at.run(id);
    at.pass(60_000);
    expect(bodyOf(at.run(id, { run_strategy: 'run_errors' })).processing_rows).toBe(1);
  });

  test('row_ids narrow it down, under the strategy', () => {
    const at = tableScene();
    const [ada, bo] = at.insert(['Ada', 'Bo', 'Cy']) as [string, string];
    const id = at.attach();
    at.run(id, { run_strategy: 'run_empty', row_ids: [ada] });
    at.pass(60_000);
    const sent = { run_strategy: 'run_empty', row_ids: [ada, bo] };
    expect(bodyOf(at.run(id, sent)).processing_rows).toBe(1);
    at.pass(60_000);
    expect(at.emails()).toEqual([expect.any(String), expect.any(String), null]);
    expect(bodyOf(at.run(id, { row_ids: [] })).processing_rows).toBe(0);
    expect(bodyOf(at.run(id, { row_ids: null })).processing_rows).toBe(3);
  });

  test('rows that are running are skipped, or run and paid twice when switched', () => {
    for (const [rowsInFlight, spent] of [
      ['skipped', 0.05],
      ['run-again', 0.1],
    ] as const) {
      const at = tableScene({ rowsInFlight });
      at.insert(['Ada']);
      const id = at.attach();
      at.run(id, { run_strategy: 'run_empty' });
      at.run(id, { run_strategy: 'run_empty' });
      at.pass(60_000);
      expect(at.spent()).toBe(spent);
    }
  });

  test.each([
    ['an unknown id', '5', {}, 404, 'Not found'],
    ['the catalogue id', '833', {}, 404, 'Not found'],
  ])('%s is %s', (_title, id, body, status, detail) => {
    const at = tableScene();
    at.attach();
    const reply = at.run(id, body);
    expect([reply.status, bodyOf(reply).detail]).toEqual([status, detail]);
  });

  test('a strategy or row id of the wrong shape is 422', () => {
    const at = tableScene();
    const id = at.attach();
    expect(at.run(id, { run_strategy: 'run_some' }).status).toBe(422);
    expect(at.run(id, { row_ids: ['first'] }).status).toBe(422);
    expect(at.databar.ledger.acceptedPosts).toBe(0);
  });

  test('a waterfall in the table lands too, and pays every provider that was asked', () => {
    const at = tableScene();
    at.insert(['Ada', 'Miss Ing']);
    const mapping = { first_name: 'First name', last_name: 'Key', company: 'Company' };
    const added = at.post('/add-waterfall', { waterfall: 'email_getter', enrichments: [833, 966], mapping });
    at.run(String(bodyOf(added).id), { run_strategy: 'run_empty' });
    at.pass(60_000);
    expect(at.emails()).toEqual([expect.stringContaining('@'), null]);
    const missed = at.databar.ledger.billed.filter((one) => JSON.stringify(one.params).includes('Miss'));
    expect(missed.map((one) => [one.enrichment, one.credits])).toEqual([
      [833, 0.05],
      [966, 0.08],
    ]);
    expect(at.spent()).toBeCloseTo(
      at.paid().reduce((sum, one) => sum + one, 0),
      9,
    );
  });
});

describe('what a row gives', () => {
  test('a row without a needed input, or with a bad one, fails and costs nothing', () => {
    const at = tableScene();
    at.insert(['', 'Invalid Person', 'Ada']);
    const id = at.attach();
    at.run(id);
    at.pass(60_000);
    expect([at.spent(), at.paid()]).toEqual([0.05, [0, 0, 0.05]]);
    expect(bodyOf(at.run(id, { run_strategy: 'run_errors' })).processing_rows).toBe(2);
  });

  test('a simple value is text for all rows, with cells by their hex name; an empty one fails the row unless optional', () => {
    const at = tableScene();
    at.post('/rows', {
      rows: [{ fields: { first_name: 'Ada', company: 'Works' } }, { fields: { first_name: 'Bo' } }],
    });
    const [first, company] = at.get('/columns').map((one: { internal_name: string }) => one.internal_name);
    const simple = (value: string) => ({ type: 'simple', value });
    const needed = at.attach({ mapping: { first_name: simple(`{${first}}`), company: simple(`{${company}} Ltd`) } });
    const optional = at.attach({ mapping: { first_name: simple(`{${first}}`), company: simple(`{?${company}}Ltd`) } });
    at.run(needed);
    at.run(optional);
    at.pass(60_000);
    expect(at.databar.ledger.billed.map((one) => [(one.params as { company?: string }).company, one.credits])).toEqual([
      ['Works Ltd', 0.05],
      [undefined, 0],
      ['WorksLtd', 0.05],
      ['Ltd', 0.05],
    ]);
  });

  test('objects and lists land as text, or as they are when switched', () => {
    const location = (switches: object) => {
      const at = tableScene(switches);
      at.insert(['Ada']);
      at.run(at.attach());
      at.pass(60_000);
      return at.rows()[0].Location;
    };
    expect(JSON.parse(location({}))).toEqual(location({ nestedCells: 'raw' }));
  });

  test('hostile results land as they are', () => {
    const at = tableScene();
    at.insert(['Hostile']);
    at.run(at.attach());
    at.pass(60_000);
    expect(at.http('GET', at.path('/rows')).body).toContain('"Confidence":17841401234567891');
    expect(at.emails()).toEqual(['=HYPERLINK("https://evil.example","x")']);
  });
});

describe('credits', () => {
  test('where they do not last, rows are left without a word', () => {
    const at = tableScene({ startCredits: 0.1 });
    at.insert(['Ada', 'Bo', 'Cy']);
    const id = at.attach();
    expect(bodyOf(at.run(id))).toEqual({ status: 'queued', processing_rows: 3 });
    at.pass(60_000);
    expect(at.emails()).toEqual([expect.any(String), expect.any(String), null]);
    expect(at.databar.ledger.billed).toHaveLength(2);
    expect(bodyOf(at.run(id, { run_strategy: 'run_errors' })).processing_rows).toBe(0);
  });

  test('the same where nothing is reserved: the rows that land last are left', () => {
    const at = tableScene({ startCredits: 0.1, reserve: 'never' });
    at.insert(['Ada', 'Bo', 'Cy']);
    at.run(at.attach());
    at.pass(60_000);
    expect(at.emails()).toEqual([expect.any(String), expect.any(String), null]);
    expect([at.balance(), at.paid()]).toEqual([0, [0.05, 0.05]]);
  });

  test('or the call is 406 and nothing is run', () => {
    const at = tableScene({ startCredits: 0.1, tableShortfall: '406' });
    at.insert(['Ada', 'Bo', 'Cy']);
    expect(at.run(at.attach()).status).toBe(406);
    expect([at.balance(), at.databar.ledger.billed]).toEqual([0.1, []]);
  });

  test('a plan that forbids runs leaves every row', () => {
    const at = tableScene({ planForbidsRuns: true });
    at.insert(['Ada']);
    expect(at.run(at.attach()).status).toBe(200);
    at.pass(60_000);
    expect([at.emails(), at.spent()]).toEqual([[null], 0]);
  });

  test('misses and failures are charged when switched', () => {
    const at = tableScene({ misses: 'charged', failures: 'charged' });
    at.insert(['Miss Ing', 'Failing']);
    at.run(at.attach());
    at.pass(60_000);
    expect(at.spent()).toBe(0.1);
  });
});

describe('run_on_update', () => {
  test('it runs, and pays, whenever a mapped cell changes, and only then', () => {
    const at = tableScene();
    at.attach({ launch_strategy: 'run_on_update' });
    const [id] = at.insert(['Ada']);
    at.pass(60_000);
    expect(at.spent()).toBe(0.05);
    const patch = (fields: object) => at.http('PATCH', at.path('/rows'), { rows: [{ id, fields }] });
    patch({ key: 'other' });
    patch({ first_name: 'Ada' });
    at.pass(60_000);
    expect(at.spent()).toBe(0.05);
    patch({ first_name: 'Bo' });
    at.pass(60_000);
    expect([at.spent(), at.emails()]).toEqual([0.1, ['bo@sampleworks.example']]);
  });

  test('attached to run on a click, nothing happens by itself', () => {
    const at = tableScene();
    at.attach();
    at.insert(['Ada']);
    at.pass(60_000);
    expect(at.databar.ledger.billed).toEqual([]);
  });
});

describe('what people do meanwhile', () => {
  test('a row, a column or the table that is deleted is paid all the same', () => {
    const at = tableScene();
    const [ada] = at.insert(['Ada', 'Bo']);
    at.run(at.attach());
    at.post('/rows/delete', { row_ids: [ada] });
    at.pass(4080);
    expect(at.rows()).toHaveLength(1);
    at.http('DELETE', at.path(''));
    at.pass(60_000);
    expect(at.spent()).toBe(0.1);
  });

  test('a value typed into an output column stands until the next result', () => {
    const at = tableScene();
    const [id] = at.insert(['Ada']);
    const attached = at.attach();
    at.run(attached);
    at.pass(60_000);
    at.http('PATCH', at.path('/rows'), { rows: [{ id, fields: { work_email: 'by@hand.example' } }] });
    expect(at.emails()).toEqual(['by@hand.example']);
    at.run(attached);
    at.pass(60_000);
    expect(at.emails()).toEqual(['ada@sampleworks.example']);
  });
});

describe('trouble', () => {
  test('magic words spoil a run as they do a submit', () => {
    const at = tableScene();
    at.insert(['504']);
    const id = at.attach();
    expect(at.run(id)).toMatchObject({ status: 504, headers: { 'content-type': 'text/html' } });
    at.pass(60_000);
    expect([at.spent(), at.emails()]).toEqual([0.05, ['504@sampleworks.example']]);
  });

  test.each([
    ['gateway-done', 1],
    ['gateway-not-done', 0],
  ] as const)('%s: %i rows are paid', (fault, rows) => {
    const at = tableScene({ faults: [{ match: 'run-enrichment', nth: 1, fault }] });
    at.insert(['Ada']);
    at.run(at.attach());
    expect(at.databar.ledger.billed).toHaveLength(rows);
  });

  test('slow rows land after 90 seconds, the others before', () => {
    const at = tableScene();
    at.insert(['Slow Joe', 'Ada']);
    at.run(at.attach());
    at.pass(89_999);
    expect(at.emails()).toEqual([null, 'ada@sampleworks.example']);
    at.pass(1);
    expect(at.emails()[0]).toContain('@');
  });
});

test('a simulator made from saved state goes on with rows in the air, and the saved state does not change', () => {
  const at = tableScene();
  at.insert(['Ada', 'Bo']);
  at.run(at.attach());
  at.pass(4050);
  at.rows();
  const saved = at.databar.save();
  const text = JSON.stringify(saved);
  at.pass(60_000);
  const before = at.get('/rows');
  expect(JSON.stringify(saved)).toBe(text);
  const again = createDatabar({ state: JSON.parse(text) });
  const reply = again.answer(request('GET', at.path('/rows')), at.now()) as { body: string };
  expect(JSON.parse(reply.body)).toEqual(before);
  expect(again.ledger.billed).toEqual(at.databar.ledger.billed);
});

test('whatever is run and waited for: what left the balance is what the ledger says', () => {
  const step = fc.oneof(
    fc.record({
      names: fc.array(fc.constantFrom('Ada', 'Miss Ing', 'Failing', '', 'Slow Joe'), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ strategy: fc.constantFrom('run_all', 'run_empty', 'run_errors') }),
    fc.record({ passMs: fc.nat(100_000) }),
  );
  const reserve = fc.constantFrom('at-submit' as const, 'never' as const);
  const charge = fc.constantFrom('free' as const, 'charged' as const);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 10 }), reserve, charge, charge, (steps, reserve, misses, failures) => {
      const at = tableScene({ reserve, misses, failures, startCredits: 0.5, rowsInFlight: 'run-again' });
      const id = at.attach();
      for (const one of steps) {
        if ('names' in one) at.insert(one.names);
        if ('strategy' in one) at.run(id, { run_strategy: one.strategy });
        if ('passMs' in one) at.pass(one.passMs);
      }
      at.pass(200_000);
      const left = at.balance();
      expect(left + at.paid().reduce((sum, one) => sum + one, 0)).toBeCloseTo(0.5, 6);
      expect(left).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 100 },
  );
});
