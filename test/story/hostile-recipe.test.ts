// Recipes, ids and names that try to lead a call elsewhere, or to make a run something else than what was confirmed. On the built bundle.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHost } from '../../workbench/host/host';
import { ANN, BEN, billed, leads, type Recipe, SAMPLE_KEY, scene, WORK_EMAILS } from './scene';
import { keyIn } from './spoilt-answers';

const ORIGINS: Record<string, string> = {
  databar: 'https://api.databar.ai/v1/',
  influencers: 'https://api-dashboard.influencers.club/public/v1/',
  enrichabl: 'https://api.enrichabl.com/v1/',
};
const LEADING_AWAY = [
  '..',
  '//evil.example/?steal=1&steal=2#steal',
  'a/../../b',
  '%2e%2e/@evil.example',
  '\\..\\..\\evil.example\u0000\r\nHost: evil.example\ud800',
];

/** Every operation, with the text wherever a recipe may have one: settings, constants, parameter names. */
function recipesWith(text: string): Recipe[] {
  const common = { version: 1, name: 'x', sheet: 'Leads', status: null, outputs: { a: 'Out' } };
  const email = { email: 'Company', company: { value: text } };
  const of = (operation: string, settings: object, inputs?: object): Recipe =>
    ({ ...common, operation, settings, ...(inputs ? { inputs } : {}) }) as Recipe;
  return [
    of('databar.enrichment', { enrichment: 833 }, { company: 'Company', country: { value: text }, [text]: 'Company' }),
    of('databar.waterfall', { waterfall: text }, { company: 'Company' }),
    of('databar.table', { table: text, enrichment: text, key: 'Name' }, { Name: 'Company', Other: { value: text } }),
    of(
      'databar.table',
      { table: '3f2b8c1e-0000-4000-8000-000000000000', enrichment: text, key: 'Name' },
      { Name: 'Company' },
    ),
    of('influencers.batch', { mode: 'raw', platform: 'instagram', metadata: { [text]: text } }, { handle: 'Company' }),
    of('influencers.batch', { mode: 'raw' }, { handle: 'Company', platform: { value: text } }),
    of('enrichabl.leads', { pipeline: text }, email),
    of('enrichabl.leads', { pipeline: { create: { name: text } } }, { ...email, [`custom_fields.${text}`]: 'Company' }),
    of('enrichabl.enrichment', { pipeline: text, type: 'AI_COLUMN', template: text }, email),
    of('enrichabl.validation', { pipeline: text, service: 'HYBRID' }, { email: 'Company' }),
    of('enrichabl.export', { pipeline: text }),
  ];
}

/** A provider that names itself and everything else by this text. */
function naming(text: string): string {
  const ids =
    'id identifier task_id batch_id job_id pipeline_id lead_id name internal_name additional_intenal_name ai_column_id';
  const named = Object.fromEntries(ids.split(' ').map((name) => [name, text]));
  return JSON.stringify({
    ...named,
    status: 'processing',
    price: 1,
    params: [],
    items: [{ ...named, price: 1 }],
    has_next_page: false,
  });
}

test('whatever a recipe, a provider or a cell names, every call goes to that provider’s own host, below its own path, with that provider’s own key', () => {
  let asked = 0;
  for (const text of LEADING_AWAY) {
    const wrong: string[] = [];
    const host = createHost({
      code: readFileSync('dist/Code.js', 'utf8'),
      users: [ANN],
      fetch: (requests) =>
        requests.map((request) => {
          asked++;
          const { href, searchParams, hash } = new URL(request.url);
          const [provider] = Object.entries(ORIGINS).find(([, origin]) => request.url.startsWith(origin)) ?? [];
          // `href` is how the network reads it: dots resolved, blanks and backslashes put right.
          if (!provider || href !== request.url || hash !== '' || searchParams.has('steal')) wrong.push(request.url);
          else if (keyIn(request) !== `${provider}-key-of-ann`) wrong.push(`${request.url} with ${keyIn(request)}`);
          return { status: 200, headers: {}, body: naming(text), tookMs: 50 };
        }),
    });
    const person = host.person(ANN);
    person.addTab('Leads');
    person.tab('Leads').load([['Company'], [text], ['Acme'], ['a@b.example']]);
    const call = (name: string, args: object) => {
      const { ok, value, error } = host.run({
        user: ANN,
        fn: 'rpc',
        args: [name, JSON.stringify(args)],
        as: 'sidebar',
      });
      const reply = ok ? JSON.parse(String(value)) : { error: { kind: 'internal', message: error } };
      if (reply.error?.kind === 'internal') wrong.push(`${name}: ${reply.error.message}`);
      return reply.value;
    };
    for (const provider of Object.keys(ORIGINS)) call('saveKey', { provider, key: `${provider}-key-of-ann` });
    for (const of of ['databar.tableColumns', 'databar.tableEnrichments', 'databar.enrichments', 'enrichabl.pipelines'])
      call('list', { of, within: text, search: text });
    call('attach', { table: text, waterfall: text, columns: { [text]: text } });
    for (const recipe of recipesWith(text)) {
      const { operation, settings } = recipe as { operation: string; settings: object };
      call('describe', { operation, settings });
      const plan = call('plan', { recipe });
      if (plan)
        call('start', {
          recipe,
          planId: plan.planId,
          shown: { toBuy: plan.toBuy, maxCredits: plan.price?.max ?? null },
        });
    }
    host.clock.advance(61_000);
    call('advance', {});
    expect([...new Set(wrong)], JSON.stringify(text)).toEqual([]);
  }
  expect(asked).toBeGreaterThan(100);
});

test('a saved recipe that a colleague changes while it runs, or after its price was shown, changes nothing of what was confirmed', () => {
  const s = scene({ rows: leads(14) });
  s.giveKey();
  s.giveKey(BEN, 'the-key-of-ben-123');
  s.call('saveRecipe', { recipe: WORK_EMAILS });
  const { planId, toBuy, price } = s.call('plan', { recipe: WORK_EMAILS }).value;
  const dearer = {
    ...WORK_EMAILS,
    settings: { enrichment: 833, pages: 100 },
    outputs: { email: 'Notes' },
    rows: 'all',
  };
  expect(s.call('saveRecipe', { recipe: dearer }, BEN).ok).toBe(true);
  const shown = { toBuy, maxCredits: price.max };
  const swapped = s.call('start', { recipe: dearer, planId, shown });
  expect(swapped.error).toMatchObject({ kind: 'changed' });
  expect(billed(s)).toEqual([]);
  expect(s.call('start', { recipe: WORK_EMAILS, planId, shown }).ok).toBe(true);
  s.call('saveRecipe', { recipe: { ...dearer, name: 'Work emails' } }, BEN);
  s.drive();
  expect(s.view(planId)).toMatchObject({ state: 'finished', requests: 14 });
  expect(s.view(planId).credits.spent).toBeLessThanOrEqual(price.max);
  expect(s.column('Notes')).toEqual(leads(14).map((row) => row[5]));
  expect(new Set(s.databar.ledger.billed.map((one) => JSON.stringify(one.params))).size).toBe(14);
});

test('a colleague can steer no run and see no key of another person, and pays with no other key than their own', () => {
  const s = scene({ rows: leads(14) });
  s.giveKey();
  const { jobId } = s.start().value;
  for (const name of ['stop', 'resume', 'cancel'])
    expect(s.call(name, { jobId }, BEN).error!.message, name).toContain(ANN);
  const keys: string[] = [];
  const options = s.host.world.options;
  const honest = options.fetch!;
  options.fetch = (requests, nowMs) => {
    keys.push(...requests.map(keyIn));
    return honest(requests, nowMs);
  };
  s.call('advance', {}, BEN);
  s.host.run({ user: BEN, fn: 'alarm', as: 'trigger' });
  expect(keys).toEqual([]);
  expect(s.call('plan', { recipe: WORK_EMAILS }, BEN).error).toMatchObject({ kind: 'key' });
  expect(JSON.stringify(s.call('open', {}, BEN))).not.toMatch(/sample-key|…ests/);
  s.call('advance');
  expect(new Set(keys)).toEqual(new Set([SAMPLE_KEY]));
});
