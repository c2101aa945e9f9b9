// Starts servers in processes of their own, because routed fetches block the thread of the test. Holds no rules.

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type Child = { origin: string; stop: () => Promise<void> };

/** The simulated providers on a free port; the same module as `backfill providers`. */
export function startProviders(): Promise<Child> {
  const module = new URL('../../../workbench/providers/run-providers.ts', import.meta.url).href;
  return started([
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    `const { runProviders } = await import(${JSON.stringify(module)}); await runProviders({ port: 0 });`,
  ]);
}

/** A bare server: `listener` is the text of a node:http request listener. */
export function startServer(listener: string): Promise<Child> {
  const code = `import http from 'node:http';
    const server = http.createServer(${listener});
    server.listen(0, '127.0.0.1', () => console.log('at http://127.0.0.1:' + server.address().port + ' '));`;
  return started(['--input-type=module', '--eval', code]);
}

function started(args: string[]): Promise<Child> {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = () =>
    new Promise<void>((done) => {
      child.once('exit', () => done());
      child.kill();
    });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code} before it was ready.`)));
    createInterface({ input: child.stdout! }).once('line', (line) => {
      const origin = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0];
      if (!origin) reject(new Error(`The server said "${line}" instead of its address.`));
      else resolve({ origin, stop });
    });
  });
}
