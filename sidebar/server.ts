// The one way to the server: rpc(name, JSON) over google.script.run, typed by the calls' table. Knows no screen and no meaning of the calls.
import type { Calls } from '../src/sidebar-calls';
import type { CallError } from './say-problem';

export type CallName = keyof Calls;
export type Args<K extends CallName> = Calls[K]['args'];
export type Value<K extends CallName> = Calls[K]['value'];

export type Reply<T> = { ok: true; value: T } | { ok: false; error: CallError };

interface Runner {
  withSuccessHandler(handler: (text: string) => void): Runner;
  withFailureHandler(handler: (error: { message?: string } | null) => void): Runner;
  rpc(name: string, json: string): void;
}
declare const google: { script: { run: Runner } };

/** An execution lasts six minutes at most; after that no answer will come. */
const ANSWER_MAX_MS = 6.5 * 60_000;
const TIMED_OUT = 'no answer in time';

/** Always resolves, once: what goes wrong on the way is an answer too. */
export function callServer<K extends CallName>(name: K, args: Args<K>): Promise<Reply<Value<K>>> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => fail(TIMED_OUT), ANSWER_MAX_MS);
    const end = (reply: Reply<Value<K>>): void => {
      clearTimeout(timer);
      resolve(reply);
    };
    const fail = (message: string): void => end({ ok: false, error: { kind: 'transport', message } });
    if (navigator.onLine === false) {
      fail('NetworkError');
      return;
    }
    try {
      google.script.run
        .withSuccessHandler((text) => {
          try {
            end(JSON.parse(text) as Reply<Value<K>>);
          } catch {
            fail('unreadable');
          }
        })
        .withFailureHandler((error) => fail(error?.message ?? ''))
        .rpc(name, JSON.stringify(args));
    } catch (error) {
      fail(error instanceof Error ? error.message : '');
    }
  });
}
