// The account's credits as learnt before a plan: a balance, and the test of the key. Optional: a run goes on without.
import { amountIn, bodyOf, isMissing, numberField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Learning, Learnt, Price, RequestInput, Wanted } from '../operation';
import { accountFailure, again } from '../refusal';
import { INFLUENCERS } from './refusal';
import type { BatchSettings } from './settings';

/** `account/credits`, as the guides print it, answers 404. */
export const CREDITS = '/public/v1/accounts/credits/';

/** Looks at a call that answers, but not with credits. Nothing needs them, so a broken one must not stop a run. */
const MOST_LOOKS = 2;

export function creditsCalls(_settings: BatchSettings, _wanted: Wanted, learnt: Learnt): Call[] {
  return learnt.balance === undefined ? [read(CREDITS)] : [];
}

export function learnCredits(
  _settings: BatchSettings,
  _wanted: Wanted,
  learnt: Learnt,
  _calls: Call[],
  answers: Answer[],
): Learning {
  const answer = answers[0]!;
  const failure = accountFailure(INFLUENCERS, answer);
  if (failure?.kind === 'pause' && failure.why !== 'out of credits') return { learnt, failure };
  if ('fault' in answer) return { learnt, failure: again(INFLUENCERS, answer) };
  const balance = amountIn(bodyOf(answer), 'credits_available');
  const looks = (numberField(learnt, 'looks') ?? 0) + 1;
  return balance === null && !isMissing(answer) && looks < MOST_LOOKS
    ? { learnt: { ...learnt, looks }, failure: again(INFLUENCERS, answer) }
    : { learnt: { balance } };
}

/** Credits of one success, from the vendor's usage limits (2026); a record without data costs nothing. `advanced` is not listed there. */
const PRICES: Record<BatchSettings['mode'], number | null> = { raw: 0.03, full: 1, basic: 0.05, advanced: null };

export function priceOf(_input: RequestInput, { mode }: BatchSettings): Price {
  const max = PRICES[mode];
  return max === null ? 'unknown' : { min: 0, max };
}
