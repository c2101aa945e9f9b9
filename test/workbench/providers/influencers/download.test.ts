// The results of a batch: when they are there, in which formats and shapes.

import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { profileOf } from '../../../../workbench/providers/influencers/profile';
import type { Wanted } from '../../../../workbench/providers/influencers/state';
import { BATCHES, EMAILS, HANDLES, ORIGIN, scene } from './ask';

const RAW: Wanted = {
  mode: 'raw',
  platform: 'instagram',
  emailRequired: 'preferred',
  lookalikes: false,
  audience: true,
  excludePlatforms: null,
  minFollowers: 0,
};
const FULL = { enrichment_mode: 'full', platform: 'instagram' };
const inputs = (items: { input_value: string }[]) => items.map((item) => item.input_value);

describe('when', () => {
  test('a running batch is 400', () => {
    const at = scene();
    expect(at.download(at.create(['ada'])).status).toBe(400);
  });

  test('finished, but without a file yet, is 400 for a moment', () => {
    const at = scene();
    const id = at.create(['ada']);
    at.pass(10_150);
    expect([at.status(id).status, at.download(id).status]).toEqual(['finished', 400]);
    at.pass(5000);
    expect(at.download(id).status).toBe(200);
  });

  test('a paused batch is 400, or gives what it has', () => {
    const answered = (pausedDownload: '400' | 'partial') => {
      const at = scene({ pausedDownload });
      const id = at.create(['ada', 'pause', 'bo']);
      at.pass(60_000);
      return at.download(id);
    };
    expect(answered('400').status).toBe(400);
    expect(inputs(JSON.parse(answered('partial').body))).toEqual(['ada']);
  });

  test('results are kept for good, or for a time', () => {
    const at = scene({ keptMs: 3_600_000 });
    const id = at.create(['ada']);
    at.pass(3_600_000);
    expect(at.download(id).status).toBe(200);
    at.pass(60_000);
    expect(at.download(id).status).toBe(404);
    at.switches.goneAs = '400';
    expect(at.download(id).status).toBe(400);
  });
});

describe('formats', () => {
  const asked = (query: string, switches = {}) => {
    const at = scene(switches);
    const id = at.create(['ada']);
    at.pass(60_000);
    const reply = at.download(id, query);
    return [reply.status, reply.headers['content-type']];
  };
  test.each([
    ['?format=json', {}, 200, 'application/json'],
    ['?format=csv', {}, 404, 'application/json'],
    ['?format=csv', { csvDownload: 'works' }, 200, 'text/csv'],
    ['', {}, 200, 'text/csv'],
    ['', { plainDownload: '404' }, 404, 'application/json'],
    ['', { plainDownload: 'json' }, 200, 'application/json'],
    ['?format=xml', {}, 404, 'application/json'],
  ])('"%s" with %o is %i as %s', (query, switches, status, type) => {
    expect(asked(query, switches)).toEqual([status, type]);
  });

  test('CSV has names with dots and lists as JSON', () => {
    const at = scene();
    const id = at.create(['ada', 'miss']);
    at.pass(60_000);
    const [row, miss] = parse(at.download(id, '').body, { columns: true }) as Record<string, string>[];
    expect(row).toMatchObject({ input_value: 'ada', 'enrichment_data.instagram.username': 'ada' });
    expect(JSON.parse(row!['enrichment_data.instagram.links_in_bio']!)).toEqual(['https://links.example/ada']);
    expect(miss).toMatchObject({ input_value: 'miss', 'enrichment_data.instagram.username': '' });
  });
});

describe('items', () => {
  test('a top-level list with input, word and data per record', () => {
    expect(scene().finished(['@Ada', 'miss', 'fail'])).toEqual([
      { input_value: '@Ada', status: 'ok', enrichment_data: profileOf('@Ada', RAW) },
      { input_value: 'miss', status: 'not_found', enrichment_data: {} },
      { input_value: 'fail', status: 'failed', enrichment_data: {} },
    ]);
  });

  test.each(['results', 'data'] as const)('the list can stand under "%s"', (downloadShape) => {
    expect(inputs(scene({ downloadShape }).finished(['ada'])[downloadShape])).toEqual(['ada']);
  });

  test('the data can stand under "result", and hold the whole answer of a single call', () => {
    const [item] = scene({ dataKey: 'result', dataShape: 'whole-answer' }).finished(['ada']);
    expect(item.result).toEqual({ result: profileOf('ada', RAW), credits_cost: 0.03 });
  });

  test('the order can be another one, and is the same at each look', () => {
    const names = Array.from({ length: 20 }, (_, n) => `creator${n}`);
    expect(inputs(scene({ order: 'reversed' }).finished(names))).toEqual([...names].reverse());
    const at = scene({ order: 'shuffled' });
    const id = at.create(names);
    at.pass(60_000);
    expect(inputs(at.results(id))).not.toEqual(names);
    expect(inputs(at.results(id)).sort()).toEqual([...names].sort());
    expect(at.results(id)).toEqual(at.results(id));
  });

  test.each([
    ['as-sent', ['@Ada', 'https://instagram.com/Bo/?hl=en']],
    ['lower-case', ['@ada', 'https://instagram.com/bo/?hl=en']],
    ['without-at', ['Ada', 'https://instagram.com/Bo/?hl=en']],
    ['normalised', ['ada', 'bo']],
  ] as const)('input_value comes back %s', (inputValue, wanted) => {
    expect(inputs(scene({ inputValue }).finished(['@Ada', 'https://instagram.com/Bo/?hl=en']))).toEqual(wanted);
  });

  test('misses can be left out, or have no data member, or null', () => {
    expect(inputs(scene({ misses: 'left-out' }).finished(['miss', 'ada', 'fail']))).toEqual(['ada']);
    expect(scene({ missData: 'absent' }).finished(['miss'])[0]).not.toHaveProperty('enrichment_data');
    expect(scene({ missData: 'null' }).finished(['miss'])[0].enrichment_data).toBeNull();
  });

  test('the words per record can be others', () => {
    const recordWords = { found: 'success', miss: 'no_data', failed: 'error' };
    const items = scene({ recordWords }).finished(['ada', 'miss', 'fail']);
    expect(items.map((item: { status: string }) => item.status)).toEqual(['success', 'no_data', 'error']);
  });
});

describe('how inputs are understood', () => {
  const words = (records: string[], fields = HANDLES, switches = {}) =>
    scene(switches)
      .finished(records, fields)
      .map((item: { status: string }) => item.status);

  test('handles with @ and URLs are understood, or not found', () => {
    const forms = ['ada', '@ada', 'https://www.instagram.com/ada/'];
    expect(words(forms)).toEqual(['ok', 'ok', 'ok']);
    expect(words(forms, HANDLES, { handleForms: 'bare-only' })).toEqual(['ok', 'not_found', 'not_found']);
  });

  test('YouTube channel ids fail, or are fine', () => {
    const youtube = { enrichment_mode: 'raw', platform: 'youtube' };
    const ids = ['UCabcdefghijklmnopqrstuv', '@ada'];
    expect(words(ids, youtube)).toEqual(['not_found', 'ok']);
    expect(words(ids, youtube, { youtubeChannelIds: 'fine' })).toEqual(['ok', 'ok']);
  });

  test('what is no address fails in an e-mail mode', () => {
    expect(words(['ada@mail.example', 'ada'], EMAILS)).toEqual(['ok', 'failed']);
  });
});

describe('profiles', () => {
  test('raw has one platform, whose names of members differ', () => {
    const raw = (platform: Wanted['platform']) => profileOf('ada', { ...RAW, platform })[platform!];
    expect(raw('instagram')).toHaveProperty('follower_count');
    expect(raw('youtube')).toHaveProperty('subscriber_count');
    expect(raw('twitch')).toHaveProperty('total_followers');
  });

  test('full has flat members beside the platform', () => {
    expect(profileOf('ada', { ...RAW, mode: 'full' })).toMatchObject({
      email: 'hello@ada.example',
      creator_has: {},
      instagram: {},
    });
  });

  test('audience data come where they are wanted and where the platform has them', () => {
    const has = (fields: Record<string, string>) => {
      const [{ enrichment_data }] = scene().finished(['ada'], fields);
      return 'audience' in enrichment_data[fields.platform!];
    };
    expect(has(FULL)).toBe(true);
    expect(has({ ...FULL, include_audience_data: 'false' })).toBe(false);
    expect(has({ ...FULL, platform: 'twitch' })).toBe(false);
  });

  test('basic names one platform, never the one that was left out', () => {
    const found = scene().finished(['ada@mail.example', 'bo@mail.example', 'cy@mail.example'], {
      ...EMAILS,
      exclude_platforms: 'instagram',
      min_followers: '10000',
    });
    for (const { enrichment_data } of found) {
      expect(enrichment_data.platform).not.toBe('instagram');
      expect(enrichment_data.followers).toBeGreaterThanOrEqual(10_000);
    }
  });

  test('advanced leaves the platform out that was left out', () => {
    const fields = { enrichment_mode: 'advanced', exclude_platforms: 'instagram' };
    expect(scene().finished(['ada@mail.example'], fields)[0].enrichment_data).not.toHaveProperty('instagram');
  });
});

describe('the presigned address', () => {
  const presigned = (switches = {}) => {
    const at = scene(switches);
    const id = at.create(['ada', 'fail']);
    at.pass(60_000);
    return { at, id, answer: at.json('GET', `${BATCHES}${id}/download/`) };
  };

  test('comes with all documented fields, on another host', () => {
    const { at, id, answer } = presigned();
    expect(answer).toEqual({
      download_url: expect.stringMatching(/^https:\/\/[^/]*amazonaws\.com\//),
      filename: `${id}.csv`,
      expires_in: 3600,
      expires_at: new Date(at.now() + 3_600_000).toISOString(),
      batch_id: id,
      total_results: 2,
      invalid_records: 1,
    });
  });

  test('can be fetched without a key, until it expires; a key is refused there', () => {
    const { at, answer } = presigned({ filesHost: ORIGIN });
    const fetched = (headers: Record<string, string>) =>
      at.raw({ method: 'GET', url: answer.download_url, headers, body: null, timeoutMs: 60_000 });
    expect(fetched({})).toMatchObject({ status: 200, body: expect.stringContaining('"ada"') });
    expect(fetched({ Authorization: 'Bearer k' })).toMatchObject({ status: 400 });
    at.pass(3_600_000);
    expect(fetched({})).toMatchObject({ status: 403 });
  });

  test('is 400 before the end and 404 for an unknown batch', () => {
    const at = scene();
    expect(at.http('GET', `${BATCHES}${at.create(['ada'])}/download/`).status).toBe(400);
    expect(at.http('GET', `${BATCHES}bch_none/download/`).status).toBe(404);
  });
});
