// The operation `enrichabl.validation`: e-mails through BounceBan, Mailveri or both. Verdicts stand on a lead's row in its pipeline.
import type { Operation } from '../operation';
import { NOT_SENT } from './before';
import { jobOperation } from './job-batch';
import { failed, type Said, type Work } from './job-work';
import type { LeadRow } from './known-leads';
import { warningsOf } from './learning';
import { endedWithout } from './progress';
import { type ValidationSettings, validationSettings } from './settings';

/** The four words of enrichabl.com/docs/api; anything else is no verdict. UNKNOWN is one, but another service may know more. */
const FINAL = new Set(['VALID', 'INVALID', 'RISKY']);
const UNSURE = 'UNKNOWN';
const WAS_UNSURE = 'U';
const HAD_NONE = '-';

export const enrichablValidation: Operation<ValidationSettings> = jobOperation(workOf, {
  id: 'enrichabl.validation',
  settings: validationSettings,
  identity: ({ service }) => JSON.stringify([service]),
  results: () => [{ path: 'status', label: 'validation status' }],
  warnings: (settings, learnt) => [...warningsOf(settings, learnt), ...(HINTS[settings.service] ?? [])],
});

const HINTS: { [service: string]: string[] } = {
  BOUNCEBAN: ['BounceBan often answers UNKNOWN for Gmail and Yahoo; HYBRID asks Mailveri then.'],
  HYBRID: ['HYBRID needs the keys of both BounceBan and Mailveri at Enrichabl.'],
};

function workOf({ service, target }: ValidationSettings): Work {
  return {
    family: 'validation',
    target,
    start: () => ({ service }),
    early({ rows }) {
      const word = wordOf(rows);
      // Validated before, by whatever service: the provider would skip it, so it is read for free.
      return word !== null && FINAL.has(word) ? foundWord(word) : null;
    },
    mark: ({ rows }) => (rows.some((row) => row.validation === UNSURE) ? WAS_UNSURE : HAD_NONE),
    isNew(mark, { rows }) {
      const word = wordOf(rows);
      return word !== null && mark !== NOT_SENT && (FINAL.has(word) || mark === HAD_NONE);
    },
    isComplete: (rows) => wordOf(rows) !== null,
    verdict: verdictOf,
  };
}

/** The verdict on any of the lead's rows; a definite one before UNKNOWN. */
function wordOf(rows: LeadRow[]): string | null {
  const words = rows.map((row) => row.validation);
  return words.find((word) => FINAL.has(word)) ?? words.find((word) => word === UNSURE) ?? null;
}

function foundWord(word: string): Said {
  return { outcome: 'found', result: { status: word } };
}

const verdictOf: Work['verdict'] = (_mark, { rows }, end, { error }) => {
  const word = wordOf(rows);
  if (word !== null) return foundWord(word);
  if (error !== null) return failed(error);
  if (end?.word === 'FAILED' && end.processed === 0) return failed(end.reason || 'the job failed');
  return end?.total === 0 ? failed('Enrichabl took no lead of the job') : endedWithout(end);
};
