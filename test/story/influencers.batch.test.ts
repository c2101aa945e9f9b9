// Creator batches on the built bundle: one file per platform, results joined by value, and what people see when things go wrong.
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { isPlatform } from '../../src/providers/influencers/platform';
import type { Platform } from '../../workbench/providers/influencers/state';
import { bought, CREATORS, type CreatorScene, creatorScene, creators, rightProfile, STATUS } from './influencers-scene';
import { letters, type Recipe } from './scene';

const FULL: Recipe = {
  ...CREATORS,
  settings: { mode: 'full', platform: 'instagram' },
  outputs: { email: 'Followers', 'instagram.category': 'Category' },
};
const BY_COLUMN: Recipe = {
  ...CREATORS,
  settings: { mode: 'raw' },
  inputs: { handle: 'Handle', platform: 'Platform' },
};
const EMAILS: Recipe = {
  ...CREATORS,
  settings: { mode: 'basic' },
  inputs: { email: 'Handle' },
  outputs: { followers: 'Followers', platform: 'Category' },
};

const row = (handle: string, platform = ''): string[] => [handle, platform, '', '', '', ''];

function followers(handle: unknown, platform: Platform = 'instagram'): unknown {
  const name = String(handle)
    .replace(/^.*\.com\/@?|[/?].*$/g, '')
    .replace(/^@/, '')
    .toLowerCase();
  const profile = rightProfile(name, platform)[platform] as Record<string, unknown>;
  return profile.follower_count ?? profile.subscriber_count ?? profile.total_followers;
}

function expectEveryRowRight(s: CreatorScene): void {
  for (const [handle, , count, , status] of s.sheet())
    expect([handle, count, status]).toEqual([handle, followers(handle), 'found']);
}

/** Records of each batch, in the order of their uploads. */
function batchSizes({ influencers }: CreatorScene): number[] {
  const sizes = new Map<string, number>();
  for (const { task } of influencers.ledger.billed) sizes.set(task, (sizes.get(task) ?? 0) + 1);
  return [...sizes.values()];
}

describe('a run', () => {
  test('uploads one file, and every row gets the answer of its own handle, however it is written', () => {
    const s = creatorScene({ rows: creators(40) });
    expect(s.run()).toMatchObject({ state: 'finished', requests: 40, credits: { estimatedMax: 1.2, spent: 1.2 } });
    expectEveryRowRight(s);
    expect(s.calls('create')).toBe(1);
  });

  test('one creator written in six ways is one purchase', () => {
    const ways = [
      'ada.cooks',
      '@ada.cooks',
      ' Ada.Cooks',
      'instagram.com/ada.cooks',
      'http://m.instagram.com/Ada.Cooks/',
      'https://www.instagram.com/stories/ada.cooks/123',
    ];
    const s = creatorScene({ rows: ways.map((way) => row(way)) });
    expect(s.run()).toMatchObject({ requests: 1, rows: 6, outcomes: { found: 1 } });
    expect(bought(s)).toEqual(['raw instagram ada.cooks']);
    expect(new Set(s.column('Followers'))).toEqual(new Set([followers('ada.cooks')]));
  });

  test('a miss costs nothing and says no match; a record that failed says so and may be tried again', () => {
    const s = creatorScene({ rows: [row('bo.travels'), row('missing.cat'), row('failing.dog')] });
    expect(s.run()).toMatchObject({ outcomes: { found: 1, 'no match': 1, failed: 1 }, credits: { spent: 0.03 } });
    expect(s.column(STATUS)).toEqual(['found', 'no match', 'failed: it could not be processed']);
    expect(s.start({ ...CREATORS, rows: 'errors' }).value.plan.toBuy).toBe(1);
  });

  test('what can be no creator is refused before anything is sent', () => {
    const rows = [
      'two words',
      'mail@example.com',
      '=1+1',
      'https://www.instagram.com/p/abc/',
      'https://linktr.ee/ada',
      'https://www.tiktok.com/@ada',
    ];
    const s = creatorScene({ rows: rows.map((text) => row(text)) });
    expect(s.run()).toMatchObject({ state: 'finished', outcomes: { failed: 6 }, credits: { spent: 0 } });
    expect(s.column(STATUS)[5]).toBe('failed: handle: the address is at TikTok, not at Instagram.');
    expect(s.calls('create')).toBe(0);
  });

  test('an address at another platform never becomes the creator of that name at this one', () => {
    const s = creatorScene({ rows: [row('ada'), row('https://www.tiktok.com/@ada')] });
    expect(s.run()).toMatchObject({ requests: 2, outcomes: { found: 1, failed: 1 } });
    expect(s.column('Followers')).toEqual([followers('ada'), '']);
  });

  test('e-mails go without a platform, in the mode that takes them', () => {
    const s = creatorScene({
      rows: [row('Ada@Example.com'), row('bo@example.com'), row('ada@example.com '), row('no mail')],
    });
    expect(s.run(EMAILS)).toMatchObject({ requests: 3, outcomes: { found: 2, failed: 1 }, credits: { spent: 0.1 } });
    expect(bought(s).sort()).toEqual(['basic null ada@example.com', 'basic null bo@example.com']);
    expect(s.column('Followers')[0]).toBe(s.column('Followers')[2]);
  });
});

test('the sample list comes out as its README says', () => {
  const file = (name: string): string => readFileSync(`workbench/samples/${name}`, 'utf8');
  const [headers, ...rows] = parse(file('influencers.batch.csv')) as string[][];
  const s = creatorScene({ headers, rows });
  expect(s.run({ ...JSON.parse(file('influencers.batch.json')), sheet: 'Leads' })).toMatchObject({
    state: 'finished',
    requests: 14,
    rows: 18,
    incompleteRows: 2,
    outcomes: { found: 9, 'no match': 1, failed: 4 },
    credits: { estimatedMax: 11, spent: 9 },
  });
  expect(s.calls('create')).toBe(6);
});

describe('platforms', () => {
  test('from a column: one batch for each, and the same name on two platforms is two creators', () => {
    const platforms = ['Instagram', 'tiktok', 'X', 'youtube', 'Twitch', 'onlyfans'];
    const rows = Array.from({ length: 24 }, (_, n) => row(`creator.${letters(n >> 3)}`, platforms[n % 6]));
    const outputs = Object.fromEntries(
      ['instagram', 'tiktok', 'twitter', 'youtube', 'twitch', 'onlyfans'].map((name) => [`${name}.username`, name]),
    );
    const s = creatorScene({ rows });
    expect(s.run({ ...BY_COLUMN, outputs })).toMatchObject({
      state: 'finished',
      requests: 18,
      outcomes: { found: 18 },
    });
    expect(s.calls('create')).toBe(6);
    for (const one of s.sheet()) {
      const own = String(one[1]).toLowerCase().replace(/^x$/, 'twitter');
      expect(isPlatform(own)).toBe(true);
      for (const name of Object.values(outputs)) {
        const cell = one[s.header().indexOf(name)] ?? '';
        expect(cell).toBe(name === own ? one[0] : '');
      }
    }
  });

  test('a blank one leaves its row alone, an unknown one fails it', () => {
    const s = creatorScene({ rows: [row('ada'), row('bo', 'facebook'), row('cleo', 'instagram')] });
    expect(s.run(BY_COLUMN)).toMatchObject({ rows: 2, incompleteRows: 1, outcomes: { found: 1, failed: 1 } });
    expect(String(s.column(STATUS)[1])).toMatch(/^failed: platform: "facebook" is none of instagram, youtube,/);
  });

  test('said by the settings or by a column, it is the same purchase', () => {
    const rows = creators(4).map((one) => [one[0]!, 'instagram', '', '', '', '']);
    const s = creatorScene({ rows });
    s.run();
    expect(s.run({ ...BY_COLUMN, outputs: { 'instagram.full_name': 'Name' } })).toMatchObject({ reused: 4 });
    expect(bought(s)).toHaveLength(4);
  });

  test('a recipe without one is told so, and one with both too', () => {
    const s = creatorScene();
    expect(s.start({ ...CREATORS, settings: { mode: 'raw' } }).error!.message).toMatch(/"platform".*required/);
    const both = { ...BY_COLUMN, settings: { mode: 'raw', platform: 'tiktok' } };
    expect(s.start(both).error!.message).toMatch(/no parameter "platform" with these settings/);
  });
});

describe('sizes and pace', () => {
  test('at most 1,000 records a batch', () => {
    const s = creatorScene({ rows: creators(2300) });
    expect(s.run()).toMatchObject({ outcomes: { found: 2300 } });
    expect(batchSizes(s)).toEqual([1000, 1000, 300]);
  });

  test('at most 100 in mode full, whose answers are heavy', () => {
    const s = creatorScene({ rows: creators(250) });
    expect(s.run(FULL)).toMatchObject({ outcomes: { found: 250 }, credits: { spent: 250 } });
    expect(batchSizes(s)).toEqual([100, 100, 50]);
  });

  test('a batch’s status is asked for at most every 30 seconds, also after failures', () => {
    const faults = [2, 3, 5].map((nth) => ({
      match: 'status',
      nth,
      fault: nth === 3 ? 'too-many' : 'server-error-html',
    }));
    const s = creatorScene({ rows: [row('slow.motion'), ...creators(4)], switches: { faults } as never });
    expect(s.run()).toMatchObject({ outcomes: { found: 5 } });
    const times = s.http('GET', '/status/').map((one) => one.atMs);
    expect(times.length).toBeGreaterThan(6);
    times.slice(1).forEach((ms, n) => {
      expect(ms - times[n]!).toBeGreaterThanOrEqual(30_000);
    });
  });

  test('a profile of 400,000 characters fits: what is mapped stays, the bulk goes', () => {
    const s = creatorScene({ rows: [row('huge.star'), row('ada')] });
    expect(s.run(FULL)).toMatchObject({ outcomes: { found: 2 } });
    expect(s.column('Followers')).toEqual([rightProfile('huge.star', 'instagram', 'full').email, 'hello@ada.example']);
  });

  test('hostile profiles stay the text that they are', () => {
    const s = creatorScene({ rows: [row('hostile.one')] });
    s.run({ ...CREATORS, outputs: { username: 'Followers', full_name: 'Category' } });
    expect(s.sheet()[0]!.slice(2, 4)).toEqual(['=HYPERLINK("https://evil.example","x")', '@SUM(A1)']);
    expect(
      s.leads
        .formulas()
        .flat()
        .filter((one) => one !== ''),
    ).toEqual([]);
  });
});

describe('what is known of results', () => {
  const readings: Record<string, object> = {
    'shuffled, lower-cased': { order: 'shuffled', inputValue: 'lower-case' },
    'reversed, without @': { order: 'reversed', inputValue: 'without-at' },
    normalised: { order: 'shuffled', inputValue: 'normalised' },
    'under "results"': { downloadShape: 'results' },
    'under "data"': { downloadShape: 'data' },
    'as "result"': { dataKey: 'result', order: 'shuffled' },
    'as whole answers': { dataShape: 'whole-answer' },
    'misses left out': { misses: 'left-out', order: 'reversed' },
    'misses as null': { missData: 'null' },
    'misses absent': { missData: 'absent' },
    'other words': { recordWords: { found: 'success', miss: 'no_data', failed: 'failed' } },
    'misses counted as neither': { missesCountAs: 'neither' },
    'credits as a number': { creditsUsedAs: 'number' },
    'words in capitals': { statusWords: { finished: 'FINISHED', processing: 'PROCESSING' } },
    'unknown words on the way': { statusWords: { queued: 'simmering', processing: 'stirring' } },
    'duplicates merged': { duplicates: 'merged' },
    'bare handles only': { handleForms: 'bare-only' },
    'stray fields refused': { strayFields: 'refused' },
    'validating while it waits': { waitingAs: 'validating', waitsMs: 50_000 },
    'no credits endpoint': { credits: '404' },
    'credits not implemented': { credits: '501' },
    'credits broken': { credits: '500-html' },
    'results 20 minutes late': { fileAfterMs: 1_200_000 },
    ...Object.fromEntries(
      ['validating', 'queued', 'processing', 'finished'].map((word) => [`created as ${word}`, { createdAs: word }]),
    ),
  };
  for (const [name, switches] of Object.entries(readings)) {
    test(`${name}: every value in its row, and the spend is exact`, () => {
      const rows = [...creators(9), row('missing.cat')];
      const s = creatorScene({ rows, switches: switches as never });
      const job = s.run();
      expect(job).toMatchObject({ state: 'finished', outcomes: { found: 9, 'no match': 1 }, credits: { spent: 0.27 } });
      expect(
        s
          .sheet()
          .slice(0, 9)
          .map((one) => one[2]),
      ).toEqual(rows.slice(0, 9).map((one) => followers(one[0])));
      expect(s.calls('create')).toBe(1);
    });
  }

  test('credits that are not said are not made up', () => {
    const s = creatorScene({ rows: creators(3), switches: { creditsUsedAs: 'absent' } });
    expect(s.run()).toMatchObject({ outcomes: { found: 3 }, credits: { spent: null } });
  });
});

describe('settings', () => {
  test('metadata is no part of the purchase; the mode and what it asks for are', () => {
    const s = creatorScene({ rows: creators(3) });
    const more = (settings: object, column: string): Recipe => ({
      ...CREATORS,
      settings: { platform: 'instagram', ...settings },
      outputs: { 'instagram.full_name': column },
    });
    s.run();
    expect(s.run(more({ mode: 'raw', metadata: { campaign: 'Q4' } }, 'B')).reused).toBe(3);
    expect(s.run(more({ mode: 'full' }, 'C')).reused).toBe(0);
    expect(s.run(more({ mode: 'full', includeLookalikes: false, includeAudienceData: true }, 'D')).reused).toBe(3);
    expect(s.run(more({ mode: 'full', includeLookalikes: true }, 'E')).reused).toBe(0);
    expect(bought(s)).toHaveLength(9);
  });

  test('a field of another mode is refused with the modes that it goes with', () => {
    const s = creatorScene();
    expect(s.start({ ...CREATORS, settings: { mode: 'basic', platform: 'tiktok' } }).error!.message).toBe(
      '"settings.platform" goes with mode "raw" or "full" only, not with "basic".',
    );
    expect(s.start({ ...CREATORS, settings: { mode: 'raw', platfrm: 'tiktok' } }).error!.message).toMatch(
      /unknown property "platfrm".*"platform"/,
    );
  });

  test('advanced has no known price: a cap in credits is refused, one in requests holds', () => {
    const s = creatorScene({ rows: [row('ada@example.com'), row('bo@example.com')] });
    const advanced = { ...EMAILS, settings: { mode: 'advanced' }, outputs: { first_name: 'Followers' } };
    expect(s.start({ ...advanced, cap: { credits: 5 } }).error!.message).toContain('price');
    expect(s.run({ ...advanced, cap: { requests: 1 } })).toMatchObject({
      outcomes: { found: 1, 'not run': 1 },
      credits: { estimatedMax: null, spent: 2 },
    });
  });
});
