// Sequences of recalculations, copies, openings and edits of formula cells, none of which may pay. Used by `npm test` with few, by the deep tests with many.
import fc from 'fast-check';
import { expect } from 'vitest';
import { SEEDED } from '../text/seed';
import { calculate } from './formula-cells';
import { ANN, BEN, billed, leads, type Scene, scene, WORK_EMAILS } from './scene';

const FORMULAS = [
  '=BACKFILL("Work emails", Leads!A2:B9)',
  '=BACKFILL_STATUS("Work emails", Leads!A2:B9)',
  '=backfill("Work emails", Leads!A2:A9)',
  '=ENRICH(833, A1:B4, "email")',
  '=WATERFALL("email_getter", A1:B4)',
  '=CREATOR(Leads!A2:A5, "raw", "instagram")',
  '=VALIDATE_EMAIL(Leads!A2:A5)',
  '=LEAD(Leads!A2:A5, "stage")',
  '=rpc("advance", "{}")',
  '=alarm(1)',
];

type Step = { kind: string; formula: number; cell: number; user: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'type',
    'calculate',
    'open',
    'edit input',
    'copy sheet',
    'copy cell',
    'insert',
    'sort',
    'refresh',
    'plan',
    'freeze',
    'alarm',
    'undo',
  ),
  formula: fc.nat(FORMULAS.length - 1),
  cell: fc.nat(5),
  user: fc.nat(1),
});

function take(s: Scene, { kind, formula, cell, user }: Step): void {
  const report = s.person.tab('Report');
  const who = user === 0 ? ANN : BEN;
  const a1 = `${'CDEFGH'[cell]}${cell + 1}`;
  if (kind === 'type') report.type(a1, FORMULAS[formula]!);
  if (kind === 'calculate') calculate(s, { user: who });
  if (kind === 'open') {
    s.host.run({ user: who, fn: 'onOpen', args: [{}], as: 'simple' });
    calculate(s, { user: who, all: true });
    s.call('open', {}, who);
    s.call('advance', {}, who);
  }
  if (kind === 'edit input') s.leads.type(`A${cell + 2}`, `Person${'bcdfgh'[formula % 6]}`);
  if (kind === 'copy cell') report.type(a1, report.formulas()[0]?.[2] || FORMULAS[formula]!);
  if (kind === 'insert') report.insertRows(1);
  if (kind === 'sort') s.leads.sort(1, formula % 2 === 0);
  if (kind === 'refresh') s.call('refreshFormulas', { where: 'document' }, who);
  if (kind === 'plan') s.call('formulaPlan', { where: 'document' }, who);
  if (kind === 'freeze') s.host.run({ user: who, fn: 'freezeFormulas', as: 'menu' });
  if (kind === 'alarm') s.host.run({ user: who, fn: 'alarm', args: [{}], as: 'trigger' });
  if (kind === 'undo') report.clear(a1);
  for (const call of ['rpc', 'alarm', 'freezeFormulas']) s.host.formula(who, { fn: call, args: ['advance', '{}'] });
}

/** @param sequences how many are tried */
export function nothingIsPaid(sequences: number): { cases: number; problems: string[]; seed: number } {
  let steps = 0;
  const details = fc.check(
    fc.property(fc.array(step, { minLength: 3, maxLength: 12 }), (sequence) => {
      let s = scene({ rows: leads(8) });
      s.giveKey();
      s.giveKey(BEN);
      s.call('saveRecipe', { recipe: WORK_EMAILS });
      s.person.addTab('Report').load([['first_name', 'company'], ...leads(3).map((row) => row.slice(0, 2))]);
      for (const one of sequence) {
        steps++;
        take(s, one);
        if (one.kind !== 'copy sheet') continue;
        expect(billed(s)).toEqual([]);
        s = scene({ host: { state: s.host.copySpreadsheet('copied', { documentProperties: one.user === 0 }) } });
        s.giveKey();
      }
      expect(billed(s)).toEqual([]);
      expect(s.host.http.filter((one) => one.method.toUpperCase() === 'POST')).toEqual([]);
      expect(s.host.triggers()).toEqual([]);
    }),
    { numRuns: sequences, ...SEEDED },
  );
  console.log(`sequences: ${details.numRuns}, steps: ${steps}, seed: ${details.seed}`);
  if (details.failed)
    throw new Error(
      `seed ${details.seed}: ${JSON.stringify(details.counterexample)}\n${String(details.errorInstance)}`,
    );
  return { cases: details.numRuns, problems: [], seed: details.seed };
}
