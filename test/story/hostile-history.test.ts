// The record of an ended run stands in the archive, where everybody who may edit cells may edit it. On the built bundle.
import { expect, test } from 'vitest';
import { leads, scene, WORK_EMAILS } from './scene';

type Value = Record<string, unknown>;
const without =
  (name: string) =>
  (job: Value): unknown => {
    delete job[name];
    return job;
  };
const having =
  (more: Value) =>
  (job: Value): unknown => ({ ...job, ...more });

const TAMPERED: [string, (job: Value) => unknown][] = [
  ['no job', () => null],
  ['a list', () => []],
  ['no recipe', without('recipe')],
  ['a recipe without inputs', having({ recipe: { ...WORK_EMAILS, inputs: null } })],
  ['a recipe whose input is nothing', having({ recipe: { ...WORK_EMAILS, settings: {}, inputs: { company: null } } })],
  [
    'a recipe whose names are no texts',
    having({ recipe: { ...WORK_EMAILS, name: { toString: 1 }, outputs: { a: 5 } } }),
  ],
  ['no tab', without('tab')],
  ['a time that no date can be', having({ createdMs: 1e308 })],
  ['counts that are no numbers', having({ counts: { found: 'x' } })],
  ['notes that are no list', having({ notes: { length: 9 } })],
];

test('whatever stands in it, the panel opens for everybody, shows the other runs, and says in words what it cannot do', () => {
  const s = scene({ rows: leads(9) });
  s.giveKey();
  const good = s.run({ ...WORK_EMAILS, rows: { first: 2 } });
  const bad = s.run();
  const archive = s.person.tab('Backfill archive');
  const row = archive.values().findIndex((line) => line[6] === 'run' && line[5] === bad.jobId);
  const record = JSON.parse(String(archive.values()[row]![11]));
  for (const [what, tamper] of TAMPERED) {
    archive.set(`L${row + 1}`, JSON.stringify({ ...record, job: tamper(structuredClone(record.job)) }));
    s.host.clock.advance(3_600_000);
    for (const [name, args] of [
      ['open', {}],
      ['jobs', {}],
      ['job', { jobId: bad.jobId, lost: true }],
      ['log', { jobId: bad.jobId }],
      ['undo', { jobId: bad.jobId }],
      ['settle', { jobId: bad.jobId, as: 'sent' }],
    ] as const) {
      const reply = s.call(name, args);
      expect(reply.error?.kind, `${name} with ${what}: ${reply.error?.message}`).not.toBe('internal');
      if (name === 'jobs') expect(JSON.stringify(reply.value), what).toContain(good.jobId);
    }
  }
  expect(s.column('Notes')).toEqual(leads(9).map((line) => line[5]));
});
