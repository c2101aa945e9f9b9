// The archive changed by hand: each change that loses results is said in the next plan, before money moves; none makes anything wrong.
import { describe, expect, test } from 'vitest';
import { a1 } from '../../src/sheet/a1';
import { billed, leads, type Scene, scene, WORK_EMAILS } from './scene';

const ROWS = 8;
const AGAIN = { ...WORK_EMAILS, rows: 'all' };

function bought(): { s: Scene; archive: ReturnType<Scene['person']['tab']>; name: string } {
  const s = scene({ rows: leads(ROWS) });
  s.giveKey();
  s.run();
  const { name } = s.person.tabs().find((tab) => tab.name.startsWith('Backfill archive'))!;
  return { s, archive: s.person.tab(name), name };
}

/** What the plan says of the archive, and how much it would buy. */
function planned(s: Scene) {
  const { notes, toBuy, reused } = s.call('plan', { recipe: AGAIN }).value;
  return { said: notes.find((note: string) => note.includes('changed by hand')) ?? null, toBuy, reused };
}

const says = (missing: number) =>
  expect.stringContaining(`${missing} results are missing, so up to ${missing} inputs may be bought again`);

describe('the archive, by hand', () => {
  test('untouched it is not mentioned, and sorted neither: every result is found where it is now', () => {
    const { s, archive } = bought();
    expect(planned(s)).toEqual({ said: null, toBuy: 0, reused: ROWS });
    archive.sort(4, false);
    expect(planned(s)).toEqual({ said: null, toBuy: 0, reused: ROWS });
    const before = s.column('Work email');
    s.leads.clear(`C2:E${ROWS + 1}`);
    expect(s.run()).toMatchObject({ reused: ROWS, credits: { spent: 0 } });
    expect(s.column('Work email')).toEqual(before);
    expect(billed(s)).toHaveLength(ROWS);
  });

  test('with rows deleted: how many inputs may be bought again is said, and no more are', () => {
    const { s, archive } = bought();
    archive.deleteRows(2, 3);
    expect(planned(s)).toEqual({ said: says(3), toBuy: 3, reused: ROWS - 3 });
    expect(billed(s)).toHaveLength(ROWS);
  });

  test('with its keys edited, or its rows blanked: the same', () => {
    for (const spoil of ['x', '']) {
      const { s, archive } = bought();
      archive.type('E2:E3', spoil);
      const { said, toBuy } = planned(s);
      expect([said !== null, toBuy]).toEqual([true, 2]);
    }
  });

  test('deleted as a whole: said, and what is bought then goes into a new one', () => {
    const { s, name } = bought();
    s.person.deleteTab(name);
    expect(planned(s)).toEqual({ said: says(ROWS), toBuy: ROWS, reused: 0 });
    expect(s.call('jobs').ok).toBe(true);
    expect(s.call('open').ok).toBe(true);
    s.run(AGAIN);
    expect(planned(s)).toMatchObject({ said: null, toBuy: 0, reused: ROWS });
  });

  test('rolled back to an older version with the rest of the document: what was bought since is missing, and that is said', () => {
    const s = scene({ rows: leads(ROWS) });
    s.giveKey();
    s.run({ ...WORK_EMAILS, rows: { first: 3 } });
    const older = s.person.tabs().map(({ name }) => ({ name, cells: s.person.tab(name).values() }));
    s.run();
    // File > Version history > Restore: cells come back, document properties stay.
    for (const { name, cells } of older) {
      const tab = s.person.tab(name);
      tab.clear();
      for (const [r, row] of cells.entries()) for (const [c, value] of row.entries()) tab.set(a1(r + 1, c + 1), value);
    }
    expect(planned(s)).toEqual({ said: says(ROWS - 3), toBuy: ROWS - 3, reused: 3 });
    expect(billed(s)).toHaveLength(ROWS);
  });

  test('deleted in the middle of a run: what is in the air is still placed or said, and nothing is billed twice', () => {
    const s = scene({ rows: leads(ROWS), switches: { taskMs: 30_000 } });
    s.giveKey();
    const { jobId } = s.start().value;
    s.person.deleteTab(s.person.tabs().find((tab) => tab.name.startsWith('Backfill archive'))!.name);
    s.drive();
    const { state, outcomes } = s.view(jobId);
    expect(state).not.toBe('running');
    expect(outcomes.found! + outcomes.check! + outcomes['not run']!).toBe(ROWS);
    expect(new Set(billed(s)).size).toBe(billed(s).length);
  });
});
