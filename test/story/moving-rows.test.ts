// People work in the sheet while a run goes on: what they do between any two service calls must not put a value into a wrong row.
import { describe, expect, test } from 'vitest';
import { billed, leads, rightAnswer, type Scene, scene } from './scene';

/** Every row holds the answer to its own input or nothing of ours, and every foreign cell is as its person left it. */
function misplaced(s: Scene): string[] {
  const wrong: string[] = [];
  const at = (name: string) => s.header().indexOf(name);
  s.sheet().forEach((row, i) => {
    const [first, company] = [row[at('First name')], row[at('Company')]];
    if (!first) {
      for (const name of ['Work email', 'Confidence', 'Work emails status'])
        if ((row[at(name)] ?? '') !== '')
          wrong.push(`row ${i + 2}: ${name} in a row without input: ${String(row[at(name)])}`);
      return;
    }
    const right = rightAnswer(first, company);
    for (const [name, key] of [
      ['Work email', 'email'],
      ['Confidence', 'confidence'],
    ] as const) {
      const value = row[at(name)] ?? '';
      if (value !== '' && value !== (right?.[key] ?? ''))
        wrong.push(`row ${i + 2}: ${name} is ${String(value)} for ${String(first)}`);
    }
  });
  return wrong;
}

/** Notes travel with their person: a note in another row, or a changed one, is a foreign cell that moved. */
function strayNotes(s: Scene, before: Map<unknown, unknown>): string[] {
  const at = (name: string) => s.header().indexOf(name);
  return s.sheet().flatMap((row, i) => {
    const first = row[at('First name')];
    if (!first || !before.has(first)) return [];
    const note = row[at('Notes')];
    return note === before.get(first) ? [] : [`row ${i + 2}: the note of ${String(first)} is ${String(note)}`];
  });
}

const notesOf = (s: Scene) => new Map(s.sheet().map((row) => [row[0], row[5]]));

const DOINGS: Record<string, (s: Scene) => void> = {
  'sort by company, descending': (s) => s.leads.sort(2, false),
  'sort by notes': (s) => s.leads.sort(s.header().indexOf('Notes') + 1, false),
  'insert a row above': (s) => s.leads.insertRows(2, 1),
  'insert rows in the middle': (s) => s.leads.insertRows(6, 3),
  'delete a row': (s) => s.leads.deleteRows(4, 1),
  'insert a column at the left': (s) => s.leads.insertColumns(1, 1),
  'insert a column between the outputs': (s) => s.leads.insertColumns(s.header().indexOf('Confidence') + 1, 1),
  'move the notes to the front': (s) => s.leads.moveColumn(s.header().indexOf('Notes') + 1, 1),
};

describe('between submit and write', () => {
  for (const [what, act] of Object.entries(DOINGS)) {
    test(`${what}: every value lands beside its input`, () => {
      const s = scene({ rows: leads(14) });
      s.giveKey();
      const notes = notesOf(s);
      const { jobId } = s.start().value;
      act(s);
      s.drive();
      expect(misplaced(s)).toEqual([]);
      expect(strayNotes(s, notes)).toEqual([]);
      const found = s.column('Work emails status').filter((status) => status === 'found').length;
      expect(found).toBe(what === 'delete a row' ? 13 : 14);
      expect(s.view(jobId).state).toBe('finished');
      expect(billed(s).length).toBe(new Set(billed(s)).size);
    });
  }

  test('a row whose input was changed keeps what a person typed, and the old answer goes nowhere', () => {
    const s = scene({ rows: leads(5) });
    s.giveKey();
    s.start();
    s.leads.type('A3', 'Somebody');
    s.leads.type('B3', 'Else & Co');
    s.drive();
    expect(s.sheet()[1]!.slice(2, 5)).toEqual(['', '', '']);
    expect(misplaced(s)).toEqual([]);
  });

  test('a value typed into an output cell mid-run stays', () => {
    const s = scene({ rows: leads(5) });
    s.giveKey();
    s.start();
    s.leads.type('C4', 'mine@example.com');
    s.drive();
    expect(s.sheet()[2]!.slice(2, 5)).toEqual(['mine@example.com', expect.anything(), 'found: kept your value']);
  });

  test('a deleted output column pauses writing, and says so; what was bought is kept', () => {
    const s = scene({ rows: leads(5) });
    s.giveKey();
    const { jobId } = s.start().value;
    s.leads.deleteColumns(4, 1);
    s.drive();
    expect(s.view(jobId)).toMatchObject({
      state: 'paused',
      reasonKind: 'column problem',
      reason: expect.stringContaining('Confidence'),
    });
    expect(billed(s)).toHaveLength(5);
  });

  test('a renamed output column pauses, and goes on when it has its name again', () => {
    const s = scene({ rows: leads(5) });
    s.giveKey();
    const { jobId } = s.start().value;
    s.leads.type('C1', 'E-mail!');
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'paused', reasonKind: 'column problem' });
    s.leads.type('C1', 'Work email');
    s.call('resume', { jobId });
    s.drive();
    expect(s.view(jobId)).toMatchObject({ state: 'finished', outcomes: { found: 5 } });
    expect(s.column('Work emails status')).toEqual(Array(5).fill('found'));
    expect(billed(s)).toHaveLength(5);
  });

  test('a deleted sheet ends the unsent part, and the results wait in the archive', () => {
    const s = scene({ rows: leads(30) });
    s.giveKey();
    const { jobId } = s.start().value;
    s.person.deleteTab('Leads');
    s.drive();
    expect(s.view(jobId)).toMatchObject({
      state: 'stopped',
      reasonKind: 'sheet deleted',
      outcomes: { found: 5, 'not run': 25 },
    });
  });
});

describe('between any two service calls of the run', () => {
  for (const [what, act] of Object.entries(DOINGS)) {
    test(`${what}: no value in a wrong row, no foreign cell changed`, { timeout: 120_000 }, () => {
      const problems: string[] = [];
      let points = 0;
      for (let at = 1; ; at += 2) {
        const s = scene({ rows: leads(9) });
        s.giveKey();
        const notes = notesOf(s);
        const planned = s.call('plan', { recipe: { ...RECIPE } });
        let n = 0;
        s.host.setHook((_call, phase) => {
          if (phase === 'before' && ++n === at) act(s);
        });
        const started = s.call('start', {
          recipe: RECIPE,
          planId: planned.value.planId,
          shown: { toBuy: 9, maxCredits: planned.value.price.max },
        });
        if (started.ok) s.drive();
        s.host.setHook(undefined);
        if (n < at) break;
        points++;
        problems.push(...[...misplaced(s), ...strayNotes(s, notes)].map((problem) => `before call ${at}: ${problem}`));
      }
      expect(problems).toEqual([]);
      expect(points).toBeGreaterThan(40);
    });
  }
});

const RECIPE = {
  version: 1,
  name: 'Work emails',
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  sheet: 'Leads',
  inputs: { first_name: 'First name', company: 'Company' },
  outputs: { email: 'Work email', confidence: 'Confidence' },
};
