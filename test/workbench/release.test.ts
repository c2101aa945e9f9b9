// A release in a repository of its own in a temporary folder: what it changes, what it refuses, and that a refusal changes nothing.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Edge, release } from '../../workbench/release/release';
import { nextVersion, withRelease, withVersion } from '../../workbench/release/version';

describe('the next version', () => {
  test.each([
    ['patch', '1.2.4'],
    ['minor', '1.3.0'],
    ['major', '2.0.0'],
    ['1.2.10', '1.2.10'],
    ['1.10.0', '1.10.0'],
    ['1.2.3', null],
    ['1.1.9', null],
    ['0.9.9', null],
    ['', null],
    ['1.2', null],
    ['v1.2.4', null],
  ])('after 1.2.3 comes, for "%s", %s', (bump, next) => {
    expect(nextVersion('1.2.3', bump)).toBe(next);
  });
});

test('only our own version changes, not one that is written alike', () => {
  const lock =
    '{"name": "backfill",\n "version": "0.1.0", "packages": {"": {"name": "backfill", "version": "0.1.0"}, "other": {"version": "0.1.0"}}}';
  expect(withVersion(lock, '0.1.0', '0.2.0').match(/0\.2\.0/g)).toHaveLength(2);
  expect(withVersion(lock, '0.1.0', '0.2.0')).toContain('"other": {"version": "0.1.0"}');
});

test('a changelog without a place for what comes next is refused', () => {
  expect(() => withRelease('# Changelog\n', '1.0.0', '2026-01-02', [])).toThrow(/Unreleased/);
});

let root = '';
let said: string[] = [];
let seen: { tested: number; built: string[] };
const git = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
};
const read = (name: string) => readFileSync(join(root, name), 'utf8');
const commit = (subject: string) => {
  git('add', '-A');
  git('-c', 'commit.gpgsign=false', 'commit', '--allow-empty', '-m', subject);
};

function edge(passes = true): Edge {
  return {
    root,
    run: (command, args) => {
      const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' });
      return { status: status ?? 1, output: stdout + stderr };
    },
    test: () => {
      seen.tested++;
      return passes;
    },
    build: () => {
      seen.built.push(JSON.parse(read('package.json')).version);
      mkdirSync(join(root, 'dist'), { recursive: true });
      writeFileSync(join(root, 'dist/Code.js'), `// ${JSON.parse(read('package.json')).version}`);
    },
    date: '2026-01-02',
    say: (line) => void said.push(line),
  };
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'backfill-release-'));
  [said, seen] = [[], { tested: 0, built: [] }];
  git('init', '-q', '-b', 'main');
  git('config', 'user.name', 'Ann');
  git('config', 'user.email', 'ann@example.com');
  writeFileSync(join(root, 'package.json'), '{\n  "name": "backfill",\n  "version": "0.1.0"\n}\n');
  writeFileSync(join(root, 'package-lock.json'), '{\n  "name": "backfill",\n  "version": "0.1.0"\n}\n');
  writeFileSync(
    join(root, 'CHANGELOG.md'),
    '# Changelog\n\n## Unreleased\n\n- Written by hand.\n\n## 0.1.0 (2025-12-01)\n\n- The first.\n',
  );
  writeFileSync(join(root, '.gitignore'), 'dist/\ndist-release/\n');
  commit('package: begin');
  git('tag', 'v0.1.0');
  commit('job: find rows again by fingerprint');
  commit('job: stop in time');
  commit('no folder here');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('version, changelog, bundle, commit and tag, and no push', () => {
  expect(release(edge(), 'patch')).toBe('0.1.1');
  expect(JSON.parse(read('package.json')).version).toBe('0.1.1');
  expect(JSON.parse(read('package-lock.json')).version).toBe('0.1.1');
  expect(read('CHANGELOG.md')).toBe(`# Changelog

## Unreleased

## 0.1.1 (2026-01-02)

- Written by hand.

Commits:

- other: no folder here
- job: stop in time; find rows again by fingerprint

## 0.1.0 (2025-12-01)

- The first.
`);
  expect(seen).toEqual({ tested: 1, built: ['0.1.1'] });
  expect(read('dist-release/backfill-0.1.1/Code.js')).toBe('// 0.1.1');
  expect(git('log', '-1', '--format=%s')).toBe('release: 0.1.1');
  expect(git('describe', '--exact-match')).toBe('v0.1.1');
  expect(git('status', '--porcelain')).toBe('');
  expect(said.at(-1)).toContain('Nothing was pushed');
});

test('a second release has only what came after the first', () => {
  release(edge(), 'minor');
  commit('docs: say more');
  release(edge(), '0.2.1');
  const [, newest = ''] = read('CHANGELOG.md').split(/## 0\.2\.1|## 0\.2\.0/);
  expect(newest).toContain('say more');
  expect(newest).not.toContain('stop in time');
});

describe('refused, with nothing changed', () => {
  const unchanged = (bump: string, passes = true) => {
    const before = [git('rev-parse', 'HEAD'), git('tag'), read('CHANGELOG.md'), read('package.json')];
    let message = '';
    try {
      release(edge(passes), bump);
    } catch (error) {
      message = (error as Error).message;
    }
    expect([git('rev-parse', 'HEAD'), git('tag'), read('CHANGELOG.md'), read('package.json')]).toEqual(before);
    expect(existsSync(join(root, 'dist-release'))).toBe(false);
    return message;
  };

  test('a tree with changes, before any check is run', () => {
    writeFileSync(join(root, 'new.txt'), '');
    expect(unchanged('patch')).toMatch(/in no commit.*new\.txt/s);
    expect(seen.tested).toBe(0);
  });

  test('red checks', () => {
    expect(unchanged('patch', false)).toMatch(/did not pass/);
  });

  test('a version that is not above', () => {
    expect(unchanged('0.0.9')).toMatch(/patch, minor, major/);
  });

  test('a version that was tagged before', () => {
    git('tag', 'v0.1.1');
    expect(unchanged('patch')).toMatch(/v0\.1\.1 already/);
  });

  test('a changelog without its section', () => {
    writeFileSync(join(root, 'CHANGELOG.md'), '# Changelog\n');
    commit('docs: lose it');
    expect(unchanged('patch')).toMatch(/Unreleased/);
  });
});
