// An execution that was overtaken finds out before it charges.
import { describe, expect, test } from 'vitest';
import { raiseFence } from '../../src/engine/fence';
import type { StorePort } from '../../src/platform/ports';

function emptyStore(): StorePort {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    all: () => Object.fromEntries(kept),
    set: (entries) => {
      for (const [key, value] of Object.entries(entries)) kept.set(key, value);
    },
    remove: (keys) => {
      for (const key of keys) kept.delete(key);
    },
  };
}

const raise = (store: StorePort, user = 'ann') => raiseFence(store, user, store.all());

describe('the fence', () => {
  test('holds for the execution that raised it last, and for no other', () => {
    const store = emptyStore();
    const first = raise(store);
    expect(first.holds()).toBe(true);
    const second = raise(store);
    expect([first.holds(), second.holds()]).toEqual([false, true]);
    const third = raise(store);
    expect([first.holds(), second.holds(), third.holds()]).toEqual([false, false, true]);
  });

  test('is written down before anything else can happen, and the number only grows', () => {
    const store = emptyStore();
    const numbers = [0, 1, 2].map(() => {
      raise(store);
      return Number(Object.values(store.all())[0]);
    });
    expect(numbers).toEqual([1, 2, 3]);
  });

  test('of one person does not move that of another, who works in the same document', () => {
    const store = emptyStore();
    const mine = raise(store);
    raise(store, 'ben');
    expect(mine.holds()).toBe(true);
    raise(store);
    expect(mine.holds()).toBe(false);
  });
});
