// Properties and locks of Apps Script behind the ports.
import type { LockPort, StorePort } from '../ports';

export function propertyStore(properties: () => GoogleAppsScript.Properties.Properties): StorePort {
  return {
    get: (key) => properties().getProperty(key),
    all: () => properties().getProperties(),
    set: (entries) => {
      properties().setProperties(entries);
    },
    remove: (keys) => {
      for (const key of keys) properties().deleteProperty(key);
    },
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
