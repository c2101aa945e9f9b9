// What is told of a creator batch before anything is bought: fields, choices, and the account behind the key.
import { describe, expect, test } from 'vitest';
import { PROVIDERS } from '../../../src/providers/all';
import { influencersBatch } from '../../../src/providers/influencers/batch';
import { PLATFORMS } from '../../../src/providers/influencers/platform';
import type { BatchSettings } from '../../../src/providers/influencers/settings';
import { isPresent, valueAt } from '../../../src/text/result-path';
import { profileOf } from '../../../workbench/providers/influencers/profile';
import { page, says } from './talk';

const { results, choicesOf } = influencersBatch;
const paths = (settings: BatchSettings) => results!(settings, {}).map((one) => one.path);

describe('fields that are known', () => {
  test.each<[BatchSettings, string[]]>([
    [{ mode: 'raw', platform: 'instagram' }, ['instagram.follower_count', 'instagram.biography']],
    [{ mode: 'raw', platform: 'youtube' }, ['youtube.subscriber_count', 'youtube.custom_url']],
    [{ mode: 'raw', platform: 'twitch' }, ['twitch.total_followers']],
    [{ mode: 'full', platform: 'instagram' }, ['email', 'first_name', 'instagram.follower_count']],
    [{ mode: 'basic' }, ['platform', 'username', 'followers', 'userId']],
  ])('%j: each by its path and a label', (settings, some) => {
    expect(paths(settings)).toEqual(expect.arrayContaining(some));
    for (const { label } of results!(settings, {})) expect(label).toMatch(/^[A-Z][A-Za-z: -]+$/);
  });

  test.each<BatchSettings>([
    { mode: 'raw', platform: 'instagram' },
    { mode: 'full', platform: 'instagram' },
    { mode: 'full', platform: 'youtube' },
    { mode: 'basic' },
  ])('of %j are in a result of that mode', (settings) => {
    const { mode, platform = null } = settings;
    const record = mode === 'basic' ? 'ada.okafor@sample.example' : 'ada.okafor';
    const wanted = { mode, platform, audience: true, lookalikes: false, excludePlatforms: null, minFollowers: 0 };
    const result = profileOf(record, wanted as never);
    const there = paths(settings).filter((path) => valueAt(result, path) !== undefined);
    expect(there).toEqual(paths(settings));
    expect(there.some((path) => isPresent(valueAt(result, path)))).toBe(true);
  });

  test('of every platform, where a column says which; none of mode "advanced", which no page describes', () => {
    expect(paths({ mode: 'raw' })).toEqual(
      expect.arrayContaining(['instagram.follower_count', 'twitter.follower_count', 'youtube.subscriber_count']),
    );
    expect(paths({ mode: 'advanced' })).toEqual([]);
  });
});

test('a platform is one of six; nothing else is a choice', () => {
  expect(choicesOf!('platform', {})).toEqual([...PLATFORMS]);
  expect(choicesOf!('handle', {})).toBeNull();
});

describe('the account', () => {
  const { calls, read } = PROVIDERS.influencers.account!;

  test('is one free read: credits left and used', () => {
    expect(calls()).toEqual([{ effect: 'read', method: 'GET', path: '/public/v1/accounts/credits/' }]);
    expect(read([says(200, { credits_available: 627.13, credits_used: 0 })])).toEqual({
      name: null,
      balance: 627.13,
      figures: [{ label: 'Credits used', value: '0' }],
    });
    expect(read([says(404, {})])).toEqual({ name: null, balance: null, figures: [] });
  });

  test('a refused key is rejected; a plan without API, a page and a lost connection are not', () => {
    expect(read([says(401, { detail: 'Token is invalid' })])).toMatchObject({ rejected: true });
    const others = [
      says(403, { detail: 'You do not have permission' }),
      page(502, '<html>'),
      page(429, ''),
      { fault: 'x', sent: true },
    ];
    for (const answer of others) {
      expect(read([answer])).toMatchObject({ problem: expect.stringMatching(/\S/) });
      expect(read([answer])).not.toHaveProperty('rejected');
    }
  });
});
