// mount: each request finds its simulator or its route, answers come back in order, nothing else is reached.

import { expect, test } from 'vitest';
import { createSimulators, saveSimulators } from '../../../workbench/providers/all';
import { mount } from '../../../workbench/providers/mount';
import { turn } from '../../../workbench/providers/simulator';

const get = (url: string) => ({ method: 'GET', url, headers: { 'x-apikey': 'k' }, body: null, timeoutMs: 5000 });

test('answers come in the order of the requests, and an unknown host is a DNS error', () => {
  const fetch = mount({ simulators: createSimulators() });
  const replies = fetch(
    [
      get('https://api.databar.ai/v1/user/me'),
      get('https://elsewhere.example/x'),
      get('https://api.databar.ai/health'),
    ],
    0,
  );
  expect(replies).toMatchObject([
    { status: 200, body: expect.stringContaining('balance') },
    { fault: 'DNS error: https://elsewhere.example/x' },
    { status: 200, body: '{"status":"ok"}' },
  ]);
});

test('a routed origin never reaches its simulator', () => {
  const simulators = createSimulators();
  const fetch = mount({ simulators, routes: { 'https://api.databar.ai': 'http://127.0.0.1:9' } });
  expect(fetch([get('https://api.databar.ai/v1/user/me')], 0)).toMatchObject([
    { fault: 'Address unavailable: https://api.databar.ai/v1/user/me' },
  ]);
  expect(simulators[0]!.ledger.calls).toEqual({});
});

test('an address that is none is a DNS error too', () => {
  expect(mount({ simulators: [] })([get('not an address')], 0)).toMatchObject([{ fault: 'DNS error: not an address' }]);
});

test('all simulators can be saved and made again', () => {
  const simulators = createSimulators();
  mount({ simulators })([get('https://api.databar.ai/v1/user/me')], 0);
  const again = createSimulators(saveSimulators(simulators));
  expect(again[0]!.ledger).toEqual(simulators[0]!.ledger);
});

test('a switch that does not exist is an error that names the known ones', () => {
  expect(() => turn(createSimulators()[0]!, { badParms: 'text' })).toThrow(/no switch "badParms".*badParams/);
});
