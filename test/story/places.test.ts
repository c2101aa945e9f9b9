// Runs one after another in one document: their records take each other's places, and ending one costs no deletions.
import { expect, test } from 'vitest';
import { openRecords } from './open-records';
import { billed, leads, type Scene, scene, WORK_EMAILS } from './scene';

const MINUTE_MS = 60_000;

function places({ host }: Scene): string[] {
  const keys = [...host.properties.document.keys()].filter((key) => /^bf\.job\.\d+$/.test(key));
  return keys.filter((key) => openRecords([[key, host.properties.document.get(key)!]]).length > 0).sort();
}

/** Runs rows `from` to `to`, and tells at which places runs stood once it was started. */
function runRows(s: Scene, from: number, to: number): string[] {
  expect(s.start({ ...WORK_EMAILS, rows: { range: `A${from}:F${to}` } }).ok).toBe(true);
  const taken = places(s);
  s.drive();
  return taken;
}

test('runs that follow each other use the records of those that ended long ago, and none is ever deleted', () => {
  const s = scene({ rows: leads(60), switches: { startCredits: 1e6 } });
  s.giveKey();
  const taken: string[][] = [];
  let bytes = 0;
  for (let n = 0; n < 6; n++) {
    taken.push(runRows(s, 2 + n * 10, 11 + n * 10));
    const entries = [...s.host.properties.document].filter(([key]) => key.startsWith('bf.job.'));
    bytes = entries.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
    expect(openRecords(entries)).toEqual([]);
    s.host.clock.advance(4 * MINUTE_MS);
  }
  // Three runs in ten minutes: the fourth comes when the first one's place is free again.
  expect(taken).toEqual([['bf.job.0'], ['bf.job.1'], ['bf.job.2'], ['bf.job.0'], ['bf.job.1'], ['bf.job.2']]);
  expect(s.host.calls['Properties.deleteProperty'] ?? 0).toBe(0);
  expect(bytes).toBeLessThan(1_000);
  expect(billed(s)).toHaveLength(60);
  expect(new Set(billed(s)).size).toBe(60);
  expect(s.column('Work emails status')).toEqual(Array(60).fill('found'));
});

test('an execution that writes its run’s records back minutes after the end harms no other run, which has another place', () => {
  const s = scene({ rows: leads(60), switches: { startCredits: 1e6 } });
  s.giveKey();
  let late: [string, string][] = [];
  s.host.setHook(({ detail }, phase) => {
    if (phase === 'before' && String(detail).startsWith('POST'))
      late = [...s.host.properties.document].filter(([key]) => /^bf\.job\.0(\.batch|$)/.test(key));
  });
  expect(runRows(s, 2, 31)).toEqual(['bf.job.0']);
  s.host.setHook(undefined);
  expect(late.map(([key]) => key)).toContain('bf.job.0');
  s.host.clock.advance(5 * MINUTE_MS);
  expect(s.start({ ...WORK_EMAILS, rows: { range: 'A32:F61' } }).ok).toBe(true);
  expect(places(s)).toEqual(['bf.job.1']);
  for (const [key, value] of late) s.host.properties.document.set(key, value);
  s.drive();
  expect(openRecords(s.host.properties.document)).toEqual([]);
  expect(new Set(billed(s)).size).toBe(billed(s).length);
  expect(s.column('Work emails status')).toEqual(Array(60).fill('found'));
});

test('more runs at once than places are kept: the records of the others are deleted when they end', () => {
  const s = scene({ rows: leads(60), switches: { startCredits: 1e6, taskMs: 30_000 } });
  s.giveKey();
  for (let n = 0; n < 6; n++)
    expect(s.start({ ...WORK_EMAILS, rows: { range: `A${2 + n * 10}:F${11 + n * 10}` } }).ok).toBe(true);
  expect(places(s)).toEqual(Array.from({ length: 6 }, (_, n) => `bf.job.${n}`));
  s.drive();
  const left = [...s.host.properties.document.keys()].filter((key) => key.startsWith('bf.job.'));
  expect(left.filter((key) => !/^bf\.job\.[0-3](\.|$)/.test(key))).toEqual([]);
  expect(openRecords(s.host.properties.document)).toEqual([]);
  expect(s.column('Work emails status')).toEqual(Array(60).fill('found'));
});
