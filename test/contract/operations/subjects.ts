// Every operation that the contract is run against. An operation of src/ that is missing here fails operations.test.ts.
import { enrichmentSubject, waterfallSubject } from './databar-subject';
import { tableSubject } from './databar-table-subject';
import { enrichablEnrichmentSubject, leadsSubject, validationSubject } from './enrichabl-subject';
import { emailsSubject, handlesSubject } from './influencers-subject';
import { madeUpSubject } from './made-up-subject';

export const SUBJECTS = [
  enrichmentSubject,
  waterfallSubject,
  tableSubject,
  handlesSubject,
  emailsSubject,
  leadsSubject,
  enrichablEnrichmentSubject,
  validationSubject,
  madeUpSubject,
].map((subject) => [subject.operation.id, subject] as const);
