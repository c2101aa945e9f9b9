// Properties, cache and locks of Apps Script behind the ports.
import type { CachePort, LockPort, StorePort } from '../ports';
import { used } from './used';

export function propertyStore(of: () => GoogleAppsScript.Properties.Properties): StorePort {
  // Whether Google counts a call or each of its entries is not known: the dearer is taken.
  const properties = (count = 1) => {
    used.properties += count;
    return of();
  };
  return {
    get: (key) => properties().getProperty(key),
    all: () => properties().getProperties(),
    set: (entries) => {
      const count = Object.keys(entries).length;
      try {
        properties(count).setProperties(entries);
      } catch {
        // A server's error, as a rule over in a moment. Written or not, the same once more does no harm; a ticket that is not written down
        // leaves a paid batch in doubt.
        Utilities.sleep(500);
        properties(count).setProperties(entries);
      }
    },
    remove: (keys) => {
      for (const key of keys) properties().deleteProperty(key);
    },
  };
}

/** A cache that fails is one that has lost everything. */
export function cache(of: () => GoogleAppsScript.Cache.Cache): CachePort {
  const tried = <T>(act: () => T, otherwise: T): T => {
    try {
      return act();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (keys) => tried(() => of().getAll(keys) as Record<string, string>, {}),
    set: (key, text, seconds) => tried(() => of().put(key, text, seconds), undefined),
    setAll: (texts, seconds) => tried(() => of().putAll(texts, seconds), undefined),
    remove: (key) => tried(() => of().remove(key), undefined),
  };
}

/** Google throws "too many LockService operations" under contention, from any of these calls: then the lock is not ours. */
export function platformLock(lock: () => GoogleAppsScript.Lock.Lock): LockPort {
  return {
    take: (waitMs) => {
      try {
        return lock().tryLock(waitMs);
      } catch {
        return false;
      }
    },
    release: () => {
      try {
        lock().releaseLock();
      } catch {
        // It is freed when the execution ends.
      }
    },
  };
}
