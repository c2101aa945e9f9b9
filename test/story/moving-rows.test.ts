// People work in the sheet while a run goes on: what they do between any two service calls must not put a value into a wrong row.
import { describe, expect, test } from 'vitest';
import { actAtEveryCall, actAtRandom, DOINGS, misplaced, notesOf, strayNotes } from './interference';
import { billed, leads, scene } from './scene';

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

describe('before service calls of the run', () => {
  for (const [what, act] of Object.entries(DOINGS)) {
    test(`${what}: no value in a wrong row, no foreign cell changed`, { timeout: 120_000 }, () => {
      const { cases, problems } = actAtEveryCall(act, 7);
      expect(problems).toEqual([]);
      expect(cases).toBeGreaterThan(15);
    });
  }
});

describe('sequences that once put a value into a wrong row', () => {
  for (const seed of [47, 73, 80, 113, 179, 439, 753]) {
    test(`seed ${seed} leaves every value beside its input`, () => {
      expect(actAtRandom(seed).problems).toEqual([]);
    });
  }
});
