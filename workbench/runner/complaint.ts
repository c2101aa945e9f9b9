// What ends the runner with exit 1: one clear line for people, and nothing written. Not for what happens to a run that has started: that is exit 2.
export class Complaint extends Error {}

/** One line, whatever went in: a program that reads standard error gets exactly one. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
}
