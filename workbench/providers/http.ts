// The requests and replies that simulators, routes and the host exchange, and short ways to build a reply. Sends nothing itself.
import type { Fetch, FetchReply, FetchRequest } from '../host/options';

export type { Fetch, FetchReply, FetchRequest };
/** `fault` is the text of the exception that UrlFetchApp would throw. */
export type FaultReply = Extract<FetchReply, { fault: string }>;
export type HttpReply = Exclude<FetchReply, FaultReply>;

export function isFault(reply: FetchReply): reply is FaultReply {
  return 'fault' in reply;
}

export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): HttpReply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: toJson(value), tookMs: 0 };
}

export function emptyReply(status: number, headers: Record<string, string> = {}): HttpReply {
  return { status, headers, body: '', tookMs: 0 };
}

/** What a proxy in front of a provider answers: a page for people, where a program expects JSON. */
export function htmlReply(status: number, title: string): HttpReply {
  const body = `<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: { 'content-type': 'text/html' }, body, tookMs: 0 };
}

export function headerOf(request: FetchRequest, name: string): string {
  for (const [key, value] of Object.entries(request.headers)) {
    if (key.toLowerCase() === name) return value;
  }
  return '';
}

/** JSON.stringify, but a bigint becomes a raw JSON number: providers send ids that no double can hold. */
export function toJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${toJson(member)}`);
  }
  return `{${members.join(',')}}`;
}
