// PropertiesService, CacheService and LockService inside the realm. Not the limits, which are kept outside.
import { ask, Exception } from './bridge';
import { refuseUnknown, service } from './refuse-unknown';

type Kind = 'document' | 'script' | 'user';
type Texts = Record<string, unknown>;

function entriesOf(values: Texts): [string, string][] {
  return Object.entries(values).map(([key, value]) => [key, String(value)]);
}

class Properties {
  constructor(private readonly kind: Kind) {}
  getProperty(key: string): string | null {
    return ask('Properties.getProperty', { kind: this.kind, key: String(key) });
  }
  getProperties(): Record<string, string> {
    return ask('Properties.getProperties', { kind: this.kind });
  }
  getKeys(): string[] {
    return ask('Properties.getKeys', { kind: this.kind });
  }
  setProperty(key: string, value: unknown): this {
    ask('Properties.setProperty', { kind: this.kind, entries: [[String(key), String(value)]] });
    return this;
  }
  setProperties(values: Texts, deleteOthers = false): this {
    ask('Properties.setProperties', { kind: this.kind, entries: entriesOf(values), deleteOthers });
    return this;
  }
  deleteProperty(key: string): this {
    ask('Properties.deleteProperty', { kind: this.kind, key: String(key) });
    return this;
  }
  deleteAllProperties(): this {
    ask('Properties.deleteAllProperties', { kind: this.kind });
    return this;
  }
}
refuseUnknown(Properties, 'Properties');

const DEFAULT_CACHE_SECONDS = 600;

class Cache {
  constructor(private readonly kind: Kind) {}
  get(key: string): string | null {
    return ask('Cache.get', { kind: this.kind, keys: [key] })[key] ?? null;
  }
  getAll(keys: string[]): Record<string, string> {
    return ask('Cache.getAll', { kind: this.kind, keys });
  }
  put(key: string, value: unknown, seconds = DEFAULT_CACHE_SECONDS): void {
    ask('Cache.put', { kind: this.kind, entries: [[key, String(value)]], seconds });
  }
  putAll(values: Texts, seconds = DEFAULT_CACHE_SECONDS): void {
    ask('Cache.putAll', { kind: this.kind, entries: entriesOf(values), seconds });
  }
  remove(key: string): void {
    ask('Cache.remove', { kind: this.kind, keys: [key] });
  }
  removeAll(keys: string[]): void {
    ask('Cache.removeAll', { kind: this.kind, keys });
  }
}
refuseUnknown(Cache, 'Cache');

function waitOf(waitMs: unknown): number {
  if (typeof waitMs !== 'number' || Number.isNaN(waitMs))
    throw new Exception("The parameters don't match the method signature for LockService.Lock.");
  return waitMs;
}

class Lock {
  constructor(private readonly kind: Kind) {}
  tryLock(waitMs: number): boolean {
    return ask('Lock.tryLock', { kind: this.kind, waitMs: waitOf(waitMs) });
  }
  waitLock(waitMs: number): void {
    ask('Lock.waitLock', { kind: this.kind, waitMs: waitOf(waitMs) });
  }
  releaseLock(): void {
    ask('Lock.releaseLock', { kind: this.kind, waitMs: 0 });
  }
  hasLock(): boolean {
    return ask('Lock.hasLock', { kind: this.kind, waitMs: 0 });
  }
}
refuseUnknown(Lock, 'Lock');

function opener<T>(open: string, make: (kind: Kind) => T): (kind: Kind) => () => T {
  return (kind) => () => {
    ask(open);
    return make(kind);
  };
}

const properties = opener('PropertiesService.open', (kind) => new Properties(kind));
const cache = opener('CacheService.open', (kind) => new Cache(kind));
const lock = opener('LockService.open', (kind) => new Lock(kind));

export const PropertiesService = service('PropertiesService', {
  getDocumentProperties: properties('document'),
  getScriptProperties: properties('script'),
  getUserProperties: properties('user'),
});
export const CacheService = service('CacheService', {
  getDocumentCache: cache('document'),
  getScriptCache: cache('script'),
  getUserCache: cache('user'),
});
export const LockService = service('LockService', {
  getDocumentLock: lock('document'),
  getScriptLock: lock('script'),
  getUserLock: lock('user'),
});
