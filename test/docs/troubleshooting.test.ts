// docs/troubleshooting.md has every message that a person can meet, and none that the source does not have.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDocument } from './documents';
import { type Message, messagesIn, sourcesBelow, unionIn } from './messages';

/** Files whose texts are no messages: data, labels, the menu. */
const NO_MESSAGES = [
  'src/archive/archive-row.ts',
  'src/engine/state-budget.ts',
  'src/platform/apps-script/menu.ts',
  'src/providers/databar/lists.ts',
  'workbench/runner/progress.ts',
];

/** Its texts are names of questions; what it says of itself is in docs/deploy.md. */
const SELF_CHECK = join('src', 'self-check');

/** The panel's files in which what went wrong is said; its labels are elsewhere. */
const PANEL = ['say-problem', 'draft-problems', 'recipe-file', 'save-log', 'run-words'].map(
  (name) => `sidebar/${name}.ts`,
);

/** Pieces that stand within messages, names of fields, and what Google says itself. */
const PIECES = [
  /^[…\s·()]*$|^…+ ?…*:? …$|^… of …$|^… · … credits$|^… spent$|^… \(copy …\)$|^…: …, … percent/,
  /^(the new (pipeline|template)|the list of (pipelines|…s)|the pipeline …|the waterfall "…"|the enrichment … of this table)$/,
  /^(at most … more|in row …|one by one|not yet made|Stopped, still collecting|settle --as sent)$/,
  /^(Provider that had it|Credits it cost|Handle or profile address|The nearest is|their price is)/,
  /^(Script function not found|older than the add-on|There is no sheet|Google said nothing|Google no longer lets|Google's limit for today|… could not (ask|hear): …)$/,
  /^(npm run -s backfill|--key …=KEY, or …|DNS error: …|Invalid argument: …|--recipe …: …|…: … requests are …$)/,
  /^(true false wahr|prawda fałsz|αληθής)/,
];

const page = readDocument('docs/troubleshooting.md');
const wordsOf = (text: string) => text.split(/\s+/).filter((word) => /\w/.test(word)).length;
/** Recipes' properties and command lines stand in backticks too. */
const entries = page.codes.filter((code) => code.split(/\s+/).length >= 3 && !/^("\w+": |npm )/.test(code));

const messages: Message[] = [...sourcesBelow('src'), ...sourcesBelow('workbench/runner'), ...PANEL]
  .filter((path) => !NO_MESSAGES.includes(path) && !path.startsWith(SELF_CHECK))
  .flatMap(messagesIn)
  .filter(({ text }) => !PIECES.some((piece) => piece.test(text)));

/** An entry is a message, or a telling part of one: three words of its own at least. */
function matcherOf(entry: string): RegExp {
  const parts = entry.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(wordsOf(entry) < 3 ? `^${parts.join('.*')}$` : parts.join('.*'), 's');
}

const matchers = entries.map((entry) => [entry, matcherOf(entry)] as const);

test('every message of the source is on the page', () => {
  const missing = messages.filter(({ text }) => !matchers.some(([, matcher]) => matcher.test(text)));
  expect(missing.map(({ text, at }) => `${at}  ${text}`)).toEqual([]);
});

test('every message on the page is one of the source', () => {
  expect(
    matchers.filter(([, matcher]) => !messages.some(({ text }) => matcher.test(text))).map(([entry]) => entry),
  ).toEqual([]);
});

test('every reason for which a run pauses or stops has an entry', () => {
  const kinds = [...unionIn('src/providers/operation.ts', 'PauseKind'), ...unionIn('src/job/job.ts', 'Reason')];
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((kind) => !page.codes.includes(kind))).toEqual([]);
});
