// The account behind a key at Influencers.club: its credits. A free read for the wizard; the same call as before a plan.
import { numberField } from '../answer';
import { accountReading } from '../free-reads';
import { CREDITS } from './credits';
import { INFLUENCERS } from './refusal';

export const influencersAccount = accountReading(INFLUENCERS, CREDITS, (body) => {
  const used = numberField(body, 'credits_used');
  return {
    name: null,
    balance: numberField(body, 'credits_available'),
    figures: used === null ? [] : [{ label: 'Credits used', value: String(used) }],
  };
});
