// The mutants of `npm run test:mutants` fit the source as it is now. That each is noticed takes minutes, and is not asked here.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MUTANTS } from './mutants';

test.each(MUTANTS)('the mistake of "$promise" finds its place in the source, once', ({ patches }) => {
  expect(patches.length).toBeGreaterThan(0);
  for (const { file, from } of patches)
    expect(readFileSync(file, 'utf8').split(from), `${file}: ${from}`).toHaveLength(2);
});
