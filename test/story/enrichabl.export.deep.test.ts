// 20,000 leads out of a pipeline: into a blank tab, and again once some have changed. Service calls and virtual seconds of both.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { exportScene, type Lead, lead, leads } from './export-scene';

test('20,000 leads come, each once; a second export adds and refreshes', async () => {
  await proveDeep('20,000 leads out', () => {
    const s = exportScene({ leads: leads(20_000) });
    let before: Record<string, number> = { ...s.host.calls };
    let startedMs = s.host.clock.now();
    const measured = (what: string): number => {
      const made = Object.entries(s.host.calls).map(([name, count]) => [name, count - (before[name] ?? 0)] as const);
      const all = made.reduce((sum, [, count]) => sum + count, 0);
      const seconds = ((s.host.clock.now() - startedMs) / 1000).toFixed(0);
      const of = (name: string) => made.find(([one]) => one === name)?.[1] ?? 0;
      console.log(
        `${what}: ${all} service calls, ${of('Range.setValues')} sheet writes, ${of('UrlFetchApp.fetch') + of('UrlFetchApp.fetchAll')} fetches, ${seconds} virtual seconds, ${s.archiveRows()} rows of archive`,
      );
      before = { ...s.host.calls };
      startedMs = s.host.clock.now();
      return all;
    };
    const right = (list: Lead[]) => list.map(({ email, company }) => `${email} ${String(company)}`).sort();
    const shown = () =>
      s
        .sheet()
        .map((row) => `${String(row[0])} ${String(row[2])}`)
        .sort();

    expect(s.run()).toMatchObject({ state: 'finished', requests: 20_000, outcomes: { found: 20_000 } });
    expect(measured('first export')).toBeLessThan(1_000);
    expect(shown()).toEqual(right(leads(20_000)));

    const renamed = leads(1000, 500).map((one, i) => ({ ...one, company: `New ${i}` }));
    s.upload([...renamed, lead(30_000)]);
    before = { ...s.host.calls };
    startedMs = s.host.clock.now();
    expect(s.run()).toMatchObject({ state: 'finished', requests: 20_001, outcomes: { found: 20_001 } });
    expect(measured('second export')).toBeLessThan(1_000);
    expect(shown()).toEqual(right([...leads(500), ...renamed, ...leads(18_500, 1500), lead(30_000)]));
    expect(s.archiveRows()).toBeLessThan(20_100);
    return { cases: 2, problems: [] };
  });
});
