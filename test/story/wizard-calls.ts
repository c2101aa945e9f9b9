// Every call of the contract with arguments that make it answer, for tests that hold all of them to one rule. Asserts nothing.
import { readFileSync } from 'node:fs';
import { SAMPLE_KEY, WORK_EMAILS } from './scene';

/** The names in the contract, read from its text: a call that is added there must be added below. */
export function contractNames(): string[] {
  const text = readFileSync('src/sidebar-calls.ts', 'utf8');
  const calls = text.slice(text.indexOf('export type Calls'));
  return [...calls.matchAll(/^ {2}(\w+): \{/gm)].map((match) => match[1]!);
}

/** Calls that only look: they take no lock and write nothing but caches. */
export function looks(jobId: string): Record<string, object> {
  return {
    open: {},
    tab: {},
    testKey: { provider: 'databar' },
    list: { of: 'databar.enrichments' },
    describe: { operation: 'databar.enrichment', settings: { enrichment: 833 } },
    counts: { recipe: WORK_EMAILS },
    plan: { recipe: WORK_EMAILS },
    job: { jobId },
    jobs: {},
    doubts: { jobId },
    log: { jobId },
    provenance: {},
    formulaPlan: { where: 'document' },
  };
}

export function changes(jobId: string): Record<string, object> {
  return {
    saveKey: { provider: 'databar', key: SAMPLE_KEY },
    advance: {},
    saveRecipe: { recipe: WORK_EMAILS },
    arm: { name: 'Work emails' },
    disarm: { name: 'Work emails' },
    removeRecipe: { name: 'Work emails' },
    refreshFormulas: { where: 'tab' },
    attach: { table: '3f2b', enrichment: 833, columns: { first_name: 'First name' } },
    start: { recipe: WORK_EMAILS, planId: 'made-for-the-test', shown: { toBuy: 9, maxCredits: null } },
    stop: { jobId },
    resume: { jobId },
    cancel: { jobId },
    settle: { jobId, as: 'sent' },
    undo: { jobId },
    forget: {},
    removeKey: { provider: 'databar' },
  };
}
