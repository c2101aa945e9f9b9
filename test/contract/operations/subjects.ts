// Every operation that the contract is run against. An operation of src/ that is missing here fails operations.test.ts.
import { enrichmentSubject, waterfallSubject } from './databar-subject';
import { madeUpSubject } from './made-up-subject';

export const SUBJECTS = [enrichmentSubject, waterfallSubject, madeUpSubject].map(
  (subject) => [subject.operation.id, subject] as const,
);
