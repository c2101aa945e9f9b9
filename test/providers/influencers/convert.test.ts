// What people put into a handle or an e-mail column, what is sent of it, and what makes two of them the same purchase.
import { describe, expect, test } from 'vitest';
import { influencersBatch } from '../../../src/providers/influencers/batch';
import type { BatchSettings } from '../../../src/providers/influencers/settings';
import type { Around } from '../../../src/providers/operation';

const CHANNEL = 'UCabcdefghij0123456789_-';

function around(platform: string, handle: string, inSettings = false): Around<BatchSettings> {
  const texts: Record<string, string> = inSettings ? { handle } : { handle, platform };
  return { texts, settings: (inSettings ? { mode: 'raw', platform } : { mode: 'raw' }) as BatchSettings };
}

const sent = (platform: string, text: string) => influencersBatch.convert('handle', text, {}, around(platform, text));
const canonical = (platform: string, text: string, inSettings = false) =>
  influencersBatch.canonical('handle', text, around(platform, text, inSettings));

describe('a handle', () => {
  test.each([
    ['instagram', 'Ada.Cooks', 'ada.cooks'],
    ['instagram', '@ada.cooks', 'ada.cooks'],
    ['instagram', ' @ ada.cooks ', 'ada.cooks'],
    ['instagram', 'https://www.instagram.com/Ada.Cooks/?igshid=1#top', 'ada.cooks'],
    ['instagram', 'instagram.com/ada.cooks/reels/', 'ada.cooks'],
    ['instagram', '//ada', null],
    ['instagram', 'http://instagram.com/stories/ada/31/', 'ada'],
    ['instagram', 'https://www.instagram.com/p/CxYz/', null],
    ['instagram', 'https://www.instagram.com/', null],
    ['instagram', 'https://instagram.com.evil.example/ada', null],
    ['youtube', 'AdaCooks', 'adacooks'],
    ['youtube', 'https://youtube.com/c/AdaCooks', 'adacooks'],
    ['youtube', 'm.youtube.com/user/AdaCooks', 'adacooks'],
    ['youtube', 'https://www.youtube.com/AdaCooks', 'adacooks'],
    ['youtube', `https://www.youtube.com/channel/${CHANNEL}/about`, CHANNEL],
    ['youtube', CHANNEL, CHANNEL],
    ['youtube', 'https://www.youtube.com/watch?v=abc', null],
    ['youtube', 'https://youtu.be/abc', null],
    ['tiktok', 'https://www.tiktok.com/@Ada.Cooks/video/7', 'ada.cooks'],
    ['tiktok', 'https://vm.tiktok.com/ZMabc/', null],
    ['tiktok', 'https://www.tiktok.com/tag/food', null],
    ['twitter', 'https://x.com/AdaCooks/status/12', 'adacooks'],
    ['X', 'https://mobile.twitter.com/AdaCooks', 'adacooks'],
    ['twitter', 'https://twitter.com/i/user/12', null],
    ['twitch', 'https://m.twitch.tv/AdaCooks', 'adacooks'],
    ['twitch', 'twitch.tv/popout/adacooks/chat', 'adacooks'],
    ['twitch', 'https://www.twitch.tv/videos/12', null],
    ['onlyfans', 'https://onlyfans.com/AdaCooks', 'adacooks'],
    ['onlyfans', 'https://onlyfans.com/123/adacooks', 'adacooks'],
    ['twitter', 'x.com', 'x.com'],
    ['instagram', CHANNEL, CHANNEL.toLowerCase()],
  ])('at %s, written %s, is %s', (platform, text, handle) => {
    if (handle === null) expect(sent(platform, text)).toHaveProperty('problem');
    else expect(sent(platform, text)).toEqual({ value: handle });
    const own = platform === 'X' ? 'twitter' : platform;
    if (handle !== null) expect(canonical(platform, text)).toBe(`${own}:${handle}`);
  });

  test.each([
    ['Ada Cooks', 'is not a handle'],
    ['ada,bo', 'is not a handle'],
    ['=HYPERLINK("x")', 'is not a handle'],
    ['-ada', 'is not a handle'],
    ['+ada', 'is not a handle'],
    ['@', 'is not a handle'],
    ['a'.repeat(400), 'is not a handle'],
    ['ada@mail.example', 'modes basic and advanced'],
    ['https://linktr.ee/ada', '"linktr.ee" is none of the platforms'],
    ['https://www.tiktok.com/@ada', 'at TikTok, not at Instagram'],
  ])('%s can be none, and is told why', (text, reason) => {
    expect(sent('instagram', text)).toEqual({ problem: expect.stringContaining(reason) });
  });

  test.each([
    ['@AdaCooks', '@adacooks'],
    [' @ AdaCooks', '@adacooks'],
    ['https://www.youtube.com/@AdaCooks/videos', '@adacooks'],
    ['https://www.youtube.com/@%E3%81%82%E3%81%84', '@あい'],
    [`@${CHANNEL}`, CHANNEL],
  ])('at YouTube an @ that was written goes along, and makes no other request: %s is %s', (text, handle) => {
    expect(sent('youtube', text)).toEqual({ value: handle });
    expect(canonical('youtube', text)).toBe(`youtube:${handle.replace('@', '')}`);
    expect(canonical('youtube', handle)).toBe(canonical('youtube', text));
  });

  test('the platform of the settings and that of a column make the same request', () => {
    expect(canonical('youtube', '@Ada', true)).toBe(canonical('YouTube', 'ada'));
    expect(influencersBatch.canonical('platform', 'YouTube', around('YouTube', 'ada'))).toBe('');
  });

  test('on two platforms it is two requests, in two groups', () => {
    expect(canonical('tiktok', 'ada')).not.toBe(canonical('instagram', 'ada'));
    const group = (platform: string) =>
      influencersBatch.groupOf!({ canonical: { handle: canonical(platform, 'ada') }, sent: {} }, { mode: 'raw' });
    expect(group('tiktok')).toBe('tiktok');
    expect(group('instagram')).toBe('instagram');
  });

  test('an address that leads to another platform is not the request of that name here', () => {
    expect(canonical('instagram', 'https://www.tiktok.com/@ada')).not.toBe(canonical('instagram', 'ada'));
  });

  test('channel ids differ by their capitals', () => {
    expect(canonical('youtube', CHANNEL)).not.toBe(canonical('youtube', CHANNEL.replace('abc', 'Abc')));
  });
});

describe('an e-mail', () => {
  const of = { texts: {}, settings: { mode: 'basic' } as BatchSettings };

  test('goes in small letters, and in any case it is the same', () => {
    expect(influencersBatch.convert('email', ' Ada@Example.com ', {}, of)).toEqual({ value: 'ada@example.com' });
    expect(influencersBatch.canonical('email', 'ADA@example.com', of)).toBe('ada@example.com');
  });

  test.each([
    'ada',
    'ada@example',
    '@example.com',
    'a b@example.com',
    '=a@example.com',
    '+a@example.com',
    'a@b.c,d@e.f',
  ])('%s is none, and is refused before it is sent', (text) => {
    expect(influencersBatch.convert('email', text, {}, of)).toEqual({ problem: `"${text}" is not an e-mail address.` });
  });
});

describe('parameters', () => {
  const names = (settings: BatchSettings) => influencersBatch.parameters(settings, {})!.map(({ name }) => name);

  test('a handle with its platform, unless the settings have it; an e-mail alone', () => {
    expect(names({ mode: 'raw' })).toEqual(['handle', 'platform']);
    expect(names({ mode: 'full', platform: 'tiktok' })).toEqual(['handle']);
    expect(names({ mode: 'advanced' })).toEqual(['email']);
  });
});
