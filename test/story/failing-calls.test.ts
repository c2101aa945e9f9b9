// One service call fails in Google's own words: nothing is billed twice, lost or misplaced, and people are told what to do.
import { expect, test } from 'vitest';
import { sweepFailures } from './failing-calls';
import { billed, leads, scene, WORK_EMAILS } from './scene';

test('a run of 12 rows with one failing service call, before or after its effect', { timeout: 900_000 }, () => {
  const open = () => {
    const s = scene({ rows: leads(12, true) });
    s.giveKey();
    return s;
  };
  const { cases, checks, problems, messages } = sweepFailures(
    { open, recipe: WORK_EMAILS, billed },
    Number(process.env.EVERY ?? 25),
  );
  console.log(`failing calls: ${cases} cases, rows in check over all of them: ${checks}`, [...messages]);
  expect(problems).toEqual([]);
});
