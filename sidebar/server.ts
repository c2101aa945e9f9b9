// The one way to the server: rpc(name, JSON) over google.script.run. Knows no screen and no meaning of the calls.
export interface RpcError {
  kind: string;
  message: string;
}
export type Reply<T> = { ok: true; value: T } | { ok: false; error: RpcError };

interface Runner {
  withSuccessHandler(handler: (text: string) => void): Runner;
  withFailureHandler(handler: (error: { message?: string }) => void): Runner;
  rpc(name: string, json: string): void;
}
declare const google: { script: { run: Runner } };

/** A call may last as long as an execution at Google, six minutes; after that no answer will come. */
const ANSWER_MAX_MS = 6.5 * 60_000;

/** Always resolves: what goes wrong on the way is an answer too, of the kind `unreachable`. */
export function callServer<T>(name: string, args: object): Promise<Reply<T>> {
  return new Promise((resolve) => {
    const fail = (message: string) => resolve({ ok: false, error: { kind: 'unreachable', message } });
    const timer = setTimeout(() => fail('Google gave no answer. Runs go on where they stood.'), ANSWER_MAX_MS);
    google.script.run
      .withSuccessHandler((text) => {
        clearTimeout(timer);
        try {
          resolve(JSON.parse(text) as Reply<T>);
        } catch {
          fail('The answer could not be read.');
        }
      })
      .withFailureHandler((error) => {
        clearTimeout(timer);
        fail(error.message ?? 'Google did not answer.');
      })
      .rpc(name, JSON.stringify(args));
  });
}
