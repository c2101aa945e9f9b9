// What went wrong, as data that crosses boundaries: a kind for programs, a sentence for people.

/**
 * recipe: the recipe or the sheet does not fit. key: missing or rejected. unreachable: the provider gave no usable answer.
 * busy: another execution or person is at it, try again. changed: the plan is no longer what was shown. nothing: nothing to do.
 * gone: there is no such run. internal: our own mistake. denied: called as a formula.
 */
export type ProblemKind =
  | 'recipe'
  | 'key'
  | 'unreachable'
  | 'busy'
  | 'changed'
  | 'nothing'
  | 'gone'
  | 'internal'
  | 'denied';

export type Problem = { kind: ProblemKind; message: string };

export type Result<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function fail(kind: ProblemKind, message: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind, message } };
}
