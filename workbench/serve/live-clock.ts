// The workbench's time: real, or faster by a factor while nothing computes. Nothing here waits; an execution owes the time that its calls take, and its thread pays it.
import type { Clock } from '../host/clock';

/**
 * The time of all: goes on by itself. A factor speeds up what is waited for, never what this machine computes: else a slow machine would run
 * into Google's time limits, which are not about it.
 */
export class LiveClock implements Clock {
  private baseMs: number;
  private sinceMs = Date.now();
  private working = 0;
  speed = 1;
  constructor(startMs = Date.now()) {
    this.baseMs = startMs;
  }
  now(): number {
    return this.baseMs + (Date.now() - this.sinceMs) * (this.working > 0 ? 1 : this.speed);
  }
  private change(act: () => void): void {
    this.baseMs = this.now();
    this.sinceMs = Date.now();
    act();
  }
  setSpeed(speed: number): void {
    this.change(() => {
      this.speed = speed;
    });
  }
  /** An execution begins to compute, or goes on after a wait. */
  work(): void {
    this.change(() => this.working++);
  }
  /** It ended, or waits. */
  rest(): void {
    this.change(() => this.working--);
  }
  pass(): void {}
  charge(): void {}
  moveTo(ms: number): void {
    this.baseMs += Math.max(0, ms - this.now());
  }
}

/** The time of one execution: that of all, and what its calls took in advance. */
export class OwingClock implements Clock {
  owedMs = 0;
  /** What all its calls together cost by the model. */
  costMs = 0;
  constructor(
    private readonly shared: LiveClock,
    private readonly atGooglesPace: () => boolean,
  ) {}
  now(): number {
    return this.shared.now() + this.owedMs;
  }
  pass(ms: number): void {
    this.owedMs += Math.max(0, ms);
    this.costMs += Math.max(0, ms);
  }
  charge(ms: number): void {
    this.costMs += Math.max(0, ms);
    if (this.atGooglesPace()) this.owedMs += Math.max(0, ms);
  }
  moveTo(): void {}
}
