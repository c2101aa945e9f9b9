// What the documents say to press is there: each label that a page for users sets in italics stands in the panel, in the menu or on the workbench's page.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Tokens, walkTokens } from 'marked';
import { expect, test } from 'vitest';
import { DOCUMENTS } from './documents';

/** Pages about Google's own forms, and what is for contributors, name other things in italics. */
const PAGES = DOCUMENTS.filter(
  ({ path }) => /^(README|docs\/[\w-]+|docs\/publish\/reviewer)\.md$/.test(path) && path !== 'docs/third-party.md',
);

/** Google's own words: no source of ours has them. */
const GOOGLES = [
  ...[
    'Extensions',
    'Backfill',
    'Data',
    'Sort range',
    'Split text to columns',
    'File',
    'Version history',
    'OK',
    'Advanced',
    'Allow',
  ],
  ...['Go to Backfill (unsafe)', 'Delete all connections', 'Security', 'Access and data control', 'API controls'],
];
/** Put together from pieces, and names that are no labels. */
const PIECED: Record<string, string> = {
  'Try 5 rows first': 'rows first',
  'Databar enrichments': 'Databar ',
  'Databar waterfalls': 'Databar ',
  'Creator profile from a handle, raw': 'a handle, raw',
  'Creator profile from a handle, full': 'a handle, full',
  'Creator profile from an e-mail, advanced': 'an e-mail, advanced',
  'Fill 3 rows · free': 'Fill ',
  'Bring in 3 leads · free': 'Bring in ',
  'New pipeline': 'New ',
  Buy: '`Buy ${',
};

const PLACES = ['sidebar', 'workbench/page', 'src/platform/apps-script', 'src/self-check', 'src/archive'];
const SHOWN = PLACES.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
)
  .join('\n')
  .replace(/\s+/g, ' ');

type Named = { path: string; label: string };

function labelsOf({ path, tokens }: (typeof DOCUMENTS)[number]): Named[] {
  const found: Named[] = [];
  walkTokens(tokens, (token) => {
    if (token.type !== 'em') return;
    for (const label of (token as Tokens.Em).text.split(/\s*[→›]\s*/))
      found.push({ path, label: label.replace(/\s+/g, ' ').replace(/( …|[.,])$/, '') });
  });
  return found;
}

/** As a whole text of the source, between quotes or tags, so that `Rows` is not found in a longer word. */
function isShown(label: string): boolean {
  if (GOOGLES.includes(label)) return true;
  if (PIECED[label]) return SHOWN.includes(PIECED[label]);
  const literal = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`["'\`>] ?${literal}( …| \\(.*?\\))?[.:]? ?["'\`<{,]`).test(SHOWN);
}

const named = PAGES.flatMap(labelsOf);

test('every label that a page names is one that a person can see', () => {
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter(({ label }) => !isShown(label))).toEqual([]);
});

test('every exception is needed', () => {
  const labels = new Set(named.map(({ label }) => label));
  expect([...GOOGLES, ...Object.keys(PIECED)].filter((label) => !labels.has(label))).toEqual([]);
});
