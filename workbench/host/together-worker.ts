// The thread of one interleaved execution: runs the bundle and blocks at every call until the host answers. Built to a string by together.ts.

import { Script } from 'node:vm';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { runInRealm } from './run-in-realm';
import type { WorkerTask } from './together';

const { realm, bundle, invocation, port, flag }: WorkerTask = workerData;
const turn = new Int32Array(flag);

function answering(op: string, json: string): string {
  Atomics.store(turn, 0, 0);
  port.postMessage([op, json]);
  for (;;) {
    const message = receiveMessageOnPort(port);
    if (message) return message.message;
    Atomics.wait(turn, 0, 0, 1000);
    Atomics.store(turn, 0, 0);
  }
}

answering('ready', 'null');
const scripts = {
  realm: new Script(realm, { filename: 'local-host-realm.js' }),
  bundle: new Script(bundle, { filename: 'Code.gs' }),
};
parentPort?.postMessage(runInRealm(scripts, answering, invocation));
port.close();
