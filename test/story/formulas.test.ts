// Custom functions in cells on the built add-on: what they show before and after, what filling buys, and that they alone buy nothing.
import { describe, expect, test } from 'vitest';
import { calculate, fillFormulas } from './formula-cells';
import { ANN, BEN, billed, leads, rightAnswer, type Scene, scene, WORK_EMAILS } from './scene';

const NAMED = ['first_name', 'company', '', '', '', ''];

function withRecipe(rows = leads(6)): Scene {
  const s = scene({ rows });
  s.giveKey();
  expect(s.call('saveRecipe', { recipe: WORK_EMAILS }).ok).toBe(true);
  s.person.addTab('Report');
  return s;
}

const report = (s: Scene) => s.person.tab('Report');
const emails = (s: Scene) => s.sheet().map(([name, company]) => rightAnswer(name, company)?.email ?? '');

describe('a formula', () => {
  test('shows "not bought yet", then after Fill formulas the values; the sheet itself is left alone', () => {
    const s = withRecipe();
    const before = s.sheet();
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B7, "email")');
    report(s).type('B1', '=BACKFILL_STATUS("Work emails", Leads!A2:B7)');
    calculate(s);
    expect(report(s).range('A1:B6')).toEqual(Array(6).fill(['not bought yet', 'not bought yet']));
    expect(s.host.http).toHaveLength(0);

    const { planned } = fillFormulas(s);
    expect(planned.problems).toEqual([]);
    expect(planned.plans).toMatchObject([{ cells: 2, plan: { toBuy: 6, price: { max: 0.3 } } }]);
    expect(report(s).range('A1:A6').flat()).toEqual(emails(s));
    expect(report(s).range('B1:B6').flat()).toEqual(Array(6).fill('found'));
    expect(billed(s)).toHaveLength(6);
    expect(s.sheet()).toEqual(before);
    expect(s.call('formulaPlan', { where: 'document' }).value).toEqual({ plans: [], problems: [] });
  });

  test('of what a run in the sheet has bought shows it at once', () => {
    const s = withRecipe();
    s.run();
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B7)');
    calculate(s);
    expect(report(s).range('A1:A6').flat()).toEqual(emails(s));
    expect(
      report(s)
        .range('B1:B6')
        .flat()
        .every((value) => typeof value === 'number'),
    ).toBe(true);
    expect(billed(s)).toHaveLength(6);
  });

  test('without a saved recipe takes the parameters from its first row', () => {
    const s = withRecipe();
    report(s).load([NAMED, ...leads(3)]);
    report(s).type('C1', '=ENRICH(833, A1:B4, "email, confidence")');
    report(s).type('F1', '=ENRICH(833, A1:B4)');
    calculate(s);
    expect(report(s).range('C1:D2')).toEqual([
      ['email', 'confidence'],
      ['not bought yet', 'not bought yet'],
    ]);
    const { planned } = fillFormulas(s, 'document');
    expect(planned.plans).toMatchObject([{ cells: 2, plan: { name: 'ENRICH', toBuy: 3 } }]);
    const right = leads(3).map(([name, company]) => rightAnswer(name, company)!);
    expect(report(s).range('C1:D4')).toEqual([
      ['email', 'confidence'],
      ...right.map((one) => [one.email, one.confidence]),
    ]);
    expect(JSON.parse(String(report(s).range('F2')[0]![0]))).toEqual(right[0]);
  });

  test('and another of the same inputs buy once; a blank row is empty; a miss is empty and told by its status', () => {
    const miss = ['miss', 'Nobody'];
    const s = withRecipe([...leads(3), ['', '', '', '', '', 'note'], [...miss, '', '', '', 'note']]);
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B6, "email")');
    report(s).type('B1', '=BACKFILL_STATUS("Work emails", Leads!A2:B6)');
    report(s).type('A10', '=BACKFILL("Work emails", Leads!A2:B4, "Work email")');
    calculate(s);
    const { planned } = fillFormulas(s);
    expect(planned.plans).toMatchObject([{ cells: 3 }]);
    expect(new Set(billed(s)).size).toBe(billed(s).length);
    expect(report(s).range('A4:B4')).toEqual([['', '']]);
    expect(report(s).range('A10:A12').flat()).toEqual(emails(s).slice(0, 3));
    const last = report(s).range('A5:B5')[0]!;
    expect(rightAnswer(...(miss as [string, string]))).toBeNull();
    expect(last).toEqual(['', 'no match']);
  });

  test.each<[string, RegExp]>([
    [
      '=BACKFILL("Work email", Leads!A2:B3)',
      /^Backfill: There is no saved recipe "Work email".*nearest is "Work emails"/,
    ],
    ['=BACKFILL("Work emails", Leads!A2:C3)', /takes one column each for first_name, company; the cells have 3/],
    ['=BACKFILL("Work emails")', /^Backfill: BACKFILL needs cells to look up/],
    ['=ENRICH("many", Leads!A1:B3)', /^Backfill: "settings.enrichment" must be a whole number/],
    ['=ENRICH(833, Leads!A1:G3)', /^Backfill: The first row of ENRICH's cells must name each column's parameter once/],
    ['=CREATOR(Leads!A2:A3, "cheap")', /^Backfill: "settings.mode" must be "raw" or/],
    ['=VALIDATE_EMAIL(Leads!A2:A3, "X")', /^Backfill: "settings.service" must be/],
    ['=VALIDATE_EMAIL(Leads!A2:B3)', /takes one column each for email; the cells have 2/],
  ])('%s says what is wrong in its cell', (formula, message) => {
    const s = withRecipe();
    report(s).type('A1', formula);
    calculate(s);
    expect(String(report(s).range('A1')[0]![0])).toMatch(message);
    expect(s.host.http).toHaveLength(0);
  });

  test('another person may look, and fills with their own key', () => {
    const s = withRecipe();
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B7, "email")');
    calculate(s, { user: BEN });
    expect(report(s).range('A1:A6').flat()).toEqual(Array(6).fill('not bought yet'));
    expect(s.call('formulaPlan', { where: 'document' }, BEN).value).toMatchObject({
      plans: [],
      problems: [{ cell: 'Report!A1', message: expect.stringContaining('key') }],
    });
  });

  test('that only Sheets can work out is named, the others are planned', () => {
    const s = withRecipe();
    report(s).type('A1', '=BACKFILL("Work emails", FILTER(Leads!A2:B7, TRUE))');
    report(s).type('B1', '=IFERROR(BACKFILL("Work emails", {Leads!A2:A4, Leads!B2:B4}), "")');
    expect(s.call('formulaPlan', { where: 'document' }).value).toMatchObject({
      plans: [{ cells: 1, plan: { toBuy: 3 } }],
      problems: [{ cell: 'Report!A1', message: expect.stringContaining('plain cells') }],
    });
  });

  test('an input that is itself not bought yet is blank, and never sent', () => {
    const s = withRecipe();
    report(s).load([
      ['not bought yet', 'Company b'],
      ['Backfill: no', 'Company c'],
      ['failed: x', 'Company d'],
    ]);
    report(s).type('D1', '=BACKFILL("Work emails", A1:B3)');
    expect(s.call('formulaPlan', { where: 'document' }).value.plans).toEqual([]);
    expect(s.host.http.filter((one) => one.method === 'POST')).toEqual([]);
  });

  test('edited while its run goes on: what was taken out is not bought, and says so', () => {
    const s = withRecipe(leads(30));
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B31, "email")');
    const [{ recipe, plan }] = s.call('formulaPlan', { where: 'document' }).value.plans;
    s.call('start', { recipe, planId: plan.planId, shown: { toBuy: plan.toBuy, maxCredits: plan.price.max } });
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B11, "email")');
    s.drive();
    expect(billed(s)).toHaveLength(10);
    expect(s.view(plan.planId)).toMatchObject({ state: 'finished', outcomes: { found: 10, 'not run': 20 } });
  });

  test('only the formulas of the tab are planned and refreshed where that is asked', () => {
    const s = withRecipe();
    s.person.addTab('Other');
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B3, "email")');
    s.person.tab('Other').type('A1', '=BACKFILL("Work emails", Leads!A2:B7, "email")');
    calculate(s);
    report(s).select('A1');
    const { planned, calculated } = fillFormulas(s, 'tab');
    expect(planned.plans).toMatchObject([{ cells: 1, plan: { toBuy: 2 } }]);
    expect(calculated).toEqual(['Report!A1']);
    expect(s.person.tab('Other').range('A1')[0]![0]).toBe('not bought yet');
  });
});

describe('Freeze formulas to values', () => {
  test('puts the shown values in place of the selected formulas of Backfill, as text that stays text, and of no other', () => {
    const s = withRecipe();
    s.run();
    report(s).type('A1', '=BACKFILL("Work emails", Leads!A2:B7, "email, confidence")');
    report(s).type('D1', '=1+1');
    report(s).type('E1', '=IFERROR(BACKFILL("Work emails", Leads!A2:B2, "email"))');
    report(s).type('A9', '=BACKFILL("Work emails", Leads!A2:B2, "email")');
    calculate(s);
    report(s).set('A2', '=HYPERLINK("http://evil.example")');
    const shown = report(s).range('A1:B6');
    report(s).select('A1:E1');
    s.host.run({ user: ANN, fn: 'freezeFormulas', as: 'menu' });
    expect(report(s).range('A1:B6')).toEqual(shown);
    expect(report(s).formulas().flat().filter(Boolean)).toEqual([
      '=1+1',
      '=IFERROR(BACKFILL("Work emails", Leads!A2:B2, "email"))',
      '=BACKFILL("Work emails", Leads!A2:B2, "email")',
    ]);
    expect(s.host.toasts.map((one) => one.message)).toEqual(['Formulas frozen: 1. Left, inside other functions: 1.']);
  });
});
