// Where a run's virtual seconds go, and what the ideal has for each: so that every second over it has a name. Measures; decides no bar.
import type { Bench } from './filled-run';
import { round } from './peers';

/** What the seconds are for, the service calls that belong to it, and which part of the ideal (ideal.ts) it is held against. */
const PURPOSES: [what: string, calls: RegExp, part: IdealPart | null][] = [
  ['charges: fetch and answer', /^POST /, 'charge'],
  ['records saved around charges', /^Properties\.set/, 'save'],
  ['the fence before each charge: a late execution must not buy', /^Properties\.getProperty .*bf\.fence/, null],
  [
    'reading the list: plan, start, slices, before and after each wave',
    /^(Range\.get|Developer).*Leads|Finder/,
    'read',
  ],
  ['reading the archive', /^Range\.get.*archive/, null],
  ['stubs, answers and cells', /flush|^Range\.set|^Sheet\.|^Spreadsheet\./, 'commit'],
  ['looks, catalogue, balance', /^GET /, null],
  ['other records read', /^Properties/, null],
];
const REST = 'waiting for the provider; locks, marks, triggers, cache';

/** Parts of the ideal, in milliseconds. */
export type IdealPart = 'charge' | 'save' | 'read' | 'commit' | 'wait';

export type Purpose = { what: string; seconds: number; idealSeconds: number };
/** `lastCellSeconds`: up to the check of the last wave, when all cells stand. */
export type Spent = { secondsOn: Purpose[]; lastCellSeconds: number };

/** Listens to a document until the returned function is called with the run's virtual time and the ideal by its parts. */
export function spentOn(host: Bench['host']): (allMs: number, ideal: Record<IdealPart, number>) => Spent {
  const ms = new Map<string, number>();
  const beganMs = host.clock.now();
  let startedMs = 0;
  let checkedMs = 0;
  host.setHook(({ name, detail }, phase) => {
    if (phase === 'before') startedMs = host.clock.now();
    else {
      const said = name.startsWith('UrlFetchApp') ? String(detail) : `${name} ${detail}`;
      const what = PURPOSES.find(([, calls]) => calls.test(said))?.[0] ?? REST;
      ms.set(what, (ms.get(what) ?? 0) + host.clock.now() - startedMs);
      if (said.startsWith('Range.getValues Leads')) checkedMs = host.clock.now();
    }
    return undefined;
  });
  return (allMs, ideal) => {
    host.setHook(undefined);
    const told = PURPOSES.map(([what, , part]) => line(what, ms.get(what) ?? 0, part ? ideal[part] : 0));
    const restMs = PURPOSES.reduce((left, [what]) => left - (ms.get(what) ?? 0), allMs);
    return {
      secondsOn: [...told, line(REST, restMs, ideal.wait)],
      lastCellSeconds: round((checkedMs - beganMs) / 1000),
    };
  };
}

function line(what: string, spentMs: number, idealMs: number): Purpose {
  return { what, seconds: round(spentMs / 1000), idealSeconds: round(idealMs / 1000) };
}
