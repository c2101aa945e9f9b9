// The operation `influencers.batch`: handles or e-mails through one uploaded file, status polling, and one download.
import { hasOwn } from '../../text/own';
import { numberField } from '../answer';
import type { Operation, Parameter } from '../operation';
import { canonicalParameter, convertParameter } from './convert';
import { creditsCalls, learnCredits, priceOf } from './credits';
import { knownResults } from './known-results';
import { PLATFORMS } from './platform';
import { hearResume, hearStatus, hearUpload, resumeCall, statusCall } from './progress';
import { hearPartial, hearResults, hearSalvage, resultsCall } from './results';
import { type BatchSettings, batchSettings, identityOf, inputOf } from './settings';
import { groupOf, uploadCall } from './upload';

/** Stages that read the results, each to its own end. */
const RESULTS_OF: Record<string, typeof hearResults> = {
  download: hearResults,
  partial: hearPartial,
  salvage: hearSalvage,
};

export const influencersBatch: Operation<BatchSettings> = {
  id: 'influencers.batch',
  provider: 'influencers',
  settings: batchSettings,
  // Results come in no promised order and name their input: they are joined by value.
  hearsInputs: true,

  limits: ({ mode }) => ({
    // A full profile with audience data can pass 400,000 characters, and Google reads at most 50 MB of an answer.
    requestsPerBatch: mode === 'full' ? 100 : 1000,
    // The file may have 10 MB.
    bytesPerBatch: 5_000_000,
    batchesInAir: mode === 'full' ? 3 : 5,
    // 30 to 60 are asked for; the rest is for calls that take different times on their way.
    pollSeconds: 32,
    // No keeping time is published; a paused batch waits for a person.
    resultHours: 168,
    // Inputs without data cost nothing, so a wrong mapping shows without a small batch first.
    trialRequests: 0,
    ticketBytes: 500,
  }),

  identity: identityOf,
  canonical: canonicalParameter,
  groupOf,

  toLearn: creditsCalls,
  learn: learnCredits,
  parameters: parametersOf,
  results: knownResults,
  choicesOf: (parameter) => (parameter === 'platform' ? [...PLATFORMS] : null),
  convert: convertParameter,
  priceOf,
  warnings: ({ mode }) =>
    mode === 'advanced'
      ? ['Influencers.club publishes no price for mode "advanced" any more: what it costs shows only afterwards.']
      : [],
  balance: (learnt) => numberField(learnt, 'balance'),

  open: () => ({ stage: 'upload' }),

  ask: (ticket, inputs, settings) => [
    ticket.stage === 'upload'
      ? uploadCall(inputs, settings)
      : hasOwn(RESULTS_OF, ticket.stage)
        ? resultsCall(ticket)
        : statusCall(ticket),
  ],

  hear(ticket, count, inputs, answers, settings) {
    const { stage } = ticket;
    const answer = answers[0]!;
    if (hasOwn(RESULTS_OF, stage)) return RESULTS_OF[stage]!(ticket, inputs, answer, settings);
    if (stage === 'upload') return hearUpload(answer, count);
    return stage === 'resumed' ? hearResume(ticket, answer) : hearStatus(ticket, count, answer);
  },

  resume: resumeCall,
};

function parametersOf(settings: BatchSettings): Parameter[] {
  const needed = (name: string, label: string, type: 'text' | 'choice' = 'text'): Parameter => ({
    name,
    label,
    required: true,
    type,
  });
  if (inputOf(settings) === 'email') return [needed('email', 'E-mail')];
  const handle = needed('handle', 'Handle or profile address');
  return settings.platform === undefined ? [handle, needed('platform', 'Platform', 'choice')] : [handle];
}
