// Exports over several pages of leads: what changes at Enrichabl, or is in the way here, while the list is read. Not what becomes of a row.
import { describe, expect, test } from 'vitest';
import { exportScene, leads } from './export-scene';

const FOUND = (count: number) => ({ state: 'finished', requests: count, outcomes: { found: count, 'no match': 0 } });

describe('a list that changes while it is read', () => {
  /** Pages of 2,000; what happens comes before the third page of the run's own reading, or before its look at the top. */
  const changing = (change: (s: ReturnType<typeof exportScene>) => void, count: number, page: number) => {
    const s = exportScene({
      leads: leads(count),
      beforePage: (n) => {
        if (n === page) change(s);
      },
    });
    const plan = { ...s.recipe, outputs: { email: 'Email' } };
    return { s, view: s.run(plan) };
  };
  const addresses = (s: ReturnType<typeof exportScene>) => s.sheet().map(([email]) => String(email));

  test('by leads that are added: none is lost, none is there twice, and the new ones come too', {
    timeout: 120_000,
  }, () => {
    // With outputs named the plan reads one page, the start another one.
    const { s, view } = changing((own) => own.upload(leads(30, 9000)), 4500, 4);
    expect(view).toMatchObject(FOUND(4530));
    const got = addresses(s);
    expect(new Set(got).size).toBe(got.length);
    expect(got.sort()).toEqual([...leads(4500), ...leads(30, 9000)].map(({ email }) => email).sort());
  });

  test('by leads that are deleted: those that moved up are read all the same', { timeout: 120_000 }, () => {
    // In the list's own order: the newest upload stands first.
    const newest = leads(40, 20_000);
    const s = exportScene({
      leads: leads(4000),
      beforePage: (n) => {
        if (n === 4) s.remove(newest.map(({ email }) => email));
      },
    });
    s.upload(newest);
    expect(s.run({ ...s.recipe, outputs: { email: 'Email' } })).toMatchObject({ state: 'finished' });
    expect(addresses(s)).toEqual(expect.arrayContaining(leads(4000).map(({ email }) => email)));
    expect(new Set(addresses(s)).size).toBe(s.sheet().length);
  });
});

test('a page that cannot be kept, since somebody else holds the document, is read again: none of its leads is passed over', {
  timeout: 120_000,
}, () => {
  let pagesHeld = 0;
  const s = exportScene({
    leads: leads(4500),
    // The second of the run's own three pages, of which its last look, at the top, sees nothing.
    beforePage: (n) => {
      s.host.switches.locksHeld = n === 4 ? ['document'] : [];
      pagesHeld += s.host.switches.locksHeld.length;
    },
  });
  expect(s.run({ ...s.recipe, outputs: { email: 'Email' } })).toMatchObject(FOUND(4500));
  const addresses = s.sheet().map(([email]) => String(email));
  expect(addresses.sort()).toEqual(
    leads(4500)
      .map(({ email }) => email)
      .sort(),
  );
  expect(pagesHeld).toBe(1);
});
