// Finds leads by e-mail in the lists of an account's pipelines, page by page. There is no look-up by e-mail, and a lead may live in any
// pipeline. Reads only.
import { bodyOf, field, textField } from '../answer';
import type { Answer, Call, Failure, Json } from '../operation';
import { normalEmail } from './lead-fields';
import { listOf, numberAt, pathPart, readCall, textAt } from './listing';
import { readFailure } from './refusal';

/** Up to 10,000 are allowed; with large custom fields that could be tens of megabytes. */
const PAGE = 1000;
const AT_ONCE = 8;
/** Pages planned ahead; whatever a total says, the last of them tells whether there are more. */
const AHEAD = 300;

/** A lead in a pipeline, as Enrichabl lists it. */
export type LeadRow = {
  leadId: string;
  rowId: string;
  pipeline: string;
  stage: string;
  validation: string;
  enrichment: string;
  lead: Json;
};

/** Pages still to read, in order, and what was found: e-mail → its rows. */
export type Scan = {
  likely: string;
  queue: [pipeline: string, offset: number][];
  found: { [email: string]: LeadRow[] };
};

export const NO_SCAN: Scan = { likely: '', queue: [], found: {} };

/** @param first the pipeline where they most likely are; read to its end before the others */
export function newScan(first: string, others: readonly string[], found: Scan['found'] = {}): Scan {
  return { likely: first, queue: [first, ...others.filter((id) => id !== first)].map((id) => [id, 0]), found };
}

export function scanCalls(scan: Scan): Call[] {
  return next(scan).map(([pipeline, offset]) =>
    readCall(`/v1/pipelines/${pathPart(pipeline)}/leads?limit=${PAGE}&offset=${offset}`),
  );
}

/**
 * The pages to read now. A pipeline's first page goes alone while it is the likeliest one (it says how many more there are), then its
 * other pages, several at once; of the other pipelines several first pages at once.
 */
function next({ queue, likely }: Scan): Scan['queue'] {
  const own = queue.filter(([pipeline]) => pipeline === likely);
  return (own.length > 0 ? own : queue).slice(0, AT_ONCE);
}

/**
 * @param wanted normalised e-mails
 * @param enough whether nothing more needs to be read
 */
export function hearScan(
  scan: Scan,
  answers: Answer[],
  wanted: ReadonlySet<string>,
  enough: (found: Scan['found']) => boolean,
): Scan | { failure: Failure } {
  const asked = next(scan);
  const found = { ...scan.found };
  const more: Scan['queue'] = [];
  for (const [i, [pipeline, offset]] of asked.entries()) {
    const answer = answers[i]!;
    // A pipeline that was deleted since it was listed holds no lead any more.
    if (!('fault' in answer) && answer.status === 404 && pipeline !== scan.likely) continue;
    const body = bodyOf(answer);
    const rows = listOf(body);
    if (!rows) return { failure: readFailure(answer, `the pipeline ${pipeline}`) };
    for (const row of rows) addRow(found, pipeline, row, wanted);
    more.push(...pagesAfter(pipeline, offset, rows.length, field(body, 'pagination') ?? body, scan.queue));
  }
  const queue = [...more, ...scan.queue.filter((page) => !asked.includes(page))];
  return { likely: scan.likely, queue: enough(found) ? [] : queue, found };
}

/**
 * Pages that are not planned yet. The list is newest first: leads added meanwhile push others towards later pages, so the end is where
 * the answer says it is; and a page that came shorter than it was asked is followed from where it ended.
 */
function pagesAfter(
  pipeline: string,
  offset: number,
  count: number,
  paging: Json | undefined,
  planned: Scan['queue'],
): Scan['queue'] {
  if (count === 0) return [];
  const total = numberAt(paging, ['total', 'total_count']) ?? 0;
  const hasMore = field(paging, 'has_more');
  if (!(typeof hasMore === 'boolean' ? hasMore : offset + count < total)) return [];
  const later = planned.filter(([id, from]) => id === pipeline && from > offset).map(([, from]) => from);
  const pages: Scan['queue'] = [];
  if (Math.min(...later, Number.POSITIVE_INFINITY) > offset + count) pages.push([pipeline, offset + count]);
  if (offset === 0)
    for (let at = 2 * count; at < total && pages.length < AHEAD; at += count) pages.push([pipeline, at]);
  return pages;
}

function addRow(found: Scan['found'], pipeline: string, row: Json, wanted: ReadonlySet<string>): void {
  const lead = field(row, 'lead') ?? null;
  const email = normalEmail(field(lead, 'lead_email'));
  const leadId = textAt(lead, ['lead_id', 'id']);
  const rowId = textAt(row, ['pipeline_lead_id', 'id']) ?? '';
  if (leadId === null || !wanted.has(email)) return;
  const one: LeadRow = {
    leadId,
    rowId,
    pipeline,
    stage: textField(row, 'pipeline_lead_stage'),
    validation: textField(row, 'pipeline_lead_email_validation_status').toUpperCase(),
    enrichment: textField(lead, 'lead_enrichment_status'),
    lead,
  };
  const before = found[email] ?? [];
  if (!before.some((other) => other.rowId === rowId && other.leadId === leadId)) found[email] = [...before, one];
}

/** The row of a lead that speaks for it: in the given pipeline where it is there. */
export function rowIn(rows: LeadRow[] | undefined, pipeline: string): LeadRow | null {
  return rows?.find((row) => row.pipeline === pipeline) ?? rows?.[0] ?? null;
}
