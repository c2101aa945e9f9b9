// Makes a release here: version, CHANGELOG, versioned bundle, commit, tag. Pushes nothing, and changes nothing where something is amiss.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nextVersion, withRelease, withVersion } from './version';

export type Run = (command: string, args: string[]) => { status: number; output: string };

export type Edge = {
  root: string;
  /** Runs a program in `root`; its output is kept. */
  run: Run;
  /** All checks; true where they pass. */
  test(): boolean;
  /** Makes dist/. */
  build(): void;
  date: string;
  say(line: string): void;
};

export class Refusal extends Error {}

const CHANGED = ['package.json', 'package-lock.json', 'CHANGELOG.md'];

function git(edge: Edge, ...args: string[]): string {
  const { status, output } = edge.run('git', args);
  if (status !== 0) throw new Refusal(`git ${args[0]} did not work: ${output.trim()}`);
  return output.trim();
}

/** Subjects since the newest version's tag; all where there is none yet. */
function subjectsSince(edge: Edge, tag: string): string[] {
  const known = git(edge, 'tag', '--list', tag) !== '';
  return git(edge, 'log', '--no-merges', '--format=%s', ...(known ? [`${tag}..HEAD`] : []))
    .split('\n')
    .filter(Boolean);
}

export function release(edge: Edge, bump: string): string {
  const { root, say } = edge;
  const pathOf = (name: string) => join(root, name);
  const { version } = JSON.parse(readFileSync(pathOf('package.json'), 'utf8')) as { version: string };
  const next = nextVersion(version, bump);
  if (!next) throw new Refusal(`"${bump}" is no release: give patch, minor, major, or a version above ${version}.`);
  const dirty = git(edge, 'status', '--porcelain');
  if (dirty) throw new Refusal(`There are changes that are in no commit. Commit or remove them first:\n${dirty}`);
  if (git(edge, 'tag', '--list', `v${next}`)) throw new Refusal(`There is a tag v${next} already.`);
  say(`Running all checks before ${version} becomes ${next} …`);
  if (!edge.test()) throw new Refusal('The checks did not pass, so nothing was changed. Run `npm test` and mend it.');

  const subjects = subjectsSince(edge, `v${version}`);
  const before = CHANGED.map((name) => [name, readFileSync(pathOf(name), 'utf8')] as const);
  const folder = `dist-release/backfill-${next}`;
  try {
    for (const [name, text] of before)
      writeFileSync(
        pathOf(name),
        name === 'CHANGELOG.md' ? withRelease(text, next, edge.date, subjects) : withVersion(text, version, next),
      );
    edge.build();
    rmSync(pathOf(folder), { recursive: true, force: true });
    cpSync(pathOf('dist'), pathOf(folder), { recursive: true });
    git(edge, 'add', ...CHANGED);
    git(edge, 'commit', '-m', `release: ${next}`);
    git(edge, 'tag', '-a', `v${next}`, '-m', `Backfill ${next}`);
  } catch (error) {
    for (const [name, text] of before) writeFileSync(pathOf(name), text);
    throw error;
  }
  say(`${next} is committed and tagged here; its bundle is in ${folder}/. Nothing was pushed: git push --follow-tags`);
  return next;
}
