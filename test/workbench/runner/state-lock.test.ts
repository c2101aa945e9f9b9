// One command at a time on one state: who may take the lock, and when it goes. What a command does under it is in run.test.ts.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { lockPathOf, withLockedState } from '../../../workbench/runner/state-lock';

const base = mkdtempSync(join(tmpdir(), 'backfill-lock-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));
let state = '';
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(base, 'case-'));
  state = join(folder, 'filled.csv.backfill.json');
});

const holds = (holder: object) =>
  writeFileSync(lockPathOf(state), JSON.stringify({ pid: process.ppid, machine: hostname(), mark: null, ...holder }));
const take = () => withLockedState(state, async () => 'worked');
const module = new URL('../../../workbench/runner/state-lock.ts', import.meta.url).href;

/** A process of its own that takes the lock and does this; it must say something when it is there. */
async function holderThat(does: string) {
  const code = `const { withLockedState, releasedOnSignal } = await import(${JSON.stringify(module)});
    await withLockedState(${JSON.stringify(state)}, async () => { ${does} });`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('a state that is in use', () => {
  test('is refused by its name and the process, and the lock stays', async () => {
    holds({});
    await expect(take()).rejects.toThrow(
      `filled.csv.backfill.json is being used by another run (process ${process.ppid}). Wait for it, or give --state.`,
    );
    expect(readdirSync(folder)).toEqual(['filled.csv.backfill.json.lock']);
  });

  test('is refused to a second command of the same process too', async () => {
    await withLockedState(state, async () => {
      await expect(take()).rejects.toThrow('is being used');
    });
  });

  test('is refused where the process is on another machine, and the line says which file to delete when it is gone', async () => {
    holds({ machine: 'elsewhere' });
    await expect(take()).rejects.toThrow(/on elsewhere.*delete filled\.csv\.backfill\.json\.lock/);
  });
});

describe('a lock that its process left behind', () => {
  test('is taken over', async () => {
    holds({ pid: spawnSync(process.execPath, ['--version']).pid });
    expect(await take()).toBe('worked');
    expect(readdirSync(folder)).toEqual([]);
  });

  test.skipIf(!existsSync('/proc/self/stat'))('is taken over where another process has its number now', async () => {
    holds({ mark: '1' });
    expect(await take()).toBe('worked');
  });

  test('is taken over after a kill that nothing can be done about', async () => {
    const child = await holderThat("console.log('held'); await new Promise((done) => setTimeout(done, 60_000));");
    await expect(take()).rejects.toThrow(`process ${child.pid}`);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(lockPathOf(state))).toBe(true);
    expect(await take()).toBe('worked');
  });

  test('is taken over where it cannot be read', async () => {
    writeFileSync(lockPathOf(state), '');
    expect(await take()).toBe('worked');
  });
});

describe('the lock goes', () => {
  test('when the command ends, well or not', async () => {
    await take();
    expect(readdirSync(folder)).toEqual([]);
    await expect(withLockedState(state, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('when a signal ends a wait, and the process dies of that signal as it would without a lock', async () => {
    const wait = 'new Promise((done) => setTimeout(done, 60_000))';
    const child = await holderThat(`const waiting = releasedOnSignal(${wait}); console.log('waiting'); await waiting;`);
    child.kill('SIGTERM');
    const [, signal] = await once(child, 'exit');
    expect(signal).toBe('SIGTERM');
    expect(readdirSync(folder)).toEqual([]);
  });

  test('when the process ends by itself in the middle', async () => {
    const child = await holderThat("console.log('held'); process.exit(3);");
    if (child.exitCode === null) await once(child, 'exit');
    expect(readdirSync(folder)).toEqual([]);
  });
});
