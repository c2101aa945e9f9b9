// Which addresses are this very machine. Only those may stand in for a provider; nothing else is ever contacted.

import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  if (host === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** Both sides as plain origins, or an Error of one line that says what is wrong with the route. */
export function checkedRoute(from: string, to: string): { from: string; to: string } {
  const shown = `The route ${from}=${to}`;
  const source = plainOrigin(from);
  if (!source) throw new Error(`${shown} must start with an origin such as https://api.databar.ai, without a path.`);
  const target = plainOrigin(to);
  if (!target) throw new Error(`${shown} must end with an origin such as http://127.0.0.1:4010, without a path.`);
  if (!isLoopback(target.hostname)) {
    throw new Error(`${shown} leaves this machine: only 127.0.0.0/8, localhost and ::1 are taken.`);
  }
  return { from: source.origin, to: target.origin };
}

function plainOrigin(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isPlain = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return isPlain && /^https?:$/.test(url.protocol) ? url : null;
}
