// Properties, cache, locks, session, utilities: their limits and messages. Not fetching, triggers or cells.
import { describe, expect, it } from 'vitest';
import { errorOf, GUEST, hostFor, OWNER, resultOf, runIn } from './with-host';

const DOC = 'const p = PropertiesService.getDocumentProperties();';

describe('properties (documented: developers.google.com/apps-script/guides/properties)', () => {
  it('keeps strings only, three stores apart, user stores by user', () => {
    const host =
      hostFor(`${DOC} p.setProperty('n', 1); PropertiesService.getUserProperties().setProperty('who', Session.getEffectiveUser().getEmail());
      return [p.getProperty('n'), p.getProperty('gone'), p.getKeys(), PropertiesService.getScriptProperties().getKeys()];`);
    expect(runIn(host).value).toEqual(['1', null, ['n'], []]);
    runIn(host, 'sidebar', GUEST);
    expect(host.properties.user(OWNER).get('who')).toBe(OWNER);
    expect(host.properties.user(GUEST).get('who')).toBe(GUEST);
  });

  it('lets setProperties delete every other key only when asked', () => {
    const body = (others: boolean) =>
      `${DOC} p.setProperties({ a: '1', b: '2' }); p.setProperties({ b: '3' }, ${others}); return p.getProperties();`;
    expect(resultOf(body(false))).toEqual({ a: '1', b: '3' });
    expect(resultOf(body(true))).toEqual({ b: '3' });
  });

  it('takes 9 KB a value, counted in bytes and not in characters', () => {
    expect(resultOf(`${DOC} p.setProperty('k', 'x'.repeat(9216)); return 'kept'`)).toBe('kept');
    expect(errorOf(`${DOC} p.setProperty('k', 'x'.repeat(9217))`)).toBe('Argument too large: value');
    expect(errorOf(`${DOC} p.setProperty('k', 'é'.repeat(4609))`)).toBe('Argument too large: value');
  });

  it('takes 500 KB a store, keys included, and stores nothing of a call that would overflow it (the second half assumed)', () => {
    const host = hostFor(
      `${DOC} const big = {}; for (let i = 0; i < 60; i++) big['k' + i] = 'x'.repeat(9000); p.setProperties(big);`,
    );
    expect(runIn(host).error).toContain('exceeded the property storage quota');
    expect(host.properties.document.size).toBe(0);
  });

  it('stops at the day quota and goes on 24 hours after the first request', () => {
    const host = hostFor(`${DOC} p.getProperty('a'); p.getProperty('b'); return 'ok'`, {
      switches: { propertyCallsPerDay: 3 },
    });
    expect(runIn(host).ok).toBe(true);
    expect(runIn(host).error).toContain('Service invoked too many times for one day');
    host.clock.advance(24 * 3_600_000);
    expect(runIn(host).ok).toBe(true);
  });
});

describe('cache (documented: developers.google.com/apps-script/reference/cache/cache)', () => {
  const CACHE = 'const c = CacheService.getUserCache();';

  it('forgets after its seconds, 600 by default', () => {
    const host = hostFor(
      `${CACHE} if (a === 'put') { c.put('a', '1', 5); c.put('b', '2'); } return c.getAll(['a', 'b'])`,
    );
    expect(runIn(host, 'sidebar', OWNER, ['put']).value).toEqual({ a: '1', b: '2' });
    host.clock.advance(6000);
    expect(runIn(host).value).toEqual({ b: '2' });
    host.clock.advance(600_000);
    expect(runIn(host).value).toEqual({});
  });

  it('refuses keys over 250 characters and values over 100 KB', () => {
    expect(errorOf(`${CACHE} c.put('k'.repeat(251), 'v')`)).toBe('Argument too large: key');
    expect(errorOf(`${CACHE} c.put('k', 'x'.repeat(102401))`)).toBe('Argument too large: value');
  });

  it('keeps the 900 entries farthest from expiry when there are more than 1,000', () => {
    const body = `${CACHE} for (let i = 0; i < 11; i++) { const part = {}; for (let j = 0; j < 91; j++) part['k' + (i * 91 + j)] = 'v'; c.putAll(part, 1000 + i); }
      const keys = []; for (let i = 0; i < 1001; i++) keys.push('k' + i);
      const left = Object.keys(c.getAll(keys)); return [left.length, left.includes('k0'), left.includes('k1000')];`;
    expect(resultOf(body)).toEqual([900, false, true]);
  });

  it('may lose every entry at any time: a switch', () => {
    expect(resultOf(`${CACHE} c.put('a', '1'); return c.get('a')`, { switches: { cacheForgets: true } })).toBe(null);
  });

  it('may lose everything now and then: a switch', () => {
    const body = `${CACHE} let kept = 0; for (let i = 0; i < 100; i++) { c.put('a', '1'); if (c.get('a')) kept++; } return kept`;
    const kept = Number(resultOf(body, { switches: { cacheForgets: 0.5 } }));
    expect([kept > 20, kept < 80]).toEqual([true, true]);
  });
});

describe('locks (documented: developers.google.com/apps-script/reference/lock)', () => {
  it('are not held until tried, and are the same for the same kind', () => {
    const body =
      'const l = LockService.getDocumentLock(); const before = l.hasLock(); const got = l.tryLock(10); const again = l.tryLock(10); const held = l.hasLock(); l.releaseLock(); return [before, got, again, held, l.hasLock()];';
    expect(resultOf(body)).toEqual([false, true, true, true, false]);
  });

  it('are freed at the end of the execution, and user locks are each user’s own', () => {
    const host = hostFor('return [LockService.getUserLock().tryLock(0), LockService.getDocumentLock().tryLock(0)]');
    expect(runIn(host).value).toEqual([true, true]);
    expect(runIn(host, 'sidebar', GUEST).value).toEqual([true, true]);
  });

  it('let another execution wait its time and then fail', () => {
    const host = hostFor(
      `if (a === 'hold') { LockService.getScriptLock().tryLock(0); PropertiesService.getScriptProperties().getKeys(); return 'held'; }
       if (a === 'wait') LockService.getScriptLock().waitLock(5000);
       return LockService.getScriptLock().tryLock(7000);`,
    );
    const others: { value?: unknown; error?: string; tookMs: number }[] = [];
    host.setHook((call, phase) => {
      if (call.name !== 'Properties.getKeys' || phase !== 'before') return;
      for (const how of ['try', 'wait']) {
        const other = runIn(host, 'menu', GUEST, [how]);
        others.push({ error: other.error, tookMs: other.endedMs - other.startedMs });
      }
    });
    expect(runIn(host, 'sidebar', OWNER, ['hold']).value).toBe('held');
    expect(others[0]).toEqual({ error: undefined, tookMs: 7000 });
    expect(others[1]).toEqual({
      error: 'Lock timeout: another process was holding the lock for too long.',
      tookMs: 5000,
    });
  });

  it('throw from tryLock and releaseLock when there are too many of them (reported by several projects): a switch', () => {
    const options = { switches: { lockTrouble: true } };
    expect(errorOf('LockService.getUserLock().tryLock(1)', options)).toContain('too many LockService operations');
    expect(errorOf('LockService.getUserLock().releaseLock()', options)).toContain('too many LockService operations');
  });
});

describe('utilities (documented: developers.google.com/apps-script/reference/utilities/utilities)', () => {
  it('digests to signed bytes', () => {
    const body = `const hex = (bytes) => bytes.map((b) => ((b + 256) % 256).toString(16).padStart(2, '0')).join('');
      return [hex(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, 'abc')), hex(Utilities.computeHmacSha256Signature('what do ya want for nothing?', 'Jefe')),
        Utilities.computeDigest(Utilities.DigestAlgorithm.MD5, 'ü').every((b) => b >= -128 && b < 128)];`;
    expect(resultOf(body)).toEqual([
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      // RFC 4231, test case 2.
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
      true,
    ]);
  });

  it('encodes base64 both ways, beyond ASCII too', () => {
    const body = `const round = (s) => Utilities.newBlob(Utilities.base64Decode(Utilities.base64Encode(s))).getDataAsString();
      return [Utilities.base64Encode('hello'), Utilities.base64EncodeWebSafe([-5, -1, -2]), round('ü€😀x')];`;
    expect(resultOf(body)).toEqual(['aGVsbG8=', '-__-', 'ü€😀x']);
  });

  it('formats dates in the zone that is asked for', () => {
    const date = 'new Date(Date.UTC(2026, 6, 4, 22, 5, 9))';
    const at = (zone: string, format: string) =>
      resultOf(`return Utilities.formatDate(${date}, '${zone}', ${JSON.stringify(format)})`);
    expect(at('UTC', "yyyy-MM-dd'T'HH:mm:ss'Z'")).toBe('2026-07-04T22:05:09Z');
    expect(at('Europe/Berlin', 'EEE d MMM yyyy, h:mm a XXX')).toBe('Sun 5 Jul 2026, 12:05 AM +02:00');
    expect(at('America/New_York', 'Z')).toBe('-0400');
  });

  it('gives uuids that differ and can be repeated', () => {
    const [a, b] = resultOf('return [Utilities.getUuid(), Utilities.getUuid()]') as string[];
    expect(a).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(a).not.toBe(b);
    expect(resultOf('return Utilities.getUuid()')).toBe(a);
  });
});

describe('the page (documented: developers.google.com/apps-script/guides/dialogs)', () => {
  it('shows a built page with its title, and names a file that is missing', () => {
    const host = hostFor(
      "SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle('Backfill'))",
      {
        html: { sidebar: '<p>hi</p>' },
      },
    );
    runIn(host, 'menu');
    expect(host.sidebar).toEqual({ title: 'Backfill', html: '<p>hi</p>', user: OWNER });
    expect(errorOf("HtmlService.createHtmlOutputFromFile('other')")).toBe('No HTML file named other was found.');
  });

  it('builds menus', () => {
    const host = hostFor(
      "SpreadsheetApp.getUi().createMenu('Backfill').addItem('Open', 'open').addSeparator().addToUi()",
    );
    runIn(host, 'simple');
    expect(host.menus).toEqual([
      { title: 'Backfill', items: [{ label: 'Open', fn: 'open' }, 'separator'], user: OWNER },
    ]);
  });

  it('shows a dialog with its title and size, and an alert with the buttons of its set', () => {
    const host = hostFor(`const ui = SpreadsheetApp.getUi();
      ui.showModalDialog(HtmlService.createHtmlOutput('<p>hi</p>').setWidth(320), 'Sure?');
      return [ui.alert('Go on?', ui.ButtonSet.YES_NO), ui.alert('Title', 'Text', ui.ButtonSet.OK_CANCEL), ui.alert('Said')]
        .map((button) => [button.toString(), button === ui.Button.YES]);`);
    host.answerAlerts('YES');
    expect(runIn(host, 'menu').value).toEqual([
      ['YES', true],
      ['CLOSE', false],
      ['CLOSE', false],
    ]);
    expect(host.dialog).toEqual({
      title: 'Sure?',
      html: '<p>hi</p>',
      width: 320,
      height: null,
      modal: true,
      user: OWNER,
    });
    expect(host.alerts.map(({ message, buttons }) => [message, buttons])).toEqual([
      ['Go on?', ['YES', 'NO']],
      ['Title: Text', ['OK', 'CANCEL']],
      ['Said', ['OK']],
    ]);
  });

  it('has no user interface in a trigger (reported by several projects)', () => {
    expect(errorOf('SpreadsheetApp.getUi()', {}, 'trigger')).toBe(
      'Cannot call SpreadsheetApp.getUi() from this context.',
    );
  });
});
