// The self-check in the local host, which is what it compares Google with: all answers are the assumed ones, each difference shows, nothing is left behind.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Host, Switches } from '../../workbench/host/host';
import { runSelfCheck } from '../../workbench/self-check/run-in-host';
import { ANSWERS, CODE, checked, differing, hostWith, OWNER, SELF_CHECK, verdicts } from './checked';

describe('in the local host', () => {
  let host: Host;
  let seen: Record<string, unknown>;
  beforeAll(async () => {
    host = hostWith();
    host
      .person()
      .tab('Sheet1')
      .load([
        ['name', 'mail'],
        ['Ada', '007'],
        ['Bob', '=1+1'],
      ]);
    host.properties.document.set('bf.head', 'kept');
    host.properties.user(OWNER).set('bf.key', 'secret');
    seen = (await runSelfCheck(host)).report.seen;
  });

  test('every answer is the assumed one, and none is missing', () => {
    expect(seen, 'run `npm run calibrate -- --answers`, then `npm run build`').toEqual(ANSWERS);
    expect(differing(host)).toEqual([]);
    expect(Object.keys(seen).length).toBeGreaterThan(150);
    expect(JSON.stringify(seen)).not.toMatch(/broke off|notSeen|not supported by the local host/);
  });

  test('the report’s tab has a line for each question, and its answers are text', () => {
    expect(Object.keys(verdicts(host)).sort()).toEqual(Object.keys(seen).sort());
    expect(new Set(Object.values(verdicts(host)))).toEqual(new Set(['same', 'time']));
    const formulas = host.person().tab('Backfill check').values().flat();
    expect(formulas.every((value) => typeof value === 'string')).toBe(true);
  });

  test('nothing else stays: no scratch tab, no metadata but the report’s mark, no trigger, no property, no cache entry', () => {
    expect(
      host
        .person()
        .tabs()
        .map(({ name }) => name),
    ).toEqual(['Sheet1', 'Backfill check']);
    expect(host.world.grid.metadata().map(({ key, value }) => [key, value])).toEqual([
      ['backfill.selfcheck', 'report'],
    ]);
    expect(host.triggers()).toEqual([]);
    expect([...host.properties.script.keys()]).toEqual([]);
    expect([...host.properties.user(OWNER)]).toEqual([['bf.key', 'secret']]);
    expect([...host.properties.document]).toEqual([['bf.head', 'kept']]);
    for (const cache of host.world.caches.values()) expect([...cache.keys()]).toEqual([]);
    expect([...host.world.locks.keys()]).toEqual([]);
  });

  test('the person’s own sheet is as it was, and in front', () => {
    expect(host.person().tab('Sheet1').values()).toEqual([
      ['name', 'mail'],
      ['Ada', '007'],
      ['Bob', '=1+1'],
    ]);
    expect(host.world.selections.get(OWNER)?.tab).toBe(host.person().tab('Sheet1').id);
  });

  test('nothing was sent to anybody', () => {
    expect(host.http).toEqual([]);
  });

  test('no e-mail address, spreadsheet id or key is in the report', () => {
    expect(JSON.stringify(seen)).not.toMatch(/owner@example|1BackfillLocalHost|secret/);
  });
});

describe('six minutes are never in sight', () => {
  test.each(['nominal', 'slow'] as const)('with %s costs', async (costs) => {
    const { host } = await checked({ costs });
    const longest = Math.max(...host.executions.map(({ startedMs, endedMs }) => endedMs - startedMs));
    expect(longest).toBeLessThan(120_000);
    expect(host.executions.filter(({ fn }) => fn === 'checkGoogleNext').length).toBeGreaterThan(2);
  });
});

const SWITCHED: [keyof Switches, Partial<Switches>, string[]][] = [
  ['textFormatStopsFormulas', { textFormatStopsFormulas: true }, ['in a plain-text cell "=1+1"']],
  ['writeErrors', { writeErrors: 'at commit' }, ['a refused write throws']],
  ['triggerHasSpreadsheet', { triggerHasSpreadsheet: false }, ['an alarm has an active spreadsheet']],
  ['sortMovesRowMetadata', { sortMovesRowMetadata: true }, ['row metadata after a sort by script']],
  ['overflowKeepsWhatFits', { overflowKeepsWhatFits: true }, ['how many of its 60 were kept']],
  ['authorizationRequired', { authorizationRequired: true }, ['consent is complete']],
];

describe('a Google that differs in one thing is told to differ in that', () => {
  test.each(SWITCHED)('%s', async (_name, switches, questions) => {
    const { host } = await checked({ switches });
    expect(differing(host)).toEqual(questions);
  });

  test('where no trigger can be made, that is told, and what only an alarm sees is not seen', async () => {
    const { host, report } = await checked({ switches: { triggersCanBeCreated: false } });
    expect(differing(host)).toContain('a one-off trigger can be made');
    expect(report.seen['an alarm has an active spreadsheet']).toEqual({ notSeen: true });
    expect(host.triggers()).toEqual([]);
  });
});

describe('whatever comes between', () => {
  test('a part whose execution is killed is told, the others are answered, and nothing is left behind', async () => {
    const host = hostWith();
    host.setHook((call, phase) => (call.name === 'Range.sort' && phase === 'before' ? 'kill' : undefined));
    const { seen } = (await runSelfCheck(host)).report;
    expect(seen['"sorting" broke off']).toBe('its execution was ended');
    expect(seen['metadata after its row was deleted']).toEqual(ANSWERS['metadata after its row was deleted']);
    expect(seen['sorted upwards']).toEqual({ notSeen: true });
    expect(
      host
        .person()
        .tabs()
        .map(({ name }) => name),
    ).toEqual(['Sheet1', 'Backfill check']);
  });

  test('a page that lost the last answer gets the report again', async () => {
    const { host, report } = await checked();
    const again = host.run({ user: OWNER, fn: 'checkGoogleNext', args: ['null'], as: 'sidebar' });
    expect(JSON.parse(String(again.value))).toMatchObject({ do: 'finished', report: { seen: report.seen } });
    expect(host.person().tabs()).toHaveLength(2);
  });

  test('started anew, it begins anew: one report, one trigger at most, no second scratch tab', async () => {
    const host = hostWith();
    const menu = () => host.run({ user: OWNER, fn: 'checkGoogle', args: [], as: 'menu' });
    menu();
    host.run({ user: OWNER, fn: 'checkGoogleNext', args: ['null'], as: 'sidebar' });
    menu();
    expect(host.triggers()).toEqual([]);
    const { report } = await runSelfCheck(host);
    expect(report.seen).toEqual(ANSWERS);
    expect(host.person().tabs()).toHaveLength(2);
  });

  test('a tab of the person’s own that has the report’s name is left alone', async () => {
    const host = hostWith();
    host
      .person()
      .addTab('Backfill check')
      .load([['mine']]);
    await runSelfCheck(host);
    expect(host.person().tab('Backfill check').values()).toEqual([['mine']]);
    expect(host.person().hasTab('Backfill check 2')).toBe(true);
  });

  test('as formulas its entry points do nothing', () => {
    const host = hostWith();
    for (const fn of ['checkGoogle', 'checkGoogleNext', 'checkGoogleBeside', 'checkGoogleThrow'])
      expect(host.formula(OWNER, { fn, args: ['null'] }), fn).toBe('#ERROR!');
    expect(host.person().tabs()).toHaveLength(1);
  });
});

describe('beside the add-on', () => {
  const menuOf = (code: string) => {
    const host = hostWith({}, code);
    host.run({ user: OWNER, fn: 'onOpen', as: 'simple' });
    return host.menus[0]!.items.map((item) => (typeof item === 'string' ? item : item.label));
  };

  test('the menu has the item where SelfCheck.js was pushed, and only there', () => {
    expect(menuOf(`${CODE}\n${SELF_CHECK}`)).toContain('Check this Google account');
    expect(menuOf(CODE)).not.toContain('Check this Google account');
  });

  test('both files share one global scope without a clash, and the check runs there too', async () => {
    const host = hostWith({}, `${CODE}\n${SELF_CHECK}`);
    expect((await runSelfCheck(host)).report.seen).toEqual(ANSWERS);
  });
});
