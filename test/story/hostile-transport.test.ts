// What a provider can do to the connection itself: answer with more than Google takes, lead elsewhere, echo the key, take its time.
import { expect, test } from 'vitest';
import type { FetchReply, FetchRequest } from '../../workbench/providers/http';
import { billed, leads, SAMPLE_KEY, type Scene, scene } from './scene';

const MB = 1024 * 1024;

/** A scene in which the nth call of a kind is answered in another way, after the provider has done what it was asked. */
function answering(kind: RegExp, spoil: (good: FetchReply, request: FetchRequest) => FetchReply, times = 1): Scene {
  const s = scene({ rows: leads(7) });
  s.giveKey();
  const options = s.host.world.options;
  const honest = options.fetch!;
  let left = times;
  options.fetch = (requests, nowMs) =>
    requests.map((request) => {
      const good = honest([request], nowMs)[0]!;
      return kind.test(`${request.method.toUpperCase()} ${request.url}`) && left-- > 0 ? spoil(good, request) : good;
    });
  return s;
}

function withBody(make: (body: string) => string): (good: FetchReply) => FetchReply {
  return (good) => ('fault' in good ? good : { ...good, body: make(good.body) });
}

const CHARGE = /POST .*\/bulk-run$/;
const POLL = /GET .*\/tasks\//;
const CATALOGUE = /GET .*\/enrichments\/833$/;

test('a charge answered with more than Google takes is in doubt and is never sent again: the exception comes after the provider has done it', () => {
  const s = answering(
    CHARGE,
    withBody((body) => body.padEnd(50 * MB + 1)),
  );
  expect(s.run().outcomes).toMatchObject({ check: 5, found: 2 });
  expect(new Set(billed(s)).size).toBe(7);
  expect(billed(s)).toHaveLength(7);
});

test.each([
  ['a look', POLL],
  ['the catalogue', CATALOGUE],
])('%s answered with more than Google takes is asked again, and nothing is lost', (_what, kind) => {
  const s = answering(
    kind,
    withBody((body) => body.padEnd(50 * MB + 1)),
  );
  expect(s.run().outcomes).toMatchObject({ found: 7 });
  expect(billed(s)).toHaveLength(7);
});

test('50 MB of blanks around an answer, or of one text in it, are read like any other', () => {
  const blanks = answering(
    POLL,
    withBody((body) => body.padEnd(50 * MB)),
    2,
  );
  expect(blanks.run().outcomes).toMatchObject({ found: 7 });
  const text = answering(
    POLL,
    withBody((body) => body.replace('"email":"', `"note":"${'é'.repeat(24 * MB)}","email":"`)),
    2,
  );
  expect(text.run().outcomes).toMatchObject({ found: 7 });
  const archive = text.person.tab('Backfill archive').values().flat();
  expect(Math.max(...archive.map((cell) => String(cell).length))).toBeLessThan(50_000);
});

test('a redirect to another host is followed by no kind of call, so the key stays', () => {
  for (const [status, kind] of [
    [307, CHARGE],
    [302, POLL],
    [308, CATALOGUE],
    [301, /./],
  ] as const) {
    const moved = { status, headers: { location: 'https://evil.example/' }, body: '', tookMs: 50 };
    const s = answering(kind, () => moved, 3);
    s.call('testKey', { provider: 'databar' });
    s.call('list', { of: 'databar.enrichments' });
    s.start();
    s.drive();
    expect(s.host.http.length).toBeGreaterThan(2);
    expect(s.host.http.filter(({ url }) => !url.startsWith('https://api.databar.ai/'))).toEqual([]);
  }
});

test('a key that a provider echoes, in any of the ways that JSON can write it, is in no cell and no record', () => {
  const ways = [
    SAMPLE_KEY,
    SAMPLE_KEY.replaceAll('-', '\\u002d'),
    SAMPLE_KEY.replaceAll('-', '\\u002D'),
    [...SAMPLE_KEY].map((c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(''),
  ];
  for (const way of ways) {
    const s = answering(
      POLL,
      withBody((body) => body.replaceAll(/"email":"[^"]*"/g, `"email":"a ${way} b"`)),
      9,
    );
    s.run();
    const { properties, cache, grid } = s.host.save();
    expect(s.column('Work email')).toContain('a (key) b');
    expect(JSON.stringify([properties.document, cache, grid])).not.toContain(SAMPLE_KEY);
  }
});

test('a key with characters that JSON writers escape is cut out too', () => {
  const key = 'abc/def+ghi"jkl\\mno';
  const s = answering(
    /GET/,
    (_good, { headers }) => ({
      status: 500,
      headers: {},
      body: JSON.stringify({ detail: `bad ${headers['x-apikey']}` }).replaceAll('/', '\\/'),
      tookMs: 50,
    }),
    9,
  );
  const said = JSON.stringify(s.call('saveKey', { provider: 'databar', key }));
  expect(said).toContain('bad (key)');
  expect(said).not.toContain('def+ghi');
});

test('an answer that never comes is waited for a minute, and a charge without one is in doubt', () => {
  const s = answering(CHARGE, (good) => ({ ...good, tookMs: 400_000 }));
  expect(s.run().outcomes).toMatchObject({ check: 5, found: 2 });
  expect(billed(s)).toHaveLength(7);
  const slow = answering(POLL, (good) => ({ ...good, tookMs: 400_000 }), 3);
  expect(slow.run().outcomes).toMatchObject({ found: 7 });
});

test('a look that is told to come back in seventy years comes back within the hour, before the results are gone', () => {
  const headers = { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' };
  const s = answering(POLL, () => ({ status: 429, headers, body: '', tookMs: 50 }), 3);
  expect(s.run()).toMatchObject({ state: 'finished', outcomes: { found: 7 } });
});
