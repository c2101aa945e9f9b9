// Influencers.club's refusals as a table, and what a 400 says of the form. How the table is read: ../refusal.ts.
import type { Answer, Failure } from '../operation';
import { ANY, chargeFailure, closed, pause, type Refusals } from '../refusal';

const MONEY = /insufficient|(not enough|out of|no) credits|top up/i;
const NO_CREDITS = 'Influencers.club says: {not enough credits} Top up there.';
const REJECTED = 'Influencers.club rejected the key. Enter a valid key under Connections.';

export const INFLUENCERS: Refusals = {
  name: 'Influencers.club',
  rules: [
    [[402], ANY, 'out of credits', NO_CREDITS],
    [[401, 403], MONEY, 'out of credits', NO_CREDITS],
    [[401], ANY, 'key rejected', REJECTED],
    [[403], /token|api.?key|credential|authenti/i, 'key rejected', REJECTED],
    [[403], /^<$/, 'refused', 'Influencers.club, or a gate before it, does not let this account in (HTTP 403).'],
    [
      [403],
      ANY,
      'plan',
      'Influencers.club says: {not allowed} API access is part of its Pro plan; change the plan there.',
    ],
  ],
  charge: [[[400, 422], MONEY, 'out of credits', NO_CREDITS]],
};

/** The form's fields that are the recipe's; what is said of the file can be a row's fault. */
const FORM_FIELDS =
  /(^|; )(platform|enrichment_mode|metadata|email_required|include_(lookalikes|audience_data)|exclude_platforms|min_followers): /;

/** What an upload that was not accepted means. */
export function uploadFailure(answer: Answer): Failure {
  return chargeFailure(INFLUENCERS, answer, '', (_body, said) => {
    if (FORM_FIELDS.test(said) && !/(^|; )file: /.test(said))
      return pause('refused', `Influencers.club refuses the settings (${said}). Correct the recipe and start again.`);
    return /\b(row|line|record)s?\b/i.test(said) ? 'perRow' : null;
  });
}

export function outOfCredits(said: string): Failure {
  return pause(
    'out of credits',
    NO_CREDITS.replace(/\{.*\}/, () => closed(said)),
  );
}
