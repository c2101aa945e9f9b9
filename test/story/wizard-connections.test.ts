// Keys, accounts and lists as the sidebar asks for them: tested before they are kept, remembered for minutes. On the built bundle.
import { describe, expect, test } from 'vitest';
import { createDatabar } from '../../workbench/providers/databar/databar';
import { createEnrichabl } from '../../workbench/providers/enrichabl/enrichabl';
import type { EnrichablSwitches } from '../../workbench/providers/enrichabl/switches';
import { mount } from '../../workbench/providers/mount';
import { openTable } from './databar-table';
import { BEN, scene } from './scene';

const KEY = 'eab_live_key-of-ann';
const FIELDS = ['provider', 'name', 'masked', 'account', 'problem'];

function connected(switches: Partial<EnrichablSwitches> = {}) {
  const enrichabl = createEnrichabl({ switches, seed: 'wizard' });
  const databar = createDatabar({ switches: {}, seed: 'wizard' });
  const s = scene({
    host: { fetch: (requests, nowMs) => mount({ simulators: [enrichabl, databar] as never })(requests, nowMs) },
  });
  const save = (key: string, user?: string) => s.call('saveKey', { provider: 'enrichabl', key }, user);
  const shown = (user?: string) =>
    s.call('open', {}, user).value.connections.find((one: { provider: string }) => one.provider === 'enrichabl');
  /** Another program makes pipelines in the account. */
  const pipelines = (count: number): void => {
    for (let n = 0; n < count; n++)
      enrichabl.answer(
        {
          method: 'POST',
          url: 'https://api.enrichabl.com/v1/pipelines',
          headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
          body: JSON.stringify({ pipeline_name: `List ${n}` }),
          timeoutMs: 60_000,
        },
        s.host.clock.now(),
      );
  };
  return { ...s, enrichabl, save, shown, pipelines };
}

describe('a key', () => {
  test('is tested first, then kept, shown by its end with its account, and its account is remembered', () => {
    const s = connected();
    const saved = s.save(` Bearer ${KEY}\n`).value;
    expect(Object.keys(saved).sort()).toEqual([...FIELDS].sort());
    expect(saved).toMatchObject({ provider: 'enrichabl', name: 'Enrichabl', masked: '…-ann', problem: null });
    expect(saved.account.figures).toContainEqual({ label: 'pipelines', value: '0' });
    expect(s.host.http).toHaveLength(1);
    expect(s.shown()).toEqual(saved);
    expect(s.host.http).toHaveLength(1);
    expect(s.host.properties.user('ann@example.com').get('key.enrichabl')).toBe(KEY);
  });

  test('that the provider rejects is not kept, and the one before it stays', () => {
    const s = connected();
    expect(s.save('not-a-token').error).toMatchObject({ kind: 'key', message: expect.stringContaining('not kept') });
    expect(s.shown().masked).toBeNull();
    s.save(KEY);
    expect(s.save('not-a-token').ok).toBe(false);
    expect(s.shown()).toMatchObject({ masked: '…-ann', problem: null });
  });

  test('is kept where the provider cannot be asked now, and the problem is said', () => {
    const s = connected({ faults: [{ match: 'any', nth: 'every', fault: 'gateway-not-done' }] });
    const saved = s.save(KEY).value;
    expect(saved).toMatchObject({ masked: '…-ann', account: null, problem: expect.any(String) });
    s.enrichabl.switches.faults = [];
    expect(s.call('testKey', { provider: 'enrichabl' }).value).toMatchObject({ problem: null });
    expect(s.shown()).toMatchObject({ problem: null, account: { figures: expect.any(Array) } });
  });

  test('that was removed is gone with what was remembered of its account, and lists ask for one', () => {
    const s = connected();
    s.save(KEY);
    expect(s.call('removeKey', { provider: 'enrichabl' }).value).toMatchObject({ masked: null, account: null });
    expect(s.shown()).toMatchObject({ masked: null, account: null });
    for (const [name, args] of [
      ['list', { of: 'enrichabl.pipelines' }],
      ['testKey', { provider: 'enrichabl' }],
      ['describe', { operation: 'enrichabl.validation', settings: { pipeline: 'x', service: 'HYBRID' } }],
    ] as const)
      expect(s.call(name, args).error, name).toMatchObject({ kind: 'key' });
  });

  test('of one person is nothing to another', () => {
    const s = connected();
    s.save(KEY);
    expect(s.shown(BEN)).toMatchObject({ masked: null, account: null });
    s.save('eab_live_key-of-ben', BEN);
    expect(s.shown()).toMatchObject({ masked: '…-ann' });
  });
});

describe('a list', () => {
  test('comes in pages, is searched, and is remembered for minutes and not longer', () => {
    const s = connected();
    s.save(KEY);
    s.pipelines(130);
    const seen = new Set<string>();
    let page: number | null = 1;
    while (page !== null) {
      const { items, nextPage }: { items: { name: string }[]; nextPage: number | null } = s.call('list', {
        of: 'enrichabl.pipelines',
        page,
      }).value;
      for (const { name } of items) seen.add(name);
      page = nextPage;
    }
    expect(seen.size).toBe(130);
    const found = s.call('list', { of: 'enrichabl.pipelines', search: 'list 12' }).value.items;
    expect(found.map((one: { name: string }) => one.name).sort()).toContain('List 12');
    expect(found.length).toBeLessThan(20);

    const fetched = s.host.http.length;
    s.call('list', { of: 'enrichabl.pipelines' });
    expect(s.host.http).toHaveLength(fetched);
    s.host.clock.advance(10 * 60_000);
    s.call('list', { of: 'enrichabl.pipelines' });
    expect(s.host.http.length).toBeGreaterThan(fetched);
  });

  test('is another one under another key, and is read again where the cache has lost it', () => {
    const s = connected();
    s.save(KEY);
    s.pipelines(2);
    expect(s.call('list', { of: 'enrichabl.pipelines' }).value.items).toHaveLength(2);
    s.save('eab_live_other-account');
    expect(s.call('list', { of: 'enrichabl.pipelines' }).value.items).toHaveLength(0);
    s.save(KEY);
    s.host.switches.cacheForgets = true;
    const fetched = s.host.http.length;
    expect(s.call('list', { of: 'enrichabl.pipelines' }).value.items).toHaveLength(2);
    expect(s.host.http.length).toBeGreaterThan(fetched);
  });

  test('that nobody knows is refused without a call', () => {
    const s = connected();
    for (const of of ['enrichabl.nonsense', 'nobody.pipelines', '__proto__', 'databar'])
      expect(s.call('list', { of }).error, of).toMatchObject({ kind: 'internal' });
    expect(s.host.http).toEqual([]);
  });

  test('that the provider does not give says so, and is asked for again next time', () => {
    const s = connected();
    s.save(KEY);
    s.enrichabl.switches.faults = [{ match: 'any', nth: 'every', fault: 'server-error' }] as never;
    expect(s.call('list', { of: 'enrichabl.pipelines' })).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
    s.enrichabl.switches.faults = [];
    expect(s.call('list', { of: 'enrichabl.pipelines' }).ok).toBe(true);
  });
});

describe('an operation described', () => {
  const ENRICHMENT = { operation: 'databar.enrichment', settings: { enrichment: 833 } };

  test('tells its parameters, its price and the balance, from the catalogue or from the minutes before', () => {
    const s = connected();
    s.giveKey();
    const described = s.call('describe', ENRICHMENT).value;
    expect(described.parameters.map((one: { name: string }) => one.name)).toContain('first_name');
    expect(described.parameters[0]).toMatchObject({ required: expect.any(Boolean), choices: null });
    expect(described.price.max).toBeGreaterThan(0);
    expect(described.balance).toBeGreaterThan(0);
    const fetched = s.host.http.length;
    expect(s.call('describe', ENRICHMENT).value).toEqual(described);
    expect(s.host.http).toHaveLength(fetched);
  });

  test('names the setting that is wrong, or the operation', () => {
    const s = connected();
    s.giveKey();
    expect(
      s.call('describe', { operation: 'databar.enrichment', settings: { enrichment: 833, pags: 1 } }).error,
    ).toMatchObject({
      kind: 'recipe',
      message: expect.stringContaining('"pages"'),
    });
    expect(s.call('describe', { operation: 'databar.nonsense', settings: {} }).error).toMatchObject({ kind: 'recipe' });
    expect(s.host.http).toEqual([]);
  });

  test('with a waterfall offers its providers in cascade order and its e-mail verifiers, each with its price, and says which are taken by default', () => {
    const s = scene();
    s.giveKey();
    const settings = { waterfall: 'email_getter' };
    const offered = (more = {}) =>
      s.call('describe', { operation: 'databar.waterfall', settings: { ...settings, ...more } }).value.offered;
    expect(offered()).toEqual({
      enrichments: [
        { value: 833, label: 'Sample Contacts · 0.05 credits', on: true },
        { value: 966, label: 'Sample Directory · 0.08 credits', on: true },
        { value: 1320, label: 'Sample Archive · 0.4 credits', on: false },
      ],
      emailVerifier: [
        { value: 10, label: 'Sample Mail Check · 0.01 credits', on: false },
        { value: 12, label: 'Sample Mail Check, deep · 0.03 credits', on: false },
      ],
    });
    expect(offered({ enrichments: [1320], emailVerifier: 10 })).toEqual(offered());
    expect(s.call('describe', ENRICHMENT).value.offered).toBeUndefined();
  });
});

describe('attaching to a Databar table', () => {
  const COLUMNS = { first_name: 'Full Name', company: 'Company' };

  test('adds an enrichment to be launched on click, once, and the list shows it at once', () => {
    const s = openTable({ attach: 'waterfall' });
    const { table } = s;
    const listed = () => s.call('list', { of: 'databar.tableEnrichments', within: table }).value.items;
    const before = listed().length;
    const attached = s.call('attach', { table, enrichment: 833, columns: COLUMNS }).value;
    expect(attached.settings).toMatchObject({ table });
    expect(listed()).toHaveLength(before + 1);
    expect(listed()).toContainEqual(attached);
    expect(s.call('attach', { table, enrichment: 833, columns: COLUMNS }).value).toEqual(attached);
    expect(listed()).toHaveLength(before + 1);
    const posts = s.sent.filter((one) => one.method.toUpperCase() === 'POST');
    expect(posts).toHaveLength(1);
    expect(posts[0]!.body).toContain('run_on_click');
    expect(s.databar.ledger.billed).toEqual([]);
  });

  test('names a column that the table does not have, and creates nothing', () => {
    const s = openTable({ attach: 'waterfall' });
    const refused = s.call('attach', { table: s.table, enrichment: 833, columns: { ...COLUMNS, company: 'Compani' } });
    expect(refused.error!.message).toContain('The nearest is "Company"');
    for (const both of [{}, { enrichment: 833, waterfall: 'email' }])
      expect(s.call('attach', { table: s.table, columns: COLUMNS, ...both }).error).toMatchObject({ kind: 'recipe' });
    expect(s.sent.filter((one) => one.method.toUpperCase() === 'POST')).toEqual([]);
  });
});
