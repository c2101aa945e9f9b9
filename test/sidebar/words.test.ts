// What the panel says: amounts, runs, problems, and when its heart beats.
import { describe, expect, it } from 'vitest';
import { credits, duration, priceRange, upTo } from '../../sidebar/amounts';
import { IDLE_MS, LATEST_MS, SOONEST_MS, startHeartbeat, waitMs } from '../../sidebar/heartbeat';
import { copyName, readRecipeFile } from '../../sidebar/recipe-file';
import { announcement, percentOf, stopWords, tallies } from '../../sidebar/run-words';
import { sayProblem } from '../../sidebar/say-problem';
import { ended, run } from '../browser/fake-leads';

describe('amounts', () => {
  it.each([
    [14.4, '14.4 credits'],
    [1, '1 credit'],
    [0.1 + 0.2, '0.3 credits'],
    [0.001, '0.01 credits'],
    [1234.5, '1,234.5 credits'],
  ])('%d is %s: never lower than it is', (amount, words) => expect(credits(amount)).toBe(words));

  it('an unknown price is said to be unknown, never free', () => {
    expect([upTo(null), priceRange(null)]).toEqual(['price not known', 'price not known']);
    expect([upTo(0), priceRange({ min: 0, max: 0 })]).toEqual(['free', 'free']);
  });

  it.each([
    [5, 'less than a minute'],
    [90, 'about 2 minutes'],
    [9000, 'about 3 hours'],
  ])('%d seconds are %s', (seconds, words) => expect(duration(seconds)).toBe(words));
});

describe('a run', () => {
  it('says before it is stopped what is at the provider already and costs at most', () => {
    expect(stopWords(run())).toBe(
      '37 requests were sent already: at most 4.2 credits more. Their results will still be collected.',
    );
    expect(stopWords(run({ inAir: { requests: 1, maxCredits: null } }))).toContain(
      '1 request was sent already: their price is not known',
    );
    expect(stopWords(run({ inAir: { requests: 0, maxCredits: 0 } }))).toContain('costs nothing more');
  });

  it('is never 100 percent before it is done', () => {
    expect(percentOf(run({ done: 286 }))).toBe(99);
    expect(percentOf(run({ requests: 0, done: 0 }))).toBe(0);
  });

  it('counts what is still running only while it runs', () => {
    expect(tallies(run()).map((one) => `${one.number} ${one.label}`)).toEqual([
      '98 found',
      '18 no match',
      '4 failed',
      '167 running',
      '37 sent',
    ]);
    expect(tallies(ended()).map((one) => one.label)).not.toContain('running');
  });

  it('is announced at each tenth and at each change of state, not with every look', () => {
    expect(announcement(run({ done: 120 }), run({ done: 121 }))).toBeNull();
    expect(announcement(run({ done: 120 }), run({ done: 160 }))).toContain('55 percent');
    expect(announcement(run(), run({ state: 'paused', reason: 'Out of credits.' }))).toBe(
      'Work emails pauses: Out of credits.',
    );
  });
});

describe('a problem', () => {
  it.each([
    ['PERMISSION_DENIED', /several Google accounts/],
    ['Authorization is required to perform that action.', /several Google accounts/],
    ['You do not have permission to call SpreadsheetApp.getActive.', /allow what Google asks/],
    ['Script function not found: rpc', /Close the panel and open it again/],
    ['NetworkError: Connection failure due to HTTP 0', /connection/],
    ['no answer in time', /six minutes/],
    ['Service invoked too many times for one day: urlfetch.', /lifts it/],
    ['', /did not arrive/],
    ['something new', /did not arrive/],
  ])('of Google’s that says %j is told with what to do', (message, words) => {
    expect(sayProblem({ kind: 'transport', message }).text).toMatch(words);
  });

  it('of the add-on keeps its own sentence and gets the button that helps', () => {
    expect(sayProblem({ kind: 'changed', message: 'The price rose.' })).toEqual({
      title: 'The plan has changed',
      text: 'The price rose.',
      remedy: 'plan',
    });
    expect(sayProblem({ kind: 'recipe', message: 'There is no sheet "Leads" in this document.' })).toMatchObject({
      title: 'The sheet is gone',
      remedy: 'columns',
    });
    expect(
      sayProblem({ kind: 'internal', message: 'This panel is older than the add-on. Close it and open it again.' })
        .title,
    ).toBe('This panel is out of date');
  });

  it.each([
    [
      'Google no longer lets Backfill do this. Open it again from the Extensions menu and allow it. (x)',
      'A permission is missing',
    ],
    [
      "Google's limit for today is reached. Runs go on when Google lifts it, tomorrow at the latest. (x)",
      'Google’s limit is reached',
    ],
  ])('of Google, heard by the add-on: %s', (message, title) => {
    expect(sayProblem({ kind: 'internal', message })).toMatchObject({ title, text: message });
  });
});

describe('the heartbeat', () => {
  it('waits until something can be due, three to thirty seconds, and long where nothing is open', () => {
    expect(waitMs({ open: 1, nextDueMs: 1_000 }, 900)).toBe(SOONEST_MS);
    expect(waitMs({ open: 1, nextDueMs: 11_000 }, 1_000)).toBe(10_000);
    expect(waitMs({ open: 1, nextDueMs: 999_000 }, 0)).toBe(LATEST_MS);
    expect(waitMs({ open: 1, nextDueMs: null }, 0)).toBe(LATEST_MS);
    expect(waitMs({ open: 0, nextDueMs: null }, 0)).toBe(IDLE_MS);
    expect(waitMs(null, 0)).toBe(LATEST_MS);
  });

  it('never has two slices at once, however often it is asked', async () => {
    let atOnce = 0;
    let most = 0;
    let beats = 0;
    const ends: (() => void)[] = [];
    const timers: (() => void)[] = [];
    const heart = startHeartbeat(
      async () => {
        beats++;
        most = Math.max(most, ++atOnce);
        await new Promise<void>((end) => ends.push(end));
        atOnce--;
        return { open: 1, nextDueMs: null };
      },
      {
        nowMs: () => 0,
        after: (_, then) => {
          timers.push(then);
          return () => {};
        },
      },
      0,
    );
    timers.pop()!();
    heart.now();
    heart.now();
    expect([beats, most]).toEqual([1, 1]);
    ends.pop()!();
    await new Promise((end) => setImmediate(end));
    timers.pop()!();
    expect([beats, most]).toEqual([2, 1]);
    ends.pop()!();
  });

  it('goes on after a slice that failed', async () => {
    const timers: [number, () => void][] = [];
    startHeartbeat(
      async () => null,
      {
        nowMs: () => 0,
        after: (ms, then) => {
          timers.push([ms, then]);
          return () => {};
        },
      },
      5,
    );
    timers.pop()![1]();
    await new Promise((end) => setImmediate(end));
    expect(timers.map(([ms]) => ms)).toEqual([LATEST_MS]);
  });
});

describe('a recipe as a file', () => {
  it('is read with a byte order mark, and refused by its name where it is no object', () => {
    expect(readRecipeFile('a.json', '\uFEFF{"name":"x"}')).toEqual({ recipe: { name: 'x' } });
    for (const text of ['[]', 'null', '{', '"x"'])
      expect(readRecipeFile('a.json', text)).toEqual({ problem: expect.stringContaining('a.json') });
  });

  it('is copied under a name that no other has', () => {
    expect(copyName('A', ['A'])).toBe('A (copy)');
    expect(copyName('A (copy)', ['A', 'A (copy)'])).toBe('A (copy 2)');
  });
});
