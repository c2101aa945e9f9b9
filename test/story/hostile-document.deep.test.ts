// Hundreds of tampered documents, every call in each; one seed for all (SEED=…), printed in the table.
import fc from 'fast-check';
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { SEEDED } from '../text/seed';
import { anyTampering, tamperedDocument } from './hostile-document';

const DOCUMENTS = 400;
const seed = SEEDED.seed ?? Date.now() % 1_000_000;

test('tampered documents: every call of the panel, the alarm and formulas', async () => {
  await proveDeep('tampered documents, every call', () => {
    const problems: string[] = [];
    let cases = 0;
    for (const tamperings of fc.sample(anyTampering, { seed, numRuns: DOCUMENTS })) {
      const told = tamperedDocument(tamperings);
      cases += told.calls;
      for (const problem of told.problems) problems.push(`${problem}\n${JSON.stringify(tamperings)}`);
    }
    return { cases, problems, seed };
  });
});
