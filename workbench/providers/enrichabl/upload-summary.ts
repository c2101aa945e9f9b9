// The 202 of an upload in each of the shapes that it may have: only "a summary of created / skipped / failed per row" is documented.

import type { Custom, Lead } from './state';
import type { EnrichablSwitches } from './switches';

export type UploadedRow = {
  email: string;
  fields: Record<string, string>;
  custom: Custom;
  status: 'created' | 'skipped' | 'failed' | 'dropped';
  error: string | null;
  /** The whole upload is refused for this row. */
  refuses: boolean;
  lead: Lead | null;
};

export function summaryOf(rows: UploadedRow[], switches: EnrichablSwitches): object {
  const of = (status: UploadedRow['status']) => rows.filter((row) => row.status === status);
  const emails = (status: UploadedRow['status']) => of(status).map((row) => row.email);
  const counts = {
    created: of('created').length,
    skipped: of('skipped').length,
    failed: of('failed').length,
    dropped: of('dropped').length,
  };
  switch (switches.uploadSummary) {
    case 'counts':
      return counts;
    case 'counted-names':
      return {
        created_count: counts.created,
        skipped_count: counts.skipped,
        failed_count: counts.failed,
        truncated_count: counts.dropped,
      };
    case 'nested': {
      const { dropped, ...summary } = counts;
      return { summary, truncated: dropped > 0, dropped };
    }
    case 'lists':
      return {
        created: emails('created'),
        skipped: emails('skipped'),
        failed: of('failed').map(({ email, error }) => ({ email, error })),
        dropped: counts.dropped,
      };
    case 'per-row':
      // Which rows were dropped is said nowhere: they are counted, not listed.
      return {
        results: rows
          .filter((row) => row.status !== 'dropped')
          .map(({ email, status, error, lead }) => ({ email, status, error, lead_id: lead?.id ?? null })),
        dropped: counts.dropped,
      };
  }
}
