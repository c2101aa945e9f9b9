// What Enrichabl's three operations have in common: their rows are leads of an account. What becomes of the leads is each one's own.
import type { Limits, Operation } from '../operation';
import { canonicalField, convertField, leadParameters } from './lead-fields';
import { learn, toLearn, warningsOf } from './learning';
import type { AnySettings } from './settings';

type Own = 'id' | 'settings' | 'limits' | 'identity' | 'ask' | 'hear';

export function leadOperation<S extends AnySettings>(
  own: Pick<Operation<S>, Own> & Partial<Operation<S>>,
): Operation<S> {
  return {
    provider: 'enrichabl',
    hearsInputs: true,
    canonical: canonicalField,
    toLearn,
    learn,
    parameters: (_settings, learnt) => leadParameters(learnt),
    convert: convertField,
    // The accounts of third parties are billed; Enrichabl names no price.
    priceOf: () => 'unknown',
    balance: () => null,
    warnings: warningsOf,
    open: () => ({ stage: 'prepare' }),
    ...own,
  };
}

export function leadLimits(requestsPerBatch: number, batchesInAir: number, ticketBytes: number): Limits {
  return {
    requestsPerBatch,
    bytesPerBatch: 3_500_000,
    batchesInAir,
    pollSeconds: 5,
    resultHours: 24,
    trialRequests: 0,
    ticketBytes,
  };
}
