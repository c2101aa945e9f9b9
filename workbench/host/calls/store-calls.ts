// PropertiesService and CacheService with their limits. Not locks.
// Limits: developers.google.com/apps-script/guides/services/quotas and …/reference/cache/cache; sizes are taken in UTF-8 bytes.
import { ASSUMPTIONS } from '../assumptions';
import { GoogleError } from '../google-error';
import { charge, type Running } from '../running';
import { type CacheEntry, dayOf, ownerOf, storeOf } from '../world';
import { type CallTable, counted, free } from './call-kind';

type Kind = 'document' | 'script' | 'user';
type StoreArgs = { kind: Kind };

const { limits } = ASSUMPTIONS;
const CACHE_LONGEST_SECONDS = 21_600;

/** A formula has no user: user properties are then the spreadsheet owner's (apps-script/guides/sheets/functions). */
function storeKey(running: Running, kind: Kind): string {
  if (kind !== 'user') return kind;
  return `user:${running.as === 'formula' ? ownerOf(running.world) : running.user}`;
}

function countCall(running: Running): void {
  const day = dayOf(running.world, running.user, running.time.now());
  if (day.propertyCalls >= running.world.switches.propertyCallsPerDay) {
    throw new GoogleError('Service invoked too many times for one day: properties.');
  }
  day.propertyCalls++;
}

function reading(running: Running, { kind }: StoreArgs): Map<string, string> {
  countCall(running);
  charge(running, running.world.costs.propertiesGetMs);
  return storeOf(running.world, storeKey(running, kind));
}

function writing(running: Running, { kind }: StoreArgs): Map<string, string> {
  if (kind === 'user' && running.as === 'formula' && running.user !== ownerOf(running.world)) {
    throw new GoogleError('You do not have permission to call Properties.setProperty');
  }
  countCall(running);
  charge(running, running.world.costs.propertiesSetMs);
  return storeOf(running.world, storeKey(running, kind));
}

function bytes(entries: Iterable<[string, string]>): number {
  let sum = 0;
  for (const [key, value] of entries) sum += Buffer.byteLength(key) + Buffer.byteLength(value);
  return sum;
}

/** All or nothing when one value is too large; the same when the store would overflow, unless the switch says that it keeps what fits. */
function setAll(running: Running, args: StoreArgs & { entries: [string, string][]; deleteOthers?: boolean }): void {
  const store = writing(running, args);
  for (const [, value] of args.entries) {
    if (Buffer.byteLength(value) > limits.propertyValueBytes) throw new GoogleError('Argument too large: value');
  }
  const next = args.deleteOthers ? new Map<string, string>() : new Map(store);
  const { overflowKeepsWhatFits } = running.world.switches;
  for (const [key, value] of args.entries) {
    next.set(key, value);
    if (overflowKeepsWhatFits && bytes(next) <= limits.propertyStoreBytes) store.set(key, value);
  }
  if (bytes(next) > limits.propertyStoreBytes) {
    throw new GoogleError('You have exceeded the property storage quota. Please remove some properties and try again.');
  }
  if (args.deleteOthers) store.clear();
  for (const [key, value] of args.entries) store.set(key, value);
}

function cacheOf(running: Running, { kind }: StoreArgs): Map<string, CacheEntry> {
  const key = storeKey(running, kind);
  let cache = running.world.caches.get(key);
  if (!cache) {
    cache = new Map();
    running.world.caches.set(key, cache);
  }
  const { cacheForgets } = running.world.switches;
  if (cacheForgets === true || (cacheForgets !== false && running.random() < cacheForgets)) cache.clear();
  return cache;
}

function cacheGet(running: Running, args: StoreArgs & { keys: string[] }): Record<string, string> {
  charge(running, running.world.costs.cacheGetMs);
  const cache = cacheOf(running, args);
  const found: Record<string, string> = {};
  for (const key of args.keys) {
    const entry = cache.get(key);
    if (entry && entry.untilMs > running.time.now()) found[key] = entry.value;
  }
  return found;
}

function evict(cache: Map<string, CacheEntry>): void {
  if (cache.size <= limits.cacheItems) return;
  const byExpiry = [...cache].sort(([, a], [, b]) => b.untilMs - a.untilMs);
  for (const [key] of byExpiry.slice(limits.cacheKept)) cache.delete(key);
}

function cachePut(running: Running, args: StoreArgs & { entries: [string, string][]; seconds: number }): void {
  charge(running, running.world.costs.cachePutMs);
  for (const [key, value] of args.entries) {
    if (key.length > limits.cacheKeyCharacters) throw new GoogleError('Argument too large: key');
    if (Buffer.byteLength(value) > limits.cacheValueBytes) throw new GoogleError('Argument too large: value');
  }
  const cache = cacheOf(running, args);
  const seconds = Math.min(CACHE_LONGEST_SECONDS, Math.max(1, args.seconds));
  for (const [key, value] of args.entries) cache.set(key, { value, untilMs: running.time.now() + seconds * 1000 });
  evict(cache);
}

function cacheRemove(running: Running, args: StoreArgs & { keys: string[] }): void {
  charge(running, running.world.costs.cachePutMs);
  const cache = cacheOf(running, args);
  for (const key of args.keys) cache.delete(key);
}

const oneKey = (_running: Running, args: StoreArgs & { key: string }) => `${args.kind}:${args.key}`;
const kindOnly = (_running: Running, args: StoreArgs) => args.kind;
const entryKeys = (_running: Running, args: StoreArgs & { entries: [string, string][] }) =>
  `${args.kind}:${args.entries.map(([key]) => key).join(',')}`;

export const STORE_CALLS: CallTable = {
  'PropertiesService.open': free('properties', () => null),
  'Properties.getProperty': counted<StoreArgs & { key: string }>(
    'properties',
    (running, args) => reading(running, args).get(args.key) ?? null,
    oneKey,
  ),
  'Properties.getProperties': counted<StoreArgs>(
    'properties',
    (running, args) => Object.fromEntries(reading(running, args)),
    kindOnly,
  ),
  'Properties.getKeys': counted<StoreArgs>(
    'properties',
    (running, args) => [...reading(running, args).keys()],
    kindOnly,
  ),
  'Properties.setProperty': counted('properties', setAll, entryKeys),
  'Properties.setProperties': counted('properties', setAll, entryKeys),
  'Properties.deleteProperty': counted<StoreArgs & { key: string }>(
    'properties',
    (running, args) => {
      writing(running, args).delete(args.key);
    },
    oneKey,
  ),
  'Properties.deleteAllProperties': counted<StoreArgs>(
    'properties',
    (running, args) => writing(running, args).clear(),
    kindOnly,
  ),
  'CacheService.open': free('cache', () => null),
  'Cache.get': counted('cache', cacheGet, kindOnly),
  'Cache.getAll': counted('cache', cacheGet, kindOnly),
  'Cache.put': counted('cache', cachePut, entryKeys),
  'Cache.putAll': counted('cache', cachePut, entryKeys),
  'Cache.remove': counted('cache', cacheRemove, kindOnly),
  'Cache.removeAll': counted('cache', cacheRemove, kindOnly),
};
