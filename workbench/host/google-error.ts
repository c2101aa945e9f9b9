// An exception as a Google service throws it: data that crosses into the realm and becomes an `Exception` there. Not a fault of the host.

export class GoogleError extends Error {}

/** The execution is over: no further call has any effect. `reason` is what its record says. */
export class Dead extends Error {
  constructor(readonly reason: string) {
    super(reason);
  }
}

/** A lock is held by another execution: try again when it is free, or give up at that time. */
export class Parked extends Error {
  constructor(
    readonly untilMs: number,
    readonly lockKey: string,
  ) {
    super('parked');
  }
}

export const TOO_LONG = 'Exceeded maximum execution time';
export const KILLED = 'The execution was killed by a test.';
