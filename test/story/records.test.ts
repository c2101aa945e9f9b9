// The add-on is upgraded in mid-run: documents as every earlier version left them are taken up, finished, and still known afterwards.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openRecords } from './open-records';
import { type Kept, type KeptSample, ROWS } from './records/keep';
import { SAMPLED, sampleDocument } from './records/sample-run';
import { billed, leads, SAMPLE_KEY, type Scene, scene, WORK_EMAILS } from './scene';

const FOLDER = 'test/story/records';
const STATUS = 'Work emails status';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function reopened({ host, databar }: Kept): Scene {
  return scene({ host: { state: structuredClone(host) as never, addOn: true }, databarState: databar });
}

const kept = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const samples = kept.filter((name) => name.endsWith('.samples.json'));
const versions = kept.filter((name) => !samples.includes(name));

test('there is a kept version', () => expect(versions.length).toBeGreaterThan(0));

describe.each(versions)('documents of version %s', (name) => {
  const documents: Kept[] = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));

  test.each(documents)('$about: finished by the alarm, nothing bought twice or lost', (kept) => {
    const s = reopened(kept);
    expect(JSON.stringify(kept)).toContain('bf.');
    const before = s.view(kept.jobId);
    if (before.state === 'paused') s.call('resume', { jobId: kept.jobId });
    s.host.clock.advance(5 * HOUR);
    const after = s.view(kept.jobId);
    expect(after).toMatchObject({ state: 'finished', outcomes: kept.outcomes });
    expect(s.column(STATUS).filter((status) => status === 'found')).toHaveLength(kept.outcomes.found!);
    expect(new Set(billed(s)).size).toBe(billed(s).length);
    expect(billed(s)).toHaveLength(ROWS);
    expect(s.column('Notes')).toEqual(leads(ROWS).map((row) => row[5]));
    expect(openRecords(s.host.properties.document)).toEqual([]);
  });

  test.each(documents)('$about: its history, undo, reuse and key are those of this version', (kept) => {
    const s = reopened(kept);
    if (s.view(kept.jobId).state === 'paused') s.call('resume', { jobId: kept.jobId });
    s.host.clock.advance(3 * HOUR);
    expect(s.call('jobs').value.ended.map((job: { jobId: string }) => job.jobId)).toEqual([kept.jobId]);
    expect(s.call('plan', { recipe: { ...WORK_EMAILS, rows: 'all' } }).value.notes.join()).not.toContain('by hand');
    expect(s.call('undo', { jobId: kept.jobId }).ok).toBe(true);
    expect(s.column('Work email').filter((email) => email !== '')).toEqual([]);
    // Not driven until nothing is due: an armed schedule never comes to that.
    const { jobId } = s.start().value;
    s.host.clock.advance(2 * HOUR);
    expect(s.view(jobId)).toMatchObject({ state: 'finished', reused: kept.outcomes.found, credits: { spent: 0 } });
    expect(billed(s)).toHaveLength(ROWS);
    expect(s.host.properties.user('ann@example.com').get('key.databar')).toBe(SAMPLE_KEY);
  });

  test('an armed schedule runs what was armed', () => {
    const kept = documents.find(({ about }) => about.includes('schedule'))!;
    const s = reopened(kept);
    for (const row of [14, 15]) {
      s.leads.set(`A${row}`, `Late${'x'.repeat(row)}`);
      s.leads.set(`B${row}`, 'Later');
    }
    s.host.clock.advance(DAY + 2 * HOUR);
    expect(s.call('open').value.schedules).toMatchObject([{ name: 'Work emails', last: { failed: false } }]);
    expect(billed(s)).toHaveLength(ROWS + 2);
  });
});

describe.each(samples)('samples under way in %s', (name) => {
  const code = readFileSync(process.env.BACKFILL_BUNDLE ?? 'dist/Code.js', 'utf8');
  const documents: KeptSample[] = JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8'));

  test('are of every operation but the one whose moments are kept above', () =>
    expect(documents.map(({ operation }) => operation)).toEqual(SAMPLED));

  test.each(documents)('$operation: finished by the alarm to the very cells and posts of its own version', (kept) => {
    const document = sampleDocument(kept.operation, code, kept);
    expect(document.cells()).not.toEqual(kept.cells);
    expect(document.call('jobs').open).toMatchObject([{ jobId: kept.jobId, state: 'running' }]);
    document.host.clock.advance(DAY);
    expect(document.call('jobs')).toMatchObject({ open: [], ended: [{ jobId: kept.jobId, state: 'finished' }] });
    expect(document.cells()).toEqual(kept.cells);
    expect(document.accepted()).toEqual(kept.accepted);
  });
});
