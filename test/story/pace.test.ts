// What a run does with its time: a wait is used, nothing is read twice, a look is made when it is worth it. Counts and order, not seconds.
import { describe, expect, test } from 'vitest';
import { loadJobs } from '../../src/job/job-records';
import { viewOf } from '../../src/job/job-view';
import { ANN, leads, scene, WORK_EMAILS } from './scene';

const ROWS = 5_000;
const MOVES_MS = 20_000;

type Seen = { atMs: number; name: string; detail: string };

/** Every service call of what is done, in order. */
function calls(s: ReturnType<typeof scene>, act: () => void): Seen[] {
  const seen: Seen[] = [];
  s.host.setHook(({ name, detail }, phase) => {
    if (phase === 'before') seen.push({ atMs: s.host.clock.now(), name, detail: String(detail ?? '') });
  });
  act();
  s.host.setHook(undefined);
  return seen;
}

const isCharge = ({ detail }: Seen) => detail.startsWith('POST');
const isLook = ({ detail }: Seen) => detail.includes('/tasks/');
const reads = (seen: Seen[], kind: string) =>
  seen.filter(({ name, detail }) => name === `Range.${kind}` && detail.startsWith('Leads!')).length;

describe('a start', () => {
  test('reads the rows once, values and formulas, and its first slice does not read them again', () => {
    const s = scene({ rows: leads(40) });
    s.giveKey();
    const { planId, toBuy, price } = s.call('plan', { recipe: WORK_EMAILS }).value;
    const shown = { toBuy, maxCredits: price.max };
    const seen = calls(s, () => expect(s.call('start', { recipe: WORK_EMAILS, planId, shown }).ok).toBe(true));
    expect([reads(seen, 'getValues'), reads(seen, 'getFormulas')]).toEqual([1, 1]);
    expect(seen.filter(isCharge)).toHaveLength(1);
    s.drive();
    expect(s.call('jobs').value.ended[0].outcomes.found).toBe(40);
  });

  test('reads them again where the provider took long to say what it costs: somebody has worked on meanwhile', () => {
    const s = scene({ rows: leads(40), switches: { tookMs: { details: 15_000 } as never } });
    s.giveKey();
    const { planId, toBuy, price } = s.call('plan', { recipe: WORK_EMAILS }).value;
    s.host.setHook(({ detail }, phase) => {
      if (phase === 'after' && String(detail).includes('/enrichments/833')) s.person.tab('Leads').deleteRows(3, 38);
    });
    const shown = { toBuy, maxCredits: price.max };
    expect(s.call('start', { recipe: WORK_EMAILS, planId, shown }).ok).toBe(true);
    s.host.setHook(undefined);
    s.drive();
    expect(s.call('jobs').value.ended[0]).toMatchObject({ requests: 2, outcomes: { found: 2 } });
  });

  test('beside a slice that is under way ends it, and the next one takes up both runs', {
    timeout: 120_000,
  }, async () => {
    const s = scene({ rows: leads(3_000), switches: { startCredits: 1e6 } });
    s.giveKey();
    s.start({ ...WORK_EMAILS, rows: { range: 'A2:F2500' } });
    s.host.clock.advance(5_000);
    const other = { ...WORK_EMAILS, name: 'Others', rows: { range: 'A2600:F3001' } };
    const { planId, toBuy, price } = s.call('plan', { recipe: other }).value;
    const rpc = (name: string, args: object) => ({
      user: ANN,
      fn: 'rpc',
      args: [name, JSON.stringify(args)],
      as: 'sidebar' as const,
    });
    const shown = { toBuy, maxCredits: price.max };
    const [slice, started] = await s.host.together(
      [rpc('advance', {}), rpc('start', { recipe: other, planId, shown })],
      1,
    );
    expect(JSON.parse(String(started!.value))).toMatchObject({ ok: true });
    expect(slice!.endedMs - started!.endedMs).toBeLessThan(10_000);
    // One slice takes up both: what is left of either is done in it.
    s.call('advance');
    expect(s.call('jobs').value.open).toEqual([]);
    const ended = s.call('jobs').value.ended.map((run: { outcomes: { found: number } }) => run.outcomes.found);
    expect(ended.sort((a: number, b: number) => a - b)).toEqual([402, 2499]);
  });
});

describe(`a run of ${ROWS} rows`, () => {
  const s = scene({ rows: leads(ROWS), switches: { startCredits: 1e6, taskMs: 5_000, taskMsPerRow: 0 } });
  s.giveKey();
  const seen = calls(s, () => {
    s.start();
    s.drive();
  });

  test('uses the wait for its first small batch: the inputs of the others are written down before its answer', () => {
    const charges = seen.filter(isCharge);
    const before = seen.filter(({ atMs }) => atMs < charges[1]!.atMs);
    const stubs = before.filter(({ name, detail }) => name === 'Range.setValues' && /!A\d+:G\d+$/.test(detail));
    expect(stubs.length).toBe(Math.ceil(ROWS / 2_000));
    expect(seen.filter(({ name, detail }) => name === 'Range.setValues' && /!A\d+:G\d+$/.test(detail))).toEqual(stubs);
  });

  test('makes some sixty service calls for 1,000 rows, of which thirty are the charges', () => {
    console.log(`${ROWS} rows: ${seen.length} service calls`);
    expect(seen.length / (ROWS / 1_000)).toBeLessThan(66);
  });

  test('looks once for some twenty batches, not once for ten', () => {
    expect(seen.filter(isCharge)).toHaveLength(51);
    // The first small batch has looks of its own; at the end those are waited for that went out last.
    expect(seen.filter(isLook).length).toBeLessThanOrEqual(7);
  });

  test('writes its cells in a handful of waves, each of what the cells did not show yet', () => {
    const waves = seen.filter(({ name, detail }) => name === 'Range.setValues' && detail.startsWith('Leads!'));
    const rowsOf = ({ detail }: Seen) => detail.match(/\d+/g)!.map(Number) as [number, number];
    expect(waves.length).toBeLessThanOrEqual(4);
    let next = 2;
    for (const [from, to] of waves.map(rowsOf)) {
      expect(from).toBe(next);
      next = to + 1;
    }
    expect(next).toBe(ROWS + 2);
  });

  test('reads no answer again that it has kept in the same slice', () => {
    const answers = seen.filter(({ name, detail }) => name === 'Range.getValues' && /archive!G\d+:N/.test(detail));
    expect(answers.filter(({ atMs }) => atMs < seen.at(-1)!.atMs - 5_000)).toEqual([]);
  });

  test('tells whoever looks from beside, within 20 seconds again and again, that it has moved', () => {
    const { host, giveKey, start, drive } = scene({
      rows: leads(ROWS),
      switches: { startCredits: 1e6, taskMs: 5_000 },
    });
    giveKey();
    const moves: number[] = [];
    let last = '';
    host.setHook(({ name }, phase) => {
      if (phase !== 'after' || !name.startsWith('Properties.set')) return;
      const all = Object.fromEntries(host.properties.document);
      const [job] = loadJobs(all, String(JSON.parse(all['bf.archive'] ?? '{}').spreadsheet));
      if (!job) return;
      const { done, inAir } = viewOf(job, all);
      if (`${done} ${inAir.requests}` !== last) moves.push(host.clock.now());
      last = `${done} ${inAir.requests}`;
    });
    start();
    drive();
    host.setHook(undefined);
    expect(moves.length).toBeGreaterThan(50);
    for (let i = 1; i < moves.length; i++) expect(moves[i]! - moves[i - 1]!).toBeLessThan(MOVES_MS);
  });
});

test.each([
  ['nominal', 3],
  ['slow', 2],
] as const)(
  'at %s costs a long run waits for its last answers just where they come before a wave would be over',
  (costs, waves) => {
    const s = scene({
      rows: leads(10_000),
      switches: {
        startCredits: 1e6,
        taskMs: 5_000,
        taskMsPerRow: 0,
        tookMs: { catalogue: 350, details: 180, choices: 180, balance: 150, submit: 300, poll: 160 },
      },
      host: { costs },
    });
    s.giveKey();
    const seen = calls(s, () => {
      s.start();
      s.drive();
    });
    const written = seen.filter(({ name, detail }) => name === 'Range.setValues' && detail.startsWith('Leads!'));
    expect(written.map(({ detail }) => detail)).toHaveLength(waves);
    expect(seen.length / 10).toBeLessThan(60);
    expect(s.column('Work emails status')).toEqual(Array(10_000).fill('found'));
  },
);
