// Properties, cache and locks at their limits. In the script's own store and cache, which Backfill does not use: no run is disturbed.
import type { Findings, Told } from '../report-form';
import { type Probe, told, went } from '../told';

const PREFIX = 'backfill.check.';

function sizes(): Findings {
  const store = PropertiesService.getScriptProperties();
  const key = `${PREFIX}size`;
  const keeps = (text: string): Told =>
    told(() => {
      store.setProperty(key, text);
      return store.getProperty(key) === text ? 'kept' : 'changed';
    });
  const findings: Findings = {
    'a missing property': store.getProperty(`${PREFIX}none`),
    'a property of 9,216 bytes': keeps('x'.repeat(9216)),
    'a property of 9,217 bytes': keeps('x'.repeat(9217)),
    'a property of 4,609 two-byte letters': keeps('é'.repeat(4609)),
  };
  store.deleteProperty(key);
  return findings;
}

/** One call that would fill the store beyond 500 KB, and what is there afterwards. */
function overflow(): Findings {
  const store = PropertiesService.getScriptProperties();
  const many: Record<string, string> = {};
  for (let i = 0; i < 60; i++) many[`${PREFIX}${i}`] = 'x'.repeat(9000);
  const seen = went(() => store.setProperties(many), 'kept');
  const left = store.getKeys().filter((key) => key.startsWith(PREFIX));
  for (const key of left) store.deleteProperty(key);
  return { '540,000 bytes of properties in one call': seen, 'how many of its 60 were kept': left.length };
}

function cache(): Findings {
  const store = CacheService.getScriptCache();
  const put = (key: string, text: string): Told =>
    told(() => {
      store.put(key, text, 60);
      return store.get(key) === text ? 'kept' : 'lost';
    });
  const findings: Findings = {
    'a cache key of 250 characters': put('k'.repeat(250), 'v'),
    'a cache key of 251 characters': put('k'.repeat(251), 'v'),
    'a cache value of 102,400 bytes': put(`${PREFIX}v`, 'x'.repeat(102_400)),
    'a cache value of 102,401 bytes': put(`${PREFIX}v`, 'x'.repeat(102_401)),
  };
  store.removeAll(['k'.repeat(250), `${PREFIX}v`]);
  const keys: string[] = [];
  for (let part = 0; part < 11; part++) {
    const entries: Record<string, string> = {};
    for (let i = 0; i < 91; i++) {
      keys.push(`${PREFIX}${part}.${i}`);
      entries[keys[keys.length - 1]!] = 'v';
    }
    store.putAll(entries, 300 + part);
  }
  const left = Object.keys(store.getAll(keys));
  findings['of 1,001 cache entries are left'] = left.length;
  findings['the one that expires first is left'] = left.includes(keys[0]!);
  findings['the one that expires last is left'] = left.includes(keys[keys.length - 1]!);
  store.removeAll(keys);
  return findings;
}

function locks(): Findings {
  const lock = LockService.getScriptLock();
  const before = lock.hasLock();
  const taken = told(() => lock.tryLock(100));
  const again = told(() => lock.tryLock(100));
  const held = lock.hasLock();
  lock.releaseLock();
  return {
    'a lock before it is tried, tried, tried again, held, released': [before, taken, again, held, lock.hasLock()],
  };
}

export const STORE_PROBES: Probe[] = [
  { name: 'properties', ask: sizes },
  { name: 'full properties', ask: overflow },
  { name: 'cache', ask: cache },
  { name: 'locks', ask: locks },
];
