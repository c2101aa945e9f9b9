// How long service calls take: the median of a few rounds, in milliseconds. The host's cost model is fitted to these.
import type { Findings } from '../report-form';
import { type Probe, type Sheet, wiped } from '../told';

const ROUNDS = 3;

/** Milliseconds of one call: cheap ones many to a round, since the clock here counts whole milliseconds. */
function perCall(times: number, call: (i: number) => void, between: () => void = () => {}): number {
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const fromMs = Date.now();
    for (let i = 0; i < times; i++) call(i);
    rounds.push((Date.now() - fromMs) / times);
    between();
  }
  return Math.round(rounds.sort((a, b) => a - b)[1]! * 100) / 100;
}

const flush = (): void => SpreadsheetApp.flush();

/** The calls one after the other, as one. */
function both(first: (i: number) => unknown, second: () => void): (i: number) => void {
  return (i) => {
    first(i);
    second();
  };
}

function sheetTimes(scratch: Sheet): Findings {
  const sheet = wiped(scratch);
  const cell = sheet.getRange(1, 1);
  const block = sheet.getRange(1, 1, 500, 20);
  const texts = Array.from({ length: 500 }, () => new Array<string>(20).fill('x'));
  return {
    'ms: write one cell, held back': perCall(20, (i) => void cell.setValue(i), flush),
    'ms: write one cell and flush': perCall(
      3,
      both((i) => cell.setValue(i), flush),
    ),
    'ms: write 10,000 cells and flush': perCall(
      1,
      both(() => block.setValues(texts), flush),
    ),
    'ms: read one cell': perCall(4, () => void cell.getValue()),
    'ms: read 10,000 cells': perCall(1, () => void block.getValues()),
    'ms: append a row': perCall(3, () => void sheet.appendRow(['x', 1])),
    'ms: insert a row': perCall(
      3,
      both(() => sheet.insertRowsBefore(1, 1), flush),
    ),
    'ms: write to a list of ranges': perCall(2, () => void sheet.getRangeList(['A1', 'C3', 'E5']).setValue('x')),
    'ms: find metadata': perCall(3, () => void sheet.createDeveloperMetadataFinder().withKey('none').find()),
    'ms: is a row hidden': perCall(3, () => void sheet.isRowHiddenByFilter(2)),
  };
}

function storeTimes(): Findings {
  const key = 'backfill.check.time';
  const store = PropertiesService.getUserProperties();
  const cache = CacheService.getUserCache();
  const lock = LockService.getScriptLock();
  const findings: Findings = {
    'ms: set a property': perCall(4, (i) => void store.setProperty(key, `x${i}`)),
    'ms: get a property': perCall(4, () => void store.getProperty(key)),
    'ms: get all properties': perCall(2, () => void store.getProperties()),
    'ms: put into the cache': perCall(4, (i) => cache.put(key, `x${i}`, 60)),
    'ms: get from the cache': perCall(8, () => void cache.get(key)),
    'ms: take and release a lock': perCall(
      4,
      both(
        () => lock.tryLock(100),
        () => lock.releaseLock(),
      ),
    ),
    'ms: list triggers': perCall(2, () => void ScriptApp.getProjectTriggers()),
  };
  store.deleteProperty(key);
  cache.remove(key);
  return findings;
}

export const TIMING_PROBES: Probe[] = [
  { name: 'how long cells take', ask: sheetTimes },
  { name: 'how long stores take', ask: storeTimes },
];
