// What is news from a provider and what is not, and that waiting ends without any. Time here is a number; nothing waits.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Fetch, FetchReply, FetchRequest } from '../../../workbench/providers/http';
import { driveUntilStill } from '../../../workbench/runner/drive';
import { listenForNews, type News } from '../../../workbench/runner/news';
import type { Session } from '../../../workbench/runner/session';

const MINUTE_MS = 60_000;
const TASK = 'https://api.databar.ai/v1/tasks/t1';
const RUN = 'https://api.databar.ai/v1/enrichments/833/bulk-run';
const reply = (status: number, body: string): FetchReply => ({ status, headers: {}, body, tookMs: 1 });

let nowMs = 0;
let answer: (request: FetchRequest) => FetchReply = () => reply(200, '{}');
let news: News;
beforeEach(() => {
  nowMs = 0;
  const fetch: Fetch = (requests) => requests.map((request) => answer(request));
  news = listenForNews(fetch, () => nowMs);
});

function call(method: string, url: string, gives: FetchReply): void {
  nowMs += 1000;
  answer = () => gives;
  news.fetch([{ method, url, headers: {}, body: null } as unknown as FetchRequest], nowMs);
}
const isNews = () => news.lastMs() === nowMs;

describe('news is', () => {
  test('a charge that was accepted, each time', () => {
    call('POST', RUN, reply(200, '{"task_id":"a"}'));
    expect(isNews()).toBe(true);
    call('POST', RUN, reply(200, '{"task_id":"b"}'));
    expect(isNews()).toBe(true);
  });

  test('a status that an address answers with for the first time', () => {
    for (const status of [200, 502, 404]) {
      call('GET', TASK, reply(status, ''));
      expect(isNews()).toBe(true);
    }
  });

  test('a request more that is done, or a run in another state', () => {
    const job = { jobId: 'j', state: 'running' as const, done: 0 };
    for (const jobs of [[job], [{ ...job, done: 1 }], [{ ...job, done: 1, state: 'paused' as const }], []]) {
      nowMs += 1000;
      news.hearJobs(jobs);
      expect(isNews()).toBe(true);
      nowMs += 1000;
      news.hearJobs(jobs);
      expect(isNews()).toBe(false);
    }
  });
});

describe('no news is', () => {
  test('a task that is still processing, whatever else its answer says', () => {
    call('GET', TASK, reply(200, '{"status":"processing","progress":1,"now":"10:00:00"}'));
    call('GET', TASK, reply(200, '{"status":"processing","progress":2,"now":"10:00:01"}'));
    expect(isNews()).toBe(false);
  });

  test('a charge that is refused as it was before', () => {
    call('POST', RUN, reply(429, '1'));
    call('POST', RUN, reply(429, '2'));
    expect(isNews()).toBe(false);
  });

  test('an address that goes back and forth between two statuses', () => {
    for (const status of [200, 502, 200, 502]) call('GET', TASK, reply(status, ''));
    expect(news.lastMs()).toBe(2000);
  });
});

describe('a task that never ends and always answers something new', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }));
  afterEach(() => void vi.useRealTimers());

  /** Polls every 15 s, for `hours` of the run's clock, or for ever. */
  function polling(clock: 'real' | 'virtual', hours: number | null) {
    let virtualMs = 0;
    const now = () => (clock === 'real' ? Date.now() : virtualMs);
    const heard = listenForNews(
      (requests) => requests.map(() => reply(200, `{"status":"processing","now":${now()}}`)),
      Date.now,
    );
    const started = { realMs: 0, virtualMs: 0 };
    const session = {
      flags: { clock, routes: { 'https://api.databar.ai': 'http://127.0.0.1:1' } },
      host: { clock: { now, advanceTo: (ms: number) => (virtualMs = Math.max(virtualMs, ms)) } },
      news: heard,
      started,
      newsByBoth: started,
      trouble: null,
      saveState: () => {},
      call: () => {
        heard.fetch([{ method: 'GET', url: TASK } as FetchRequest], now());
        const over = hours !== null && now() >= hours * 60 * MINUTE_MS;
        const jobs = over ? [] : [{ jobId: 'j', state: 'running', done: 0 }];
        return { ok: true, value: { jobs, nextDueMs: over ? null : now() + 15_000 } };
      },
    } as unknown as Session;
    const wait = async (ms: number) => void vi.setSystemTime(Date.now() + ms);
    return driveUntilStill(session, () => {}, wait);
  }

  test('ends a command by the real clock after ten minutes', async () => {
    expect(await polling('real', null)).toEqual({ end: 'no news' });
    expect(Date.now()).toBe(10 * MINUTE_MS);
  });

  test('takes a minute by a virtual clock beside it, until a day of that clock is over', async () => {
    expect(await polling('virtual', 24)).toEqual({ end: 'still' });
    expect(Date.now()).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(Date.now()).toBeLessThan(MINUTE_MS + 5_000);
  });
});
