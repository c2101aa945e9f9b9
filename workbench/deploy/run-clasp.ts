// Runs clasp as a child process. Knows no step, and reads nothing of what clasp says.
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Ran } from './heard';

export type Clasp = {
  /** Program and first arguments. */
  command: string[];
  auth: string | null;
  user: string | null;
};

/** Google may be slow, but nothing that is done here takes minutes; a login waits for a person. */
const TIMEOUT_MS = 180_000;

export function ownClasp(root: string, auth: string | null, user: string | null): Clasp {
  const program = join(root, 'node_modules', '@google', 'clasp', 'build', 'src', 'index.js');
  return { command: [process.execPath, program], auth: auth && resolve(auth), user };
}

/** As clasp finds it: the flag, its environment variable, the home folder. */
export function credentialsOf({ auth }: Clasp, env: NodeJS.ProcessEnv): string {
  return auth ?? env.clasp_config_auth ?? join(homedir(), '.clasprc.json');
}

export function claspFlags({ auth, user }: Clasp): string[] {
  return [...(auth ? ['--auth', auth] : []), ...(user ? ['--user', user] : [])];
}

export function runClasp(clasp: Clasp, args: string[], cwd: string, terminal: boolean): Ran {
  const [program = '', ...first] = clasp.command;
  const ran = spawnSync(program, [...first, ...claspFlags(clasp), ...args], {
    cwd,
    encoding: 'utf8',
    stdio: terminal ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    ...(terminal ? {} : { timeout: TIMEOUT_MS }),
  });
  const stderr = ran.error ? `${ran.stderr ?? ''}${ran.error.message}` : (ran.stderr ?? '');
  return { code: ran.status ?? 1, stdout: ran.stdout ?? '', stderr };
}
