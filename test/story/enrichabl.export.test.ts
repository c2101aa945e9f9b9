// Exports of a pipeline into a sheet: rows found by e-mail, new ones below, people's values kept, and nothing spent.
import { describe, expect, test } from 'vitest';
import { exportScene, lead, leads, rowOf } from './export-scene';

const FOUND = (count: number) => ({ state: 'finished', requests: count, outcomes: { found: count, 'no match': 0 } });
/** In the order of their addresses. */
const rowsOf = (list: ReturnType<typeof leads>) =>
  list.map((one) => rowOf(one)).sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));

describe('a first export', () => {
  test('fills a blank tab: headers as the recipe orders them, one row for each lead, a status, nothing spent', () => {
    const s = exportScene();
    const started = s.start();
    expect(started.value.plan).toMatchObject({
      requests: 6,
      rows: 6,
      toBuy: 0,
      price: { min: 0, max: 0 },
      keptCells: 0,
      columnsToAdd: ['Email', 'First name', 'Company', 'Tier', 'Export status'],
    });
    s.drive();
    const credits = { estimatedMin: 0, estimatedMax: 0, spent: 0 };
    expect(s.view(started.value.jobId)).toMatchObject({ ...FOUND(6), reused: 0, credits });
    expect(s.header()).toEqual(['Email', 'First name', 'Company', 'Tier', 'Export status']);
    expect(s.sorted()).toEqual(rowsOf(leads(6)));
    expect(s.host.http.every(({ method }) => method.toUpperCase() === 'GET')).toBe(true);
  });

  test('without outputs has every field under its own name, custom fields of any lead among them, statuses last', () => {
    const s = exportScene({ leads: [lead(1), lead(2, { custom_fields: { score: 7, 'a.b': 'dotted' } })] });
    const { outputs: _all, ...recipe } = s.recipe;
    expect(s.run(recipe)).toMatchObject(FOUND(2));
    expect(s.header().slice(0, 2)).toEqual(['email', 'first_name']);
    expect(s.header().slice(-4)).toEqual(['stage', 'enrichment_status', 'validation_status', 'Export status']);
    expect(s.header()).toEqual(
      expect.arrayContaining(['company_website', 'custom_fields.tier', 'custom_fields.score']),
    );
    const at = (name: string): unknown => s.sorted()[1]![s.header().indexOf(name)];
    expect([at('custom_fields.score'), at('custom_fields.a.b'), at('stage')]).toEqual([7, 'dotted', 'IMPORTED']);
  });

  test('into a list without that column adds the column, and rows below the last one', () => {
    const s = exportScene({ sheet: [['Notes'], ['mine'], ['too']] });
    expect(s.run({ ...s.recipe, outputs: { company: 'Company' } })).toMatchObject(FOUND(6));
    expect(s.header()).toEqual(['Notes', 'email', 'Company', 'Export status']);
    expect(s.sheet().slice(0, 2)).toEqual([
      ['mine', '', '', ''],
      ['too', '', '', ''],
    ]);
    expect(s.sheet()).toHaveLength(8);
  });

  test('fills the rows that have the address already, whatever its capitals, both where it is there twice', () => {
    const [one, two] = leads(2) as [ReturnType<typeof lead>, ReturnType<typeof lead>];
    const loud = ` ${one.email.toUpperCase()}`;
    const s = exportScene({
      leads: leads(2),
      sheet: [
        ['Email', 'Company', 'Notes'],
        [loud, '', 'first'],
        [one.email, 'Mine & Co', 'second'],
      ],
    });
    const { plan, jobId } = s.start().value;
    expect(plan).toMatchObject({ keptCells: 1, columnsToAdd: ['First name', 'Tier', 'Export status'] });
    s.drive();
    expect(s.view(jobId)).toMatchObject(FOUND(2));
    expect(s.sheet()).toEqual([
      [loud, one.company, 'first', one.first_name, 'T0', 'found'],
      [one.email, 'Mine & Co', 'second', one.first_name, 'T0', 'found: kept your value'],
      [two.email, two.company, '', two.first_name, 'T1', 'found'],
    ]);
  });

  test('values that look like formulas, dates or numbers arrive as the text that they are', () => {
    const odd = { first_name: '=1+1', company: '007', custom_fields: { tier: '+49 30', '=HYPERLINK("x")': '1/2' } };
    const s = exportScene({ leads: [lead(1, odd)] });
    const { outputs: _all, ...recipe } = s.recipe;
    expect(s.run(recipe)).toMatchObject(FOUND(1));
    expect(s.leads.formulas().flat().join('')).toBe('');
    expect(s.header()).toContain('custom_fields.=HYPERLINK("x")');
    expect(s.sheet()[0]).toEqual(expect.arrayContaining(['=1+1', '007', '+49 30', '1/2']));
  });

  test('of an empty pipeline is nothing to do', () => {
    const s = exportScene({ leads: [] });
    expect(s.start()).toMatchObject({ ok: false, error: { kind: 'nothing' } });
    expect(s.leads.values().flat().join('')).toBe('');
  });

  test('refuses inputs, an unknown pipeline, and two outputs in one column, before anything is written', () => {
    const s = exportScene();
    const refused = (recipe: object) => s.call('plan', { recipe: { ...s.recipe, ...recipe } }).error?.message;
    expect(refused({ inputs: { email: 'Email' } })).toContain('brings its rows itself: leave out "inputs"');
    expect(refused({ settings: { pipeline: 'nowhere' } })).toContain('does not know the pipeline');
    expect(refused({ outputs: { email: 'A', company: 'A' } })).toContain('both write to column "A"');
    expect(refused({ outputs: { email: 'A' }, status: 'A' })).toContain('both an output and the status column');
    expect(s.leads.values().flat().join('')).toBe('');
  });
});

describe('an export that is interrupted', () => {
  test('by a revoked key pauses, says what to do, holds back other exports of the pipeline, and goes on with a good key', () => {
    const s = exportScene({
      // The plan reads the list twice, before and after it is confirmed.
      beforePage: (n) => {
        if (n === 3) s.switches.revokedFromMs = 0;
      },
    });
    const { jobId } = s.start().value;
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'key rejected', outcomes: { 'not run': 6 } });
    s.switches.revokedFromMs = null;
    expect(s.call('plan', { recipe: s.recipe }).value).toMatchObject({ requests: 0, shared: 6 });
    expect(s.start()).toMatchObject({ ok: false, error: { kind: 'nothing' } });
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject(FOUND(6));
    expect(s.sorted()).toEqual(rowsOf(leads(6)));
  });

  test('by Stop ends, and a later run takes the rest', () => {
    const s = exportScene();
    const { jobId } = s.start().value;
    s.call('stop', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'stopped', collecting: false, outcomes: { found: 0, 'not run': 6 } });
    expect(s.run()).toMatchObject(FOUND(6));
  });

  test('by 429 for a quarter of an hour pauses', () => {
    const s = exportScene({
      beforePage: (n) => {
        if (n === 3) s.switches.callsPerMinute = 0;
      },
    });
    const { jobId } = s.start().value;
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'too many requests' });
  });

  test('by its cap keeps as many as it allows', () => {
    const s = exportScene();
    expect(s.run({ ...s.recipe, cap: { requests: 4 } })).toMatchObject({
      state: 'stopped',
      reasonKind: 'cap reached',
      requests: 6,
      outcomes: { found: 4, 'not run': 2 },
    });
    expect(s.sheet()).toHaveLength(4);
  });
});

describe('undo', () => {
  test('blanks what the run wrote, the rows that it added whole, and leaves what is a person’s', () => {
    const mine = [
      ['Email', 'Company', 'Notes'],
      [lead(0).email, '', 'mine'],
    ];
    const s = exportScene({ leads: leads(4), sheet: mine });
    const { jobId } = s.run();
    const noted = s.sheet()[2]!;
    s.leads.type('C4', 'a note beside a row that was added');
    expect(s.call('undo', { jobId })).toMatchObject({ ok: true, value: { blanked: 18, left: 1 } });
    expect(s.sheet()).toEqual([
      [lead(0).email, '', 'mine', '', '', ''],
      ['', '', '', '', '', ''],
      [noted[0], '', 'a note beside a row that was added', '', '', ''],
    ]);
    expect(s.run()).toMatchObject(FOUND(4));
    expect(s.sheet()).toHaveLength(5);
  });
});

describe('a later export', () => {
  test('refreshes what it wrote, adds what is new, keeps what people typed, and needs no more of the archive', () => {
    const s = exportScene();
    s.run();
    const [one, two] = leads(2) as [ReturnType<typeof lead>, ReturnType<typeof lead>];
    const placeOf = (email: string): number => s.sheet().findIndex((row) => row[0] === email);
    s.leads.type(`C${placeOf(two.email) + 2}`, 'Typed by hand');
    s.upload([{ ...one, company: 'Renamed', first_name: '' }, { ...two, company: 'Renamed as well' }, lead(20)]);
    expect(s.run()).toMatchObject({ ...FOUND(7), reused: 0 });
    expect(s.sheet()).toHaveLength(7);
    expect(s.sheet()[placeOf(one.email)]).toEqual([one.email, '', 'Renamed', 'T0', 'found']);
    expect(s.sheet()[placeOf(two.email)]).toEqual([
      two.email,
      two.first_name,
      'Typed by hand',
      'T1',
      'found: kept your value',
    ]);
    expect(s.sheet()[6]).toEqual(rowOf(lead(20)));
    const before = s.archiveRows();
    for (let again = 0; again < 3; again++) expect(s.run()).toMatchObject(FOUND(7));
    // One record of each run, and no row of a lead.
    expect(s.archiveRows()).toBe(before + 3);
  });

  test('in two sheets by turns knows in both what it wrote before', () => {
    const s = exportScene({ leads: leads(1) });
    s.person.addTab('Others');
    for (let turn = 1; turn <= 6; turn++) {
      s.upload([lead(0, { company: `Name ${turn}` })]);
      const tab = turn % 2 === 0 ? 'Others' : 'Leads';
      expect(s.run({ ...s.recipe, sheet: tab })).toMatchObject(FOUND(1));
      expect(s.person.tab(tab).values()[1]).toEqual(rowOf(lead(0, { company: `Name ${turn}` })));
    }
  });

  test('gives a lead whose row was deleted a new one, and leaves rows alone whose lead is gone', () => {
    const s = exportScene({ leads: leads(4) });
    s.run();
    const [kept, gone] = [s.sheet()[0]!, s.sheet()[2]!];
    s.leads.deleteRows(4, 1);
    s.remove([String(kept[0])]);
    expect(s.run()).toMatchObject(FOUND(3));
    expect(s.sheet()).toHaveLength(4);
    expect(s.sheet()[0]).toEqual(kept);
    expect(s.sheet()[3]).toEqual(gone);
  });
});
