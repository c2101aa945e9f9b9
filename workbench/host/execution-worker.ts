// The thread in which executions run, one after the other: each blocks at every call until the host answers. Built to a string by execution-thread.ts.

import { Script } from 'node:vm';
import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import type { ThreadTask } from './execution-thread';
import { runInRealm } from './run-in-realm';

type Given = ThreadTask & { port: Parameters<typeof receiveMessageOnPort>[0]; flag: SharedArrayBuffer };

const scripts = new Map<string, Script>();

/** A bundle is compiled once per thread; a new one (built again meanwhile) takes its place. */
function compiled(source: string, filename: string): Script {
  const known = scripts.get(source) ?? new Script(source, { filename });
  if (scripts.size > 4) scripts.clear();
  scripts.set(source, known);
  return known;
}

function run({ realm, bundle, invocation, realMs, port, flag }: Given): void {
  const turn = new Int32Array(flag);
  const answering = (op: string, json: string): string => {
    Atomics.store(turn, 0, 0);
    port.postMessage([op, json]);
    for (;;) {
      const message = receiveMessageOnPort(port);
      if (message) return message.message;
      Atomics.wait(turn, 0, 0, 1000);
      Atomics.store(turn, 0, 0);
    }
  };
  answering('ready', 'null');
  const both = { realm: compiled(realm, 'local-host-realm.js'), bundle: compiled(bundle, 'Code.gs') };
  parentPort?.postMessage(runInRealm(both, answering, invocation, realMs));
  port.close();
}

parentPort?.on('message', run);
