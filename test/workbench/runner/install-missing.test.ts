// When install-missing lets npm run: only where something is missing or in another version. npm itself is not run here.
import { describe, expect, test } from 'vitest';

// By a variable: the script is plain JavaScript and has no types to import.
const script = '../../../workbench/install-missing.mjs';
const { missingPackages, nodeComplaint } = (await import(/* @vite-ignore */ script)) as {
  missingPackages(wanted: object, installed: object | null): string[];
  nodeComplaint(version: string): string | null;
};

const lock = (packages: object) => ({ packages: { '': { version: '0.1.0' }, ...packages } });
const wanted = lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0', optional: true } });

describe('what is installed', () => {
  test('is enough where all versions are those of the lockfile', () => {
    expect(missingPackages(wanted, lock({ 'node_modules/a': { version: '1.0.0' } }))).toEqual([]);
  });

  test('is not enough where one has another version', () => {
    expect(missingPackages(wanted, lock({ 'node_modules/a': { version: '1.0.1' } }))).toEqual(['a']);
  });

  test('is not enough where one is missing, unless it is optional: those are for other systems', () => {
    expect(missingPackages(wanted, lock({}))).toEqual(['a']);
  });

  test('an optional one in an old version is replaced too', () => {
    const installed = lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } });
    expect(missingPackages(wanted, installed)).toEqual(['b']);
  });

  test('is nothing where there is no node_modules', () => {
    expect(missingPackages(wanted, null)).toEqual(['node_modules']);
  });
});

test.each([
  ['v18.19.0', true],
  ['v20.0.0', false],
  ['v24.1.0', false],
])('Node %s is refused with one clear line: %s', (version, refused) => {
  expect(nodeComplaint(version) !== null).toBe(refused);
});
