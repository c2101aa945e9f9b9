// Databar's refusals as a table, and what a submit's 400 says of its rows. How the table is read: ../refusal.ts.
import type { Answer, Failure } from '../operation';
import { ANY, chargeFailure, type Refusals } from '../refusal';
import { blamedRows } from './blamed-rows';

const REJECTED = 'Databar rejected the key. Enter a valid key under Connections.';

export const DATABAR: Refusals = {
  name: 'Databar',
  rules: [
    [
      [401, 403],
      /sdk is not available|not available on your current plan/i,
      'plan',
      'Databar says: {} Ask Databar to open API access for your plan.',
    ],
    [[401], ANY, 'key rejected', REJECTED],
    [[403], /^<?$|forbidden|key|token|credential/i, 'key rejected', REJECTED],
    [[403], ANY, 'refused', 'Databar does not allow this for your account: {}'],
  ],
  // Credits or plan; Databar's own text often names both, and credits are the one that a person can mend at once.
  charge: [
    [[406], /^(?!.*(credit|balance)).*plan/is, 'plan', 'Databar says: {} Change the plan at Databar.'],
    [[406], ANY, 'out of credits', 'Databar says: {not enough credits} Top up at Databar.'],
  ],
};

export function unknownTable(table: string): string {
  return `Databar does not know the table ${table}.`;
}

/** What a submit that was not accepted means. `what` names the thing that a 404 says is missing. */
export function submitFailure(answer: Answer, sent: number, what: string): Failure {
  return chargeFailure(DATABAR, answer, what, (body) => {
    const rows = blamedRows(body, sent);
    return Array.isArray(rows) ? { kind: 'bad rows', rows } : rows;
  });
}
