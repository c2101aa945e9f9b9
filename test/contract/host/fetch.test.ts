// UrlFetchApp: requests, answers, what throws and when. Not the providers.
import { describe, expect, it } from 'vitest';
import type { FetchReply, FetchRequest } from '../../../workbench/host/host';
import { errorOf, hostFor, resultOf, runIn } from './with-host';

const ok = (body = 'ok', headers: Record<string, string> = {}): FetchReply => ({
  status: 200,
  headers,
  body,
  tookMs: 10,
});

/** A server that records what it gets and answers by path. */
function server(answers: Record<string, FetchReply> = {}) {
  const seen: FetchRequest[] = [];
  const fetch = (requests: FetchRequest[]): FetchReply[] => {
    seen.push(...requests);
    return requests.map(({ url }) => answers[new URL(url).pathname] ?? ok());
  };
  return { seen, fetch };
}

describe('requests (documented: developers.google.com/apps-script/reference/url-fetch/url-fetch-app)', () => {
  it('default to GET, and to a form post when there is a payload', () => {
    const { seen, fetch } = server();
    runIn(
      hostFor(
        "UrlFetchApp.fetch('https://a.example/'); UrlFetchApp.fetch('https://a.example/', { method: 'post', payload: { q: 'a b', n: 1 } })",
        { fetch },
      ),
    );
    expect(seen[0]).toEqual({ method: 'get', url: 'https://a.example/', headers: {}, body: null, timeoutMs: 60_000 });
    expect(seen[1]).toMatchObject({
      method: 'post',
      body: 'q=a%20b&n=1',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    });
  });

  it('send JSON as it is, with its content type and headers', () => {
    const { seen, fetch } = server();
    const options =
      "{ method: 'put', contentType: 'application/json', payload: JSON.stringify({ a: 1 }), headers: { Authorization: 'Bearer k' }, timeoutSeconds: 30 }";
    runIn(hostFor(`UrlFetchApp.fetch('https://a.example/x', ${options})`, { fetch }));
    expect(seen[0]).toMatchObject({
      method: 'put',
      body: '{"a":1}',
      timeoutMs: 30_000,
      headers: { Authorization: 'Bearer k', 'Content-Type': 'application/json' },
    });
  });

  it('become multipart when a field is a blob', () => {
    const { seen, fetch } = server();
    runIn(
      hostFor(
        "UrlFetchApp.fetch('https://a.example/', { method: 'post', payload: { mode: 'raw', file: Utilities.newBlob('a,b', 'text/csv', 'in.csv') } })",
        { fetch },
      ),
    );
    expect(seen[0]?.headers['Content-Type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toContain('name="file"; filename="in.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r\n');
  });

  it('are refused before anything is sent: no URL, too long, not on the manifest’s list', () => {
    const { seen, fetch } = server();
    const manifest = { urlFetchWhitelist: ['https://a.example/', 'https://*.b.example/v1/'] };
    expect(errorOf("UrlFetchApp.fetch('nonsense')", { fetch })).toBe('Invalid argument: nonsense');
    expect(errorOf("UrlFetchApp.fetch('https://a.example/' + 'x'.repeat(2082))", { fetch })).toContain(
      'URLFetch URL Length',
    );
    expect(errorOf("UrlFetchApp.fetch('https://evil.example/')", { fetch, manifest })).toContain('not permitted');
    expect(errorOf("UrlFetchApp.fetchAll(['https://a.example/', 'nonsense'])", { fetch })).toBe(
      'Invalid argument: nonsense',
    );
    expect(seen).toEqual([]);
    expect(resultOf("UrlFetchApp.fetch('https://x.b.example/v1/y'); return 1", { fetch, manifest })).toBe(1);
  });

  it('count against the day, fetchAll with each of its requests (the second half assumed)', () => {
    const host = hostFor(
      "UrlFetchApp.fetchAll(['https://a.example/', 'https://a.example/']); UrlFetchApp.fetch('https://a.example/');",
      {
        ...server(),
        switches: { fetchesPerDay: 4 },
      },
    );
    expect(runIn(host).ok).toBe(true);
    expect(runIn(host).error).toBe('Service invoked too many times for one day: urlfetch.');
    expect(host.http.length).toBe(3);
  });
});

describe('answers', () => {
  it('give code, text, headers and signed bytes', () => {
    const { fetch } = server({ '/': ok('{"é":1}', { 'Content-Type': 'application/json', 'Retry-After': '3' }) });
    const body = `const r = UrlFetchApp.fetch('https://a.example/');
      return [r.getResponseCode(), JSON.parse(r.getContentText('UTF-8')), r.getHeaders()['Retry-After'], r.getContent()[2], r.getBlob().getContentType()];`;
    expect(resultOf(body, { fetch })).toEqual([200, { é: 1 }, '3', -61, 'application/json']);
  });

  it('throw at 400 and above with a shortened body, unless muted', () => {
    const { fetch } = server({ '/': { status: 429, headers: {}, body: 'slow down', tookMs: 1 } });
    expect(errorOf("UrlFetchApp.fetch('https://a.example/')", { fetch })).toBe(
      'Request failed for https://a.example returned code 429. Truncated server response: slow down (use muteHttpExceptions option to examine full response)',
    );
    expect(
      resultOf("return UrlFetchApp.fetch('https://a.example/', { muteHttpExceptions: true }).getResponseCode()", {
        fetch,
      }),
    ).toBe(429);
  });

  it('come back from fetchAll in the order of the requests', () => {
    const { fetch } = server({ '/1': ok('one'), '/2': ok('two') });
    const body =
      "return UrlFetchApp.fetchAll(['https://a.example/2', { url: 'https://a.example/1' }]).map((r) => r.getContentText())";
    expect(resultOf(body, { fetch })).toEqual(['two', 'one']);
  });

  it('are lost as a whole when one request of fetchAll fails, though all were served (reported by several projects)', () => {
    const { seen, fetch } = server({ '/bad': { fault: 'DNS error: https://a.example/bad', tookMs: 5 } });
    const list =
      "[{ url: 'https://a.example/1', muteHttpExceptions: true }, { url: 'https://a.example/bad', muteHttpExceptions: true }]";
    expect(errorOf(`UrlFetchApp.fetchAll(${list})`, { fetch })).toBe('DNS error: https://a.example/bad');
    expect(seen.length).toBe(2);
  });

  it('that come later than the time-out are an exception, and the time passes', () => {
    const { fetch } = server({ '/': { status: 200, headers: {}, body: 'late', tookMs: 100_000 } });
    const body = `const from = Date.now(); try { UrlFetchApp.fetch('https://a.example/', a); } catch (e) { return [e.message, Math.round((Date.now() - from) / 1000)]; } return 'served';`;
    const host = hostFor(body, { fetch });
    expect(runIn(host, 'sidebar', undefined, [{}]).value).toEqual(['Timeout: https://a.example/', 60]);
    expect(runIn(host, 'sidebar', undefined, [{ timeoutSeconds: 5 }]).value).toEqual([
      'Timeout: https://a.example/',
      5,
    ]);
    expect(runIn(host, 'sidebar', undefined, [{ timeoutSeconds: 120 }]).value).toBe('served');
    host.switches.honourTimeoutSeconds = false;
    expect(runIn(host, 'sidebar', undefined, [{ timeoutSeconds: 120 }]).value).toEqual([
      'Timeout: https://a.example/',
      60,
    ]);
  });

  it('follow redirects unless told not to', () => {
    const { seen, fetch } = server({
      '/from': { status: 302, headers: { Location: '/to' }, body: '', tookMs: 1 },
      '/to': ok('there'),
    });
    expect(resultOf("return UrlFetchApp.fetch('https://a.example/from').getContentText()", { fetch })).toBe('there');
    expect(seen.map(({ url }) => url)).toEqual(['https://a.example/from', 'https://a.example/to']);
    expect(
      resultOf("return UrlFetchApp.fetch('https://a.example/from', { followRedirects: false }).getResponseCode()", {
        fetch,
      }),
    ).toBe(302);
  });

  it('are an exception where nobody answers: nothing leaves this machine by accident', () => {
    expect(errorOf("UrlFetchApp.fetch('https://a.example/')")).toBe('DNS error: https://a.example/');
  });
});
