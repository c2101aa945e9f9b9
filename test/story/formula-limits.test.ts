// Formula cells recalculating at once on the built add-on, and the cache that carries them. 2,000 of them: formulas.deep.test.ts.
import { expect, test } from 'vitest';
import { calculate } from './formula-cells';
import { storm } from './formula-storm';
import { ANN, leads, rightAnswer, scene, WORK_EMAILS } from './scene';

test('many formula cells at once: each reads the archive at most once, within every limit, cold and warm', {
  timeout: 120_000,
}, () => {
  storm(150);
});

test('a cache that forgets everything costs calls, and nothing else; an archive sorted by hand is read anew', () => {
  const s = scene({ rows: leads(30), host: { switches: { cacheForgets: true } } });
  s.giveKey();
  s.call('saveRecipe', { recipe: WORK_EMAILS });
  s.run();
  s.person.addTab('Report').type('A1', '=BACKFILL("Work emails", Leads!A2:B31, "email")');
  const right = s.sheet().map(([name, company]) => rightAnswer(name, company)?.email ?? '');
  const shown = () => {
    calculate(s, { all: true });
    return s.person.tab('Report').range('A1:A30').flat();
  };
  expect(shown()).toEqual(right);
  s.host.switches.cacheForgets = false;
  expect(shown()).toEqual(right);
  s.person.tab('Backfill archive').sort(5, false);
  expect(shown()).toEqual(right);
});

test('the same 1,000 inputs in two sheets: the second buys nothing and says so; 31 days on, with reuse of 30 days, it buys', () => {
  const rows = leads(1000);
  const s = scene({ rows });
  s.giveKey();
  s.run();
  s.person.addTab('Copy').load([s.header().slice(0, 2) as string[], ...rows.map((row) => row.slice(0, 2))]);
  const recipe = { ...WORK_EMAILS, sheet: 'Copy', reuse: { days: 30 } };
  expect(s.call('plan', { recipe }, ANN).value).toMatchObject({
    requests: 1000,
    reused: 1000,
    toBuy: 0,
    price: { max: 0 },
  });
  const bought = s.databar.ledger.billed.length;
  s.run(recipe);
  expect(s.databar.ledger.billed).toHaveLength(bought);
  expect(
    s.person
      .tab('Copy')
      .values()
      .slice(1)
      .filter((row) => row[2] !== ''),
  ).toHaveLength(1000);
  s.host.clock.advance(31 * 86_400_000);
  const again = { ...recipe, rows: 'all' };
  expect(s.call('plan', { recipe: again }).value).toMatchObject({ reused: 0, toBuy: 1000 });
  const before = s.databar.ledger.billed.length;
  expect(s.run(again)).toMatchObject({ state: 'finished', reused: 0, outcomes: { found: 1000 } });
  expect(s.databar.ledger.billed.length - before).toBe(1000);
});
