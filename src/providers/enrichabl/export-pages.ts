// Reads the whole list of a pipeline's leads while leads are added and deleted there. Knows pages and ids; not what a lead becomes.
import { bodyOf, field } from '../answer';
import type { Answer, Call, Failure, Json, Ticket } from '../operation';
import { listOf, numberAt, pathPart, readCall, textAt } from './listing';
import { readFailure } from './refusal';

/** 10,000 are allowed (enrichabl.com/docs/api); with large custom fields these could be more than Google lets one answer hold. */
const PAGE = 2000;
/** A page begins with the last leads of the one before: where it does not, leads were deleted and others have moved up unread. */
const OVERLAP = 5;
/** How often a page that does not join sends the reading back; a list without steady ids would do so for ever. */
const STEPS_BACK = 20;
/** The hard ceiling of an account there: a list that goes on beyond it does not end. */
const MOST = 1_000_000;

/**
 * Where the reading stands. `at`: the next offset; `last`: ids that the page there must hold; `top`: the newest lead when the reading
 * began. The list is newest first, so what is added meanwhile stands before it: stage `top` looks there once all is read.
 */
export type Pages = Ticket & { at: number; total: number; last: string[]; top: string; back: number };

export const FIRST_PAGE: Pages = { stage: 'read', at: 0, total: 0, last: [], top: '', back: 0 };

export function pageCall(pipeline: string, { at }: Pages): Call {
  return readCall(`/v1/pipelines/${pathPart(pipeline)}/leads?limit=${PAGE}&offset=${at}`);
}

/** `rows`: what was listed, leads that were seen before among it. */
export type Page = { pages: Pages; rows: Json[]; done: boolean };

export function hearPage(pages: Pages, answer: Answer): Page | { failure: Failure } {
  const { stage, at, last, back } = pages;
  const body = bodyOf(answer);
  const rows = listOf(body);
  if (!rows) return { failure: readFailure(answer, 'the pipeline') };
  const ids = rows.map((row) => textAt(row, ['pipeline_lead_id', 'id']) ?? '');
  if (at > 0 && back < STEPS_BACK && !ids.some((id) => last.includes(id)))
    return { pages: { ...pages, at: Math.max(0, at - PAGE / 2), back: back + 1 }, rows: [], done: false };
  const paging = field(body, 'pagination') ?? body;
  const total = numberAt(paging, ['total', 'total_count']) ?? 0;
  const hasMore = field(paging, 'has_more');
  const end = at + rows.length;
  const more = rows.length > 0 && end < MOST && (typeof hasMore === 'boolean' ? hasMore : end < total);
  const top = at === 0 ? (ids[0] ?? '') : pages.top;
  const done = end === 0 || (stage === 'top' && (!more || ids.includes(pages.top)));
  const next = more
    ? { stage: 'read', at: Math.max(at + 1, end - OVERLAP), last: ids.slice(-OVERLAP) }
    : { ...FIRST_PAGE, stage: 'top' };
  return { pages: { ...pages, ...next, total, top, back }, rows, done };
}
