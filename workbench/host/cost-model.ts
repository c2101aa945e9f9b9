// What each service call costs in time, as a table of figures. Not counting, and not the state of the write buffer.
// Fitted to published series: tanaikech.github.io 2018-04-19 (fetchAll), 2018-10-12 (reads, writes, appendRow), 2023-05-01 (loops over
// ranges); ziritione.org/post/apps_script_performance (properties, cache); flush figures by a Stack Overflow answer. What has no
// published series is marked assumed.
import given from './costs.json';

export type Costs = {
  readMs: number;
  readCellMs: number;
  enqueueMs: number;
  commitMs: number;
  commitCellMs: number;
  appendRowMs: number;
  /** Insert, delete, sort, hide, add a tab: assumed to cost what an appendRow costs. */
  structureMs: number;
  /** RangeList writes: flat, whatever the number of ranges. */
  rangeListMs: number;
  propertiesGetMs: number;
  propertiesSetMs: number;
  cacheGetMs: number;
  cachePutMs: number;
  lockMs: number;
  fetchMs: number;
  fetchAllMs: number;
  fetchLanes: number;
  sidebarCallMs: number;
  /** Creating, listing and deleting triggers: assumed. */
  triggerMs: number;
  triggersSkipped: number;
  triggersDoubled: number;
};

/** At this many pending cells the buffer is committed by itself (steps seen at 20,000 to 25,000 cells for every width). */
export const BUFFER_CELLS = 20_000;

/** The figures are data: `npm run calibrate` fits them to what a self-check measured. */
export const NOMINAL: Costs = given.nominal;
export const SLOW: Costs = { ...NOMINAL, ...given.slow };

/** Requests go out in waves of `lanes`; each wave takes as long as its slowest. */
export function fetchAllMs(costs: Costs, tookMs: number[]): number {
  let total = 0;
  for (let from = 0; from < tookMs.length; from += costs.fetchLanes) {
    total += Math.max(0, ...tookMs.slice(from, from + costs.fetchLanes));
  }
  return total;
}
