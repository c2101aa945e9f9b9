// The cost model's figures from what the self-check timed. Pure. Not the fetching: the self-check sends nothing.
import type { Answers } from './differences';

type Figures = Record<string, number>;

const CELLS = 10_000;
/** Below this a difference is noise of the network, not another Google. */
const NOISE = 0.1;

/** Figure, and how it follows from the times; undefined where a time is missing. */
const FITS: Record<string, (ms: (name: string) => number) => number> = {
  readCellMs: (ms) => (ms('read 10,000 cells') - ms('read one cell')) / (CELLS - 1),
  readMs: (ms) => ms('read one cell'),
  enqueueMs: (ms) => ms('write one cell, held back'),
  commitMs: (ms) => ms('write one cell and flush') - ms('write one cell, held back'),
  commitCellMs: (ms) => (ms('write 10,000 cells and flush') - ms('write one cell and flush')) / (CELLS - 1),
  appendRowMs: (ms) => ms('append a row'),
  structureMs: (ms) => ms('insert a row'),
  rangeListMs: (ms) => ms('write to a list of ranges'),
  propertiesGetMs: (ms) => ms('get a property'),
  propertiesSetMs: (ms) => ms('set a property'),
  cacheGetMs: (ms) => ms('get from the cache'),
  cachePutMs: (ms) => ms('put into the cache'),
  lockMs: (ms) => ms('take and release a lock'),
  triggerMs: (ms) => ms('list triggers'),
  sidebarCallMs: (ms) => ms('a call from the page'),
};

export type Fitted = { nominal: Figures; slow: Figures; changed: { name: string; from: number; to: number }[] };

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** Figures that the report says nothing of, or the same within a tenth, stay. The slow preset is never faster than the nominal one. */
export function fitCosts(costs: { nominal: Figures; slow: Figures }, seen: Answers): Fitted {
  const nominal = { ...costs.nominal };
  const changed: Fitted['changed'] = [];
  for (const [name, follows] of Object.entries(FITS)) {
    const value = follows((question) => Number(seen[`ms: ${question}`] ?? Number.NaN));
    const from = nominal[name] ?? 0;
    if (!Number.isFinite(value) || value < 0 || Math.abs(value - from) <= from * NOISE) continue;
    const to = rounded(value);
    nominal[name] = to;
    changed.push({ name, from, to });
  }
  const slow = { ...costs.slow };
  for (const { name, to } of changed) slow[name] = Math.max(to, slow[name] ?? 0);
  return { nominal, slow, changed };
}
