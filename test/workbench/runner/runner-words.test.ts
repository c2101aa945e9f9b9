// The add-on's sentences as the runner says them: flags and commands in place of panels and buttons.
import { expect, test } from 'vitest';
import { inRunnerWords, sentencesInRunnerWords } from '../../../workbench/runner/runner-words';

test.each([
  [
    'Databar rejected the key. Enter a valid key under Connections. Then press Resume, or Stop to end the run.',
    'Databar rejected the key. Enter a valid key (--key databar=KEY, or BACKFILL_KEY_DATABAR).',
  ],
  [
    'There is no key for Influencers.club yet. Enter yours under Connections.',
    'There is no key for Influencers.club yet. Enter yours (--key influencers=KEY, or BACKFILL_KEY_INFLUENCERS).',
  ],
  ['Your balance of 4.300000000000001 credits may not suffice.', 'Your balance of 4.3 credits may not suffice.'],
  ['Databar says: No credits.. Top up at Databar.', 'Databar says: No credits. Top up at Databar.'],
  ['Waiting...', 'Waiting...'],
  ['The sheet has no column Company.', 'The sheet has no column Company.'],
])('%s', (text, words) => {
  expect(inRunnerWords(text)).toBe(words);
});

test('only what people read is changed, never the words of a cell', () => {
  const text = 'Look under Connections';
  const read = JSON.parse(JSON.stringify({ status: text, reason: text, notes: [text] }), sentencesInRunnerWords);
  const words = 'Look (--key provider=KEY)';
  expect(read).toEqual({ status: text, reason: words, notes: [words] });
});
