// What an Enrichabl account says of itself: how many leads it holds, and its lead quota where an answer tells it. A free read.
// The pages of Enrichabl name no endpoint for the account: it has no name and no balance here.
import { type AccountReading, problemOf } from '../account-reads';
import { bodyOf } from '../answer';
import { namedIn, PIPELINE_ID } from './listing';
import { allLeads, LIST_PIPELINES } from './pipelines';
import { quotaIn } from './refusal';

export const enrichablAccount: AccountReading = {
  calls: () => [LIST_PIPELINES],
  read([answer]) {
    const list = namedIn(answer!, 'pipeline', PIPELINE_ID, []);
    if ('failure' in list) return problemOf(list.failure);
    const quota = quotaIn(bodyOf(answer!));
    const leads = quota ? `${quota.count} of ${quota.limit}` : String(allLeads(list));
    return {
      name: null,
      balance: null,
      figures: [
        { label: 'pipelines', value: String(list.length) },
        { label: 'leads', value: leads },
      ],
    };
  },
};
