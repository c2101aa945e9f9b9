// The time that the host lives in: virtual (only what is charged passes) or real. Not the cost model, and not the triggers.

export interface Clock {
  now(): number;
  /** Lets time pass: at once on a virtual clock, by waiting on a real one. */
  pass(ms: number): void;
  /** A cost of the model: passes on a virtual clock, is nothing on a real one, where calls take what they take. */
  charge(ms: number): void;
  moveTo(ms: number): void;
}

export class VirtualClock implements Clock {
  private ms: number;
  constructor(startMs: number) {
    this.ms = startMs;
  }
  now(): number {
    return this.ms;
  }
  pass(ms: number): void {
    this.ms += Math.max(0, ms);
  }
  charge(ms: number): void {
    this.pass(ms);
  }
  moveTo(ms: number): void {
    this.ms = Math.max(this.ms, ms);
  }
}

export class RealClock implements Clock {
  now(): number {
    return Date.now();
  }
  pass(ms: number): void {
    if (ms > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  }
  charge(): void {}
  moveTo(ms: number): void {
    this.pass(ms - Date.now());
  }
}
