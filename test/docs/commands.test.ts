// Every command that a document shows in a block of its own is run, in the order of the page. What cannot run here says why, in the block's own first line.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Child, startProviders } from '../workbench/providers/served-in-child';
import { DOCUMENTS, type Fence } from './documents';
import { type Ran, type Workplace, workplace } from './workplace';

/** What a block may be: a new one is to be known here, so that none escapes. */
const LANGUAGES = ['sh', 'json', 'text'];
const BACKFILL = /^npm run -s backfill -- /;
const START = /^npm start -- --once$/;

/** Where a reader who gave the command above the block has the simulated providers. */
const SERVED = 'http://127.0.0.1:4010';
/** A status that is an error is one for the block, and an alias works as it does for a person. */
const SHELL = 'set -euo pipefail; shopt -s expand_aliases; curl() { command curl -f "$@"; }\n';
const HAS_TOOLS = ['bash', 'curl', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

/** The first command builds the add-on where it is older than its sources. */
const PATIENCE_MS = 180_000;

const START_TS = resolve('workbench/start.ts');

/** As a shell splits it, as far as the documents need it: words and quoted words. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}

function commandsOf({ text }: Fence): string[] {
  return text
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
}

async function perform(place: Workplace, command: string): Promise<Ran> {
  if (BACKFILL.test(command)) return place.backfill(words(command.replace(BACKFILL, '')));
  if (START.test(command)) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', START_TS, '--once'], {
      cwd: place.folder,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status: status ?? -1, said: stdout + stderr };
  }
  return { status: -1, said: 'no rule runs this: write a rule here, or mark the block with `not-run` and the reason' };
}

test('every block says what it is', () => {
  const unknown = DOCUMENTS.flatMap(({ fences }) => fences).filter(({ info }) => !LANGUAGES.includes(info[0]!));
  expect(unknown).toEqual([]);
});

test('a block of commands that is not run says why', () => {
  const marked = DOCUMENTS.flatMap(({ fences }) => fences).filter(({ info }) => info[0] === 'sh' && info.length > 1);
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.filter(({ info }) => info[1] !== 'not-run' || info.length < 5)).toEqual([]);
});

const isRun = ({ info }: Fence) => info.join(' ') === 'sh';
const RUNNABLE = DOCUMENTS.map(({ path, fences }) => ({
  path,
  commands: fences.filter((fence) => isRun(fence) && !fence.text.includes(SERVED)).flatMap(commandsOf),
})).filter(({ commands }) => commands.length > 0);

test('there are commands to run', () => {
  expect(RUNNABLE.flatMap(({ commands }) => commands).length).toBeGreaterThan(8);
});

describe.each(RUNNABLE)('$path', ({ commands }) => {
  let place: Workplace | null = null;
  afterAll(() => place?.leave());

  test.each(commands)(
    '%s',
    async (command) => {
      place ??= workplace();
      const { status, said } = await perform(place, command);
      expect(status, said).toBe(0);
    },
    PATIENCE_MS,
  );
});

describe.skipIf(!HAS_TOOLS)('blocks that talk to the simulated providers over HTTP', () => {
  const asking = DOCUMENTS.filter(({ fences }) => fences.some((fence) => isRun(fence) && fence.text.includes(SERVED)));
  let place: Workplace;
  let served: Child;
  beforeEach(async () => {
    place = workplace();
    served = await startProviders();
  });
  afterEach(async () => {
    await served.stop();
    place.leave();
  });

  test.each(asking.map(({ path, fences }) => [path, fences] as const))('%s', (_path, fences) => {
    const blocks = fences.filter((fence) => isRun(fence) && fence.text.includes(SERVED));
    for (const { text } of blocks) {
      const script = SHELL + text.replaceAll(SERVED, served.origin);
      const { status, stderr, stdout } = spawnSync('bash', ['-c', script], { cwd: place.folder, encoding: 'utf8' });
      expect({ status, stderr, stdout }).toMatchObject({ status: 0, stderr: '' });
    }
  });
});
