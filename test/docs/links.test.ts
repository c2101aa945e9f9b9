// What the documents point at is there: files, headings, pictures, paths in backticks, npm scripts. Nothing outside of this repository is asked.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DOCUMENTS, readDocument, targetOf } from './documents';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
/** What npm knows by itself. */
const OF_NPM = ['start', 'test', 'audit', 'ci', 'install', 'run'];
const OUTSIDE = /^(https?|mailto):/;
/** A path of ours as it stands in backticks; `*` stands for what differs. */
const OWN_PATH = /^(?:src|test|workbench|sidebar|bench|docs|\.github|\.ci)\/[\w.*/-]*$/;

const FILES = ['src', 'test', 'workbench', 'sidebar', 'bench', 'docs', '.ci'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name).split(sep).join('/')),
);

function isThere(path: string): boolean {
  const pattern = path.replace(/\/$/, '').replace(/\./g, '\\.').replace(/\*+/g, '[^/]*');
  return FILES.some((file) => new RegExp(`^${pattern}$`).test(file)) || existsSync(path);
}

test('there are documents, and they are reached from README.md', () => {
  const reached = new Set(['README.md']);
  for (const path of reached) {
    for (const link of readDocument(path).links) {
      const target = OUTSIDE.test(link) ? '' : targetOf(readDocument(path), link).path;
      if (target.endsWith('.md') && existsSync(target)) reached.add(target);
    }
  }
  const own = DOCUMENTS.map(({ path }) => path).filter((path) => !path.startsWith('.github/'));
  expect(own.length).toBeGreaterThan(10);
  expect(own.filter((path) => !reached.has(path))).toEqual([]);
});

describe.each(DOCUMENTS.map((document) => [document.path, document] as const))('%s', (_path, document) => {
  test('links to files and headings that exist', () => {
    const dead = document.links.filter((link) => {
      if (OUTSIDE.test(link)) return !URL.canParse(link);
      const { path, anchor } = targetOf(document, link);
      if (!existsSync(path)) return true;
      return anchor !== '' && !(path.endsWith('.md') && readDocument(path).anchors.includes(anchor));
    });
    expect(dead).toEqual([]);
  });

  test('shows pictures that exist', () => {
    expect(document.pictures.filter((address) => !existsSync(targetOf(document, address).path))).toEqual([]);
  });

  test('names paths that exist', () => {
    const named = document.codes.filter((code) => OWN_PATH.test(code));
    expect(named.filter((path) => !isThere(path))).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const texts = [...document.codes, ...document.fences.map(({ text }) => text)].join('\n');
    const named = [...texts.matchAll(/\bnpm (?:run )?(?:-s )?([a-z][\w:-]*)/g)].map((match) => match[1]!);
    expect(named.filter((name) => !(name in scripts) && !OF_NPM.includes(name))).toEqual([]);
  });
});
