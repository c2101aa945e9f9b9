// Where a report and the host's own answers differ. Pure; says nothing of what to change.
import { isDeepStrictEqual } from 'node:util';

export type Answers = Record<string, unknown>;
export type Difference = { question: string; google: unknown; host: unknown };
export type Compared = {
  same: number;
  differ: Difference[];
  /** Times that are off by more than a quarter and two milliseconds. */
  times: Difference[];
  /** What this report has no answer to. */
  unanswered: string[];
  /** What this host has no answer to: the report is of another version. */
  unasked: string[];
};

const isTime = (question: string) => question.startsWith('ms: ');

function isSlow(google: unknown, host: unknown): boolean {
  if (typeof google !== 'number' || typeof host !== 'number') return true;
  return Math.abs(google - host) > Math.max(2, host / 4);
}

/** A question that no execution could answer. */
export function isUnseen(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'notSeen' in answer;
}

export function compare(google: Answers, host: Answers): Compared {
  const compared: Compared = { same: 0, differ: [], times: [], unanswered: [], unasked: [] };
  for (const [question, hostSaw] of Object.entries(host)) {
    const googleSaw = google[question];
    const difference = { question, google: googleSaw, host: hostSaw };
    if (googleSaw === undefined || isUnseen(googleSaw)) compared.unanswered.push(question);
    else if (isTime(question)) {
      if (isSlow(googleSaw, hostSaw)) compared.times.push(difference);
      else compared.same++;
    } else if (isDeepStrictEqual(googleSaw, hostSaw)) compared.same++;
    else compared.differ.push(difference);
  }
  compared.unasked = Object.keys(google).filter((question) => !(question in host) && !isUnseen(google[question]));
  return compared;
}
