// What contributors are given is true: the workflow runs .ci/run, commands and versions are as CONTRIBUTING.md says.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDocument } from './documents';

const read = (path: string) => readFileSync(path, 'utf8');
const { scripts, dependencies, devDependencies, engines } = JSON.parse(read('package.json'));

test('the workflow runs .ci/run on the oldest Node that is promised and on the newest, and the audit apart', () => {
  const workflow = read('.github/workflows/checks.yml');
  const [checks = '', audit = ''] = workflow.split(/^ {2}audit:$/m);
  expect(checks).toContain('- run: .ci/run');
  expect(checks).toContain(`node: ['${engines.node.replace('>=', '')}', 'node']`);
  expect(checks).not.toContain('npm audit');
  expect(audit).toContain('npm audit');
  expect(read('.ci/run')).toMatch(/^npm test$/m);
});

test('every version is exact', () => {
  const all = Object.entries<string>({ ...dependencies, ...devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('CONTRIBUTING.md names every npm script', () => {
  const said = readDocument('CONTRIBUTING.md').codes.join('\n');
  expect(Object.keys(scripts).filter((name) => !new RegExp(`npm (run )?(-s )?${name}\\b`).test(said))).toEqual([]);
});

test('the changelog has a place for what comes next', () => {
  expect(readDocument('CHANGELOG.md').anchors).toContain('unreleased');
});
