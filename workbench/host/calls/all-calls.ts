// Every service call that the host knows, by the name that reports show. Not what they do.
import type { CallTable } from './call-kind';
import { FETCH_CALLS } from './fetch-calls';
import { LOCK_CALLS } from './lock-calls';
import { METADATA_CALLS } from './metadata-calls';
import { PLAIN_CALLS } from './plain-calls';
import { RANGE_CALLS } from './range-calls';
import { SHEET_CALLS } from './sheet-calls';
import { STORE_CALLS } from './store-calls';
import { TRIGGER_CALLS } from './trigger-calls';

export const ALL_CALLS: CallTable = {
  ...RANGE_CALLS,
  ...SHEET_CALLS,
  ...METADATA_CALLS,
  ...STORE_CALLS,
  ...LOCK_CALLS,
  ...FETCH_CALLS,
  ...TRIGGER_CALLS,
  ...PLAIN_CALLS,
};
