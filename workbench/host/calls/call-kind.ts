// What the host knows of one service call: what it needs, whether it counts, what it does. Not the order of checks around it.
import type { Need } from '../allowed';
import { a1Of } from '../grid/a1';
import type { Area } from '../grid/port';
import type { Running } from '../running';

export type CallKind = {
  need: Need;
  /** Counted calls cross to Google: they appear in reports, and an execution can be killed before and after them. */
  counted: boolean;
  perform: (running: Running, args: never) => unknown;
  detail: (running: Running, args: never) => string;
};
export type CallTable = Record<string, CallKind>;

/** A result that may hold dates, which the realm has to make anew. */
export class Dated {
  constructor(readonly value: unknown) {}
}

export function counted<A>(
  need: Need,
  perform: (running: Running, args: A) => unknown,
  detail: (running: Running, args: A) => string = () => '',
): CallKind {
  return { need, counted: true, perform, detail };
}

export function free<A>(need: Need, perform: (running: Running, args: A) => unknown): CallKind {
  return { need, counted: false, perform, detail: () => '' };
}

export function areaName(running: Running, area: Area): string {
  const tab = running.world.grid.tabs().find((one) => one.id === area.tab);
  return `${tab?.name ?? area.tab}!${a1Of(area)}`;
}
