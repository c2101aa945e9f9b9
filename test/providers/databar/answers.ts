// Short ways to write down Databar's answers. No rules are tested here.
import type { Answer, Json } from '../../../src/providers/operation';

export const HTML = '<!doctype html><html><body><h1>502 Bad Gateway</h1></body></html>';

export function says(status: number, body: Json, headers: Record<string, string> = {}): Answer {
  return { status, headers, text: JSON.stringify(body) };
}

export function text(status: number, body: string): Answer {
  return { status, headers: {}, text: body };
}

export function lost(sent: boolean): Answer {
  return { fault: sent ? 'Address unavailable' : 'DNS error', sent };
}
