// The providers and their operations, as a table. The one place to add either.

import type { AccountReading, ListReading } from './account-reads';
import { databarEnrichment } from './databar/enrichment';
import { databarAccount, databarLists } from './databar/lists';
import { databarTable } from './databar/table';
import { databarWaterfall } from './databar/waterfall';
import { enrichablAccount } from './enrichabl/account';
import { enrichablEnrichment } from './enrichabl/enrichment';
import { enrichablExport } from './enrichabl/export';
import { enrichablLeads } from './enrichabl/leads';
import { enrichablLists } from './enrichabl/lists';
import { enrichablValidation } from './enrichabl/validation';
import { influencersAccount } from './influencers/account';
import { influencersBatch } from './influencers/batch';
import type { Operation, ProviderId } from './operation';

export type Provider = {
  id: ProviderId;
  name: string;
  origin: string;
  /** The header that carries the key. */
  keyHeader(key: string): Record<string, string>;
  /** Absent where the account says nothing of itself. */
  account?: AccountReading;
  lists?: ListReading[];
};

export const PROVIDERS: Record<ProviderId, Provider> = {
  databar: {
    id: 'databar',
    name: 'Databar',
    origin: 'https://api.databar.ai',
    keyHeader: (key) => ({ 'x-apikey': key }),
    account: databarAccount,
    lists: databarLists,
  },
  influencers: {
    id: 'influencers',
    name: 'Influencers.club',
    origin: 'https://api-dashboard.influencers.club',
    keyHeader: (key) => ({ Authorization: `Bearer ${key}` }),
    account: influencersAccount,
  },
  enrichabl: {
    id: 'enrichabl',
    name: 'Enrichabl',
    origin: 'https://api.enrichabl.com',
    keyHeader: (key) => ({ Authorization: `Bearer ${key}` }),
    account: enrichablAccount,
    lists: enrichablLists,
  },
};

/** Every operation that a recipe may name. Settings are checked by the operation's own schema, hence `never` here. */
// biome-ignore lint/suspicious/noExplicitAny: a table of operations whose settings differ; each checks its own.
export type AnyOperation = Operation<any>;

export const OPERATIONS: readonly AnyOperation[] = [
  databarEnrichment,
  databarWaterfall,
  databarTable,
  influencersBatch,
  enrichablLeads,
  enrichablEnrichment,
  enrichablValidation,
  enrichablExport,
];
