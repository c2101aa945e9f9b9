// For each of the five promises a mistake in the code that breaks it, and the check that must go red. Data only.
import type { Patch } from '../patched-bundle';

/** `check`: a test file and the words of its titles. */
export type Mutant = { promise: string; mistake: string; patches: Patch[]; check: { file: string; title: string } };

export const MUTANTS: Mutant[] = [
  {
    promise: 'never pays twice',
    mistake: 'a batch is not written down as sent before its charge goes out',
    patches: [
      {
        file: 'src/job/charge.ts',
        from: '  addToAir(slice, batch);\n  save(slice, batch);',
        to: '  addToAir(slice, batch);',
      },
    ],
    check: { file: 'test/story/crash.test.ts', title: 'killed before or after any service call' },
  },
  {
    promise: 'never a wrong row',
    mistake: 'what was written is not looked at again',
    patches: [
      {
        file: 'src/job/write-wave.ts',
        from: 'let verdict = verify(last, next, written, open, ours);',
        to: "let verdict = { kind: 'in place' } as ReturnType<typeof verify>;",
      },
    ],
    check: { file: 'test/story/moving-rows.test.ts', title: 'sequences that once put a value into a wrong place' },
  },
  {
    promise: 'never loses what was paid for',
    mistake: 'a batch is closed before its answers are in the archive',
    patches: [
      {
        file: 'src/job/keep.ts',
        from: "import { type Counts, NO_COUNTS } from './job';",
        to: "import { type Counts, NO_COUNTS } from './job';\nimport { jobEntries } from './job-records';",
      },
      {
        file: 'src/job/keep.ts',
        from: '  const { platform, job } = slice;\n  saveTicket(slice);',
        to:
          '  const { platform, job } = slice;\n  saveTicket(slice);\n' +
          '  const open = job.open.filter(({ n }) => !heard.some((one) => one.closed && one.batch.n === n));\n' +
          '  platform.documentStore.set(jobEntries({ ...job, open }));',
      },
    ],
    check: { file: 'test/story/crash.test.ts', title: 'killed before or after any service call' },
  },
  {
    promise: 'never spends unasked',
    mistake: 'a batch is not held against the cap in credits',
    patches: [{ file: 'src/job/submit.ts', from: 'if (credits > room + EPSILON || (', to: 'if ((' }],
    check: { file: 'test/story/trouble.test.ts', title: 'the cap holds' },
  },
  {
    promise: 'never becomes the attack',
    mistake: 'a provider’s text is typed into the cell as it came',
    patches: [
      {
        file: 'src/sheet/cell-value.ts',
        from: 'isSafeText(shown) ? shown',
        to: 'true ? shown',
      },
    ],
    check: { file: 'test/story/hostile-values.test.ts', title: 'leave no formula anywhere' },
  },
];
