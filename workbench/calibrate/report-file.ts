// Reads a report of the self-check from a file that somebody gives. Trusts nothing in it; compares nothing.
import { readFileSync, statSync } from 'node:fs';
import * as z from 'zod/mini';
import type { Report } from '../../src/self-check/report-form';
import { Complaint } from '../runner/complaint';

/** A whole report has some 15,000 characters. */
const MOST_BYTES = 1_000_000;
const MOST_QUESTIONS = 1000;

const REPORT = z.strictObject({
  backfillSelfCheck: z.literal(1),
  version: z.string().check(z.maxLength(50)),
  at: z.iso.datetime(),
  locale: z.string().check(z.maxLength(20)),
  timeZone: z.string().check(z.maxLength(60)),
  seen: z.record(z.string().check(z.maxLength(300)), z.json()),
});

const WANTED =
  'Run "Check this Google account" from the Backfill menu in your sheet, press "Download the report", and give that file.';

export function readReport(path: string): Report {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Complaint(`There is no file ${path}. ${WANTED}`);
  if (found.size > MOST_BYTES)
    throw new Complaint(`${path} has ${found.size} bytes: no report is that long. ${WANTED}`);
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Complaint(`${path} is not JSON, or not all of it: copy or download it again. ${WANTED}`);
  }
  const report = REPORT.safeParse(data);
  if (!report.success) {
    const [issue] = report.error.issues;
    const where = issue && issue.path.length > 0 ? ` (at ${issue.path.join('.')})` : '';
    throw new Complaint(`${path} is JSON, but no report of the self-check${where}. ${WANTED}`);
  }
  const questions = Object.keys(report.data.seen).length;
  if (questions === 0) throw new Complaint(`${path} is a report without a single answer. ${WANTED}`);
  if (questions > MOST_QUESTIONS)
    throw new Complaint(`${path} has ${questions} answers: no report has that many. ${WANTED}`);
  return report.data as Report;
}
