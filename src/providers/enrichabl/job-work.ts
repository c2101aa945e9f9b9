// What the batches of enrichment and validation have in common and where they differ, as data. Asks and hears nothing.
import type { Json, RequestInput, Ticket, Verdict } from '../operation';
import { markAt } from './before';
import { type LeadRow, rowIn, type Scan } from './known-leads';
import { normalEmail } from './lead-fields';
import type { End, Family, standing } from './progress';
import type { Target } from './settings';

/** Leads of one start: their marks must fit the ticket. */
export const LEADS_A_JOB = 300;
/** Marks, two ids, the last word, and what is around them. */
export const JOB_TICKET_BYTES = LEADS_A_JOB + 300;
export const ID_CHARACTERS = 64;

/** What a lead's rows are asked for; `row` is the one that speaks for it. `rows` is never empty. */
export type Subject = { input: RequestInput; rows: LeadRow[]; row: LeadRow; pipeline: string };

/** A verdict without its place. */
export type Said = Omit<Verdict, 'index'>;

export type Work = {
  family: Family;
  target: Target;
  /** The start's body besides its target. */
  start(template: string): { [key: string]: Json };
  /** What can be said without sending the lead; null where it must be sent. */
  early(subject: Subject): Said | null;
  /** One character that tells what the lead has before the start. */
  mark(subject: Subject): string;
  /** Whether what the lead has now came after the start for certain. */
  isNew(mark: string, subject: Subject): boolean;
  /** Whether the lead's rows tell all there is to know once a job has ended. */
  isComplete(rows: LeadRow[]): boolean;
  /** What the job made of the lead. */
  verdict(mark: string, subject: Subject, end: End | null, said: ReturnType<typeof standing>): Said;
};

/** A batch's leads with what they had before the start; `subject` is null where the lead was not found. */
export function leadsOf(
  ticket: Ticket,
  inputs: RequestInput[],
  found: Scan['found'],
): { index: number; mark: string; subject: Subject | null }[] {
  return inputs.map((input, index) => ({
    index,
    mark: markAt(ticket.marks, index),
    subject: subjectOf(input, found, String(ticket.pipeline)),
  }));
}

export const failed = (detail: string): Said => ({ outcome: 'failed', detail });

export function subjectOf(input: RequestInput, found: Scan['found'], pipeline: string): Subject | null {
  const rows = found[normalEmail(input.sent.email)];
  const row = rowIn(rows, pipeline);
  return rows && row ? { input, rows, row, pipeline } : null;
}
