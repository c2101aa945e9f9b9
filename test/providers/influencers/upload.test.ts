// The uploaded form: which field goes with which mode, and the file. Fields and enums: docs.influencers.club, "Create Batch Enrichment" 1.0.0.
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { influencersBatch } from '../../../src/providers/influencers/batch';
import { type BatchSettings, batchSettings } from '../../../src/providers/influencers/settings';
import type { RequestInput } from '../../../src/providers/operation';
import { asks, emails, handles, OPEN } from './talk';

function formOf(settings: BatchSettings, inputs: RequestInput[]) {
  const [call] = asks(OPEN, inputs, settings);
  return call!.form!;
}

describe('the call', () => {
  test('is one charge to a path with a slash at its end', () => {
    const calls = asks(OPEN, handles('ada'));
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ effect: 'charge', method: 'POST', path: '/public/v1/enrichment/batch/' });
    expect(calls[0]!.body).toBeUndefined();
  });
});

describe('the fields', () => {
  test.each<[BatchSettings, RequestInput[], Record<string, string>]>([
    [{ mode: 'raw', platform: 'instagram' }, handles('ada'), { enrichment_mode: 'raw', platform: 'instagram' }],
    [
      { mode: 'raw', emailRequired: 'must_have' },
      handles('ada'),
      { enrichment_mode: 'raw', platform: 'instagram', email_required: 'must_have' },
    ],
    [
      { mode: 'full' },
      handles('ada'),
      {
        enrichment_mode: 'full',
        platform: 'instagram',
        email_required: 'preferred',
        include_lookalikes: 'false',
        include_audience_data: 'true',
      },
    ],
    [
      { mode: 'full', includeLookalikes: true, includeAudienceData: false, emailRequired: 'must_have' },
      handles('ada'),
      {
        enrichment_mode: 'full',
        platform: 'instagram',
        email_required: 'must_have',
        include_lookalikes: 'true',
        include_audience_data: 'false',
      },
    ],
    [{ mode: 'basic' }, emails('a@b.example'), { enrichment_mode: 'basic' }],
    [
      { mode: 'advanced', excludePlatforms: 'twitch', minFollowers: 0, metadata: { campaign: 'Q4 "Outreach"', n: 1 } },
      emails('a@b.example'),
      {
        enrichment_mode: 'advanced',
        exclude_platforms: 'twitch',
        min_followers: '0',
        metadata: '{"campaign":"Q4 \\"Outreach\\"","n":1}',
      },
    ],
  ])('of %j are texts, each with the modes that it goes with', (settings, inputs, fields) => {
    expect(formOf(settings, inputs).fields).toEqual(fields);
  });

  test.each(['twitter', 'twitch', 'onlyfans'])('ask for no audience data at %s, which has none', (platform) => {
    const inputs = [{ canonical: { handle: `${platform}:ada` }, sent: { handle: 'ada' } }];
    expect(formOf({ mode: 'full', includeAudienceData: true }, inputs).fields).toMatchObject({
      platform,
      include_audience_data: 'false',
    });
  });
});

describe('the file', () => {
  test('has one column under the name that the mode wants, and is a .csv', () => {
    expect(formOf({ mode: 'raw' }, handles('ada', 'bo')).file).toEqual({
      field: 'file',
      name: 'batch.csv',
      type: 'text/csv',
      text: 'handle\r\nada\r\nbo\r\n',
    });
    expect(formOf({ mode: 'basic' }, emails('a@b.example')).file.text).toBe('email\r\na@b.example\r\n');
  });

  test('keeps below the 10 MB that are taken, and below 1,000 rows', () => {
    for (const mode of ['raw', 'full', 'basic', 'advanced'] as const) {
      const { bytesPerBatch, requestsPerBatch } = influencersBatch.limits({ mode });
      expect(bytesPerBatch).toBeLessThan(10 * 1024 * 1024);
      expect(requestsPerBatch).toBeLessThanOrEqual(1000);
    }
  });

  test('is quoted by RFC 4180 where a value needs it', () => {
    const odd = ['a,b', 'a"b', 'a\nb', ' a '];
    const { text } = formOf({ mode: 'raw' }, handles(...odd)).file;
    expect(parse<{ handle: string }>(text, { columns: true }).map(({ handle }) => handle)).toEqual(odd);
  });
});

describe('settings', () => {
  const problems = (settings: object) =>
    batchSettings.safeParse(settings).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

  test.each([
    [{ mode: 'raw', includeLookalikes: false }, 'includeLookalikes'],
    [{ mode: 'raw', includeAudienceData: true }, 'includeAudienceData'],
    [{ mode: 'raw', minFollowers: 5 }, 'minFollowers'],
    [{ mode: 'full', excludePlatforms: 'tiktok' }, 'excludePlatforms'],
    [{ mode: 'basic', platform: 'tiktok' }, 'platform'],
    [{ mode: 'advanced', emailRequired: 'preferred' }, 'emailRequired'],
  ])('%j: a field of another mode is refused', (settings, name) => {
    expect(problems(settings)).toEqual([expect.stringMatching(new RegExp(`^${name}: goes with mode "`))]);
  });

  test.each([
    {},
    { mode: 'profile' },
    { mode: 'raw', platform: 'facebook' },
    { mode: 'basic', excludePlatforms: ['tiktok'] },
    { mode: 'basic', minFollowers: 1.5 },
    { mode: 'basic', minFollowers: -1 },
    { mode: 'raw', metadata: 'text' },
    { mode: 'raw', metadata: ['list'] },
    { mode: 'raw', surprise: 1 },
  ])('%j is refused', (settings) => {
    expect(problems(settings).length).toBeGreaterThan(0);
  });

  test('metadata and the platform are no part of the identity, and documented defaults are the same as none', () => {
    const { identity } = influencersBatch;
    expect(identity({ mode: 'raw', metadata: { a: 1 }, platform: 'tiktok' })).toBe(identity({ mode: 'raw' }));
    const full = {
      mode: 'full',
      includeLookalikes: false,
      includeAudienceData: true,
      emailRequired: 'preferred',
    } as const;
    expect(identity(full)).toBe(identity({ mode: 'full' }));
    expect(identity({ mode: 'basic', minFollowers: 0 })).toBe(identity({ mode: 'basic' }));
  });

  test('every other setting makes another purchase', () => {
    const all: BatchSettings[] = [
      { mode: 'raw' },
      { mode: 'raw', emailRequired: 'must_have' },
      { mode: 'full' },
      { mode: 'full', emailRequired: 'must_have' },
      { mode: 'full', includeLookalikes: true },
      { mode: 'full', includeAudienceData: false },
      { mode: 'basic' },
      { mode: 'basic', excludePlatforms: 'tiktok' },
      { mode: 'basic', excludePlatforms: 'twitch' },
      { mode: 'basic', minFollowers: 100 },
      { mode: 'advanced' },
    ];
    expect(new Set(all.map(influencersBatch.identity)).size).toBe(all.length);
  });

  test.each<[BatchSettings['mode'], unknown, number]>([
    ['raw', { min: 0, max: 0.03 }, 1000],
    ['full', { min: 0, max: 1 }, 100],
    ['basic', { min: 0, max: 0.05 }, 1000],
    ['advanced', 'unknown', 1000],
  ])(
    '%s costs what the price list says for a hit and nothing for a miss, in batches of their size',
    (mode, price, most) => {
      expect(influencersBatch.priceOf(handles('ada')[0]!, { mode }, {})).toEqual(price);
      expect(influencersBatch.limits({ mode }).requestsPerBatch).toBe(most);
      expect(influencersBatch.warnings!({ mode }, {})).toHaveLength(mode === 'advanced' ? 1 : 0);
    },
  );
});
