// Only this machine can stand in for a provider.

import { expect, test } from 'vitest';
import { checkedRoute, isLoopback } from '../../../workbench/route/loopback';
import { routedFetch } from '../../../workbench/route/routed-fetch';

test.each(['127.0.0.1', '127.8.9.10', 'localhost', 'LOCALHOST', '[::1]', '::1'])('%s is this machine', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  '10.0.0.1',
  '192.168.1.5',
  '0.0.0.0',
  'example.com',
  'localhost.example.com',
  '127.0.0.1.nip.example',
  '::2',
  '',
])('"%s" is not', (host) => {
  expect(isLoopback(host)).toBe(false);
});

test('spellings that a browser would read as another host are read the same way here', () => {
  expect(() => checkedRoute('https://api.databar.ai', 'http://127.0.0.1@evil.example:80')).toThrow();
  expect(checkedRoute('https://api.databar.ai', 'http://2130706433:80').to).toBe('http://127.0.0.1');
});

test.each([
  ['https://api.databar.ai', 'https://evil.example', /leaves this machine/],
  ['https://api.databar.ai', 'http://127.0.0.1:1/path', /must end with an origin/],
  ['https://api.databar.ai', 'ftp://127.0.0.1', /must end with an origin/],
  ['https://api.databar.ai', '', /must end with an origin/],
  ['https://api.databar.ai/v1', 'http://127.0.0.1:1', /must start with an origin/],
  ['api.databar.ai', 'http://127.0.0.1:1', /must start with an origin/],
])('the route %s=%s is refused in one line, before anything is sent', (from, to, message) => {
  expect(() => routedFetch({ [from]: to })).toThrow(message);
  expect(() => routedFetch({ [from]: to })).not.toThrow(/\n/);
});
