// A thread that runs executions of the bundle and waits for an answer at every call. Not which call is answered when: that is its caller's.
import { join } from 'node:path';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';
import type { Invocation, Outcome } from './realm/entry';
import { HERE } from './sources';

export type ThreadTask = { realm: string; bundle: string; invocation: Invocation; realMs?: number };
export type Finished = Outcome & { timedOut?: boolean };
/** A call by name with its arguments as JSON, or the end of the execution. */
export type Heard = [op: string, json: string] | Finished;

export function isCall(heard: Heard): heard is [string, string] {
  return Array.isArray(heard);
}

export type Thread = {
  /** Begins an execution; settles at its first breath, which `reply` then answers with anything. */
  start(task: ThreadTask): Promise<Heard>;
  reply(answer: string): Promise<Heard>;
  end(): Promise<unknown>;
  /** It was ended, or died of what it ran (out of memory): it never answers again. */
  isGone(): boolean;
};

let workerSource: string | null = null;
function workerCode(): string {
  workerSource ??=
    buildSync({
      entryPoints: [join(HERE, 'execution-worker.ts')],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
    }).outputFiles[0]?.text ?? '';
  return workerSource;
}

export function openThread(): Thread {
  const worker = new Worker(workerCode(), { eval: true });
  const turn = new Int32Array(new SharedArrayBuffer(4));
  let port: MessagePort | null = null;
  let wake: ((heard: Heard) => void) | null = null;
  let isGone = false;
  const next = () =>
    new Promise<Heard>((resolve) => {
      wake = resolve;
    });
  worker.on('message', (outcome: Finished) => wake?.(outcome));
  const goWith = (error: string) => {
    isGone = true;
    wake?.({ error });
  };
  worker.on('error', (error) => goWith(error.message));
  worker.on('exit', () => goWith('The thread of this execution has ended.'));
  return {
    start(task) {
      const heard = next();
      const channel = new MessageChannel();
      port?.close();
      port = channel.port1;
      port.on('message', (call: [string, string]) => wake?.(call));
      worker.postMessage({ ...task, port: channel.port2, flag: turn.buffer }, [channel.port2]);
      return heard;
    },
    reply(answer) {
      const heard = next();
      port?.postMessage(answer);
      Atomics.store(turn, 0, 1);
      Atomics.notify(turn, 0);
      return heard;
    },
    end() {
      port?.close();
      return worker.terminate();
    },
    isGone: () => isGone,
  };
}
