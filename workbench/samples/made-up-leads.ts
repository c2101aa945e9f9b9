// Leads by the thousand, made up by number, and the recipe that fills them: for tests and benchmarks. The samples that people run are the files beside it.

export const HEADERS = ['First name', 'Company', 'Work email', 'Confidence', 'Work emails status', 'Notes'];

export const WORK_EMAILS = {
  version: 1,
  name: 'Work emails',
  operation: 'databar.enrichment',
  settings: { enrichment: 833 },
  sheet: 'Leads',
  inputs: { first_name: 'First name', company: 'Company' },
  outputs: { email: 'Work email', confidence: 'Confidence' },
};

/** A number as letters, so that no lead holds one that a simulated provider takes for a magic number. */
export function letters(n: number): string {
  return n < 10 ? 'bcdfghjklm'[n]! : letters(Math.floor(n / 10)) + letters(n % 10);
}

/** `count` rows under HEADERS; every third repeats the lead two rows above it where `duplicates` is set. */
export function leads(count: number, duplicates = false): string[][] {
  return Array.from({ length: count }, (_, row) => {
    const who = letters(duplicates && row % 3 === 2 ? row - 2 : row);
    return [`Person${who}`, `Company ${who}`, '', '', '', `note ${row}`];
  });
}
