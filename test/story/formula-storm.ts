// Many formula cells recalculating at once: what Google counts, by the cost model. Used with few cells by `npm test`, with 2,000 by the deep tests.
import { expect } from 'vitest';
import { calculate } from './formula-cells';
import { leads, rightAnswer, type Scene, scene, WORK_EMAILS } from './scene';

/** developers.google.com/apps-script/guides/services/quotas: a custom function has 30 s; a consumer has 50,000 property calls a day. */
const LIMIT_MS = 30_000;
const PROPERTY_CALLS = 50_000;

function report(s: Scene, from: number) {
  const executions = s.host.executions.slice(from);
  const calls: Record<string, number> = {};
  for (const one of executions) for (const [name, n] of Object.entries(one.calls)) calls[name] = (calls[name] ?? 0) + n;
  const ms = executions.map((one) => one.endedMs - one.startedMs);
  return {
    executions: executions.length,
    ok: executions.every((one) => one.ok),
    calls,
    ms: ms.reduce((a, b) => a + b, 0),
    longestMs: Math.max(...ms),
    most: Math.max(...executions.map((one) => one.calls['Range.getValues'] ?? 0)),
  };
}

/** Each reads the archive at most once, within every limit: with a cold cache, a warm one, and after the archive has changed. */
export function storm(cells: number): void {
  const rows = leads(cells);
  const s = scene({ rows });
  s.giveKey();
  s.call('saveRecipe', { recipe: WORK_EMAILS });
  s.run();
  const sheet = s.person.addTab('Report');
  sheet.load(rows.map((_, i) => [`row ${i}`]));
  rows.forEach((_, i) => {
    sheet.set(`A${i + 1}`, 'Loading...', `=BACKFILL("Work emails", Leads!A${i + 2}:B${i + 2}, "email")`);
  });
  for (const round of ['cold', 'warm', 'after another write'] as const) {
    if (round === 'after another write')
      s.run({ ...WORK_EMAILS, name: 'Again', rows: { first: 5 }, reuse: 'never', outputs: { email: 'Again' } });
    const from = s.host.executions.length;
    expect(calculate(s, { all: true })).toHaveLength(cells);
    const seen = report(s, from);
    console.log(
      `${round}: ${seen.executions} executions, ${(seen.ms / 1000).toFixed(0)} virtual s in all, longest ${seen.longestMs} ms, ${JSON.stringify(seen.calls)}`,
    );
    expect(seen).toMatchObject({ executions: cells, ok: true, most: 1 });
    expect(seen.longestMs).toBeLessThan(LIMIT_MS / 10);
    expect((seen.calls['Properties.getProperty'] ?? 0) + (seen.calls['Properties.getProperties'] ?? 0)).toBeLessThan(
      PROPERTY_CALLS / 10,
    );
    expect(seen.calls['UrlFetchApp.fetch']).toBeUndefined();
  }
  const right = s.sheet().map(([name, company]) => rightAnswer(name, company)?.email ?? '');
  expect(sheet.range(`A1:A${cells}`).flat()).toEqual(right);
}
