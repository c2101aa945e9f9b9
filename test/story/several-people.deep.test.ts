// The long form of several people at once. SEED=7 SEQUENCES=1 npm run test:deep -- several-people   repeats the story of seed 7.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { gather } from './crowd';

test('two to five people in one document: nothing is sent twice, no key is another person’s, what wakes late harms nothing', async () => {
  const seed = Number(process.env.SEED ?? 1);
  const cases = Number(process.env.SEQUENCES ?? 1000);
  await proveDeep('several people at once', async () => {
    const problems: string[] = [];
    for (let one = seed; one < seed + cases; one++)
      problems.push(...(await gather(one)).problems.map((problem) => `seed ${one}: ${problem}`));
    return { cases, problems, seed };
  });
});
