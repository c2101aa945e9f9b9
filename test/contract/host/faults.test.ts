// What can be made to go wrong in the host: calls that fail, permissions taken back, clocks that are off, locks that are never free. Not kills.
import { describe, expect, it } from 'vitest';
import { errorOf, hostFor, OWNER, resultOf, runIn, SHEET } from './with-host';

const DOC = 'const p = PropertiesService.getDocumentProperties();';
const TEXT = 'Service Spreadsheets timed out while accessing document with id 1.';

describe('a call that a hook makes fail (texts as developers report them)', () => {
  const failing = (phase: 'before' | 'after') => {
    const host = hostFor(
      `${DOC} try { p.setProperty('a', '1') } catch (error) { return [error.name, error.message, p.getProperty('a')] }`,
    );
    host.setHook((call, at) => (call.name === 'Properties.setProperty' && at === phase ? { fails: TEXT } : undefined));
    return runIn(host);
  };

  it('has had no effect where it fails before, and all of it where it fails after; the execution goes on', () => {
    expect(failing('before')).toMatchObject({ ok: true, value: ['Exception', TEXT, null] });
    expect(failing('after')).toMatchObject({ ok: true, value: ['Exception', TEXT, '1'] });
  });
});

describe('switches for trouble', () => {
  it('a scope that was withdrawn refuses its services as one that was never granted (assumed)', () => {
    const body = "return UrlFetchApp.fetch('https://a.example/').getResponseCode()";
    const switches = { scopesWithdrawn: ['script.external_request'] };
    expect(errorOf(body, { switches })).toBe(
      'You do not have permission to call UrlFetchApp.fetch. Required permissions: https://www.googleapis.com/auth/script.external_request',
    );
    expect(resultOf(`${DOC} p.setProperty('a', '1'); return 1`, { switches })).toBe(1);
  });

  it('a lock that somebody holds is waited for, and not had', () => {
    const body = (kind: string) =>
      `const from = Date.now(); const got = LockService.get${kind}Lock().tryLock(5000); return [got, Date.now() - from >= 5000]`;
    const switches = { locksHeld: ['document' as const] };
    expect(resultOf(body('Document'), { switches })).toEqual([false, true]);
    expect(resultOf(body('User'), { switches })).toEqual([true, false]);
  });

  it('the script’s clock may be off, also from one call to the next', () => {
    const host = hostFor(`${DOC} const from = Date.now(); p.getProperty('a'); return Date.now() - from < -3000000`);
    host.setHook(() => {
      host.switches.clockOffMs = -3_600_000;
    });
    expect(runIn(host).value).toBe(true);
  });

  it('triggers that are disabled stay listed and do not come', () => {
    const host = hostFor(
      "if (a === 'arm') ScriptApp.newTrigger('main').timeBased().everyMinutes(5).create(); return ScriptApp.getProjectTriggers().length",
      { switches: { triggersDisabled: true } },
    );
    expect(runIn(host, 'sidebar', OWNER, ['arm']).value).toBe(1);
    expect(host.clock.advance(3_600_000)).toEqual([]);
    expect(runIn(host).value).toBe(1);
    host.switches.triggersDisabled = false;
    expect(host.clock.advance(600_000).length).toBeGreaterThan(0);
  });

  it('a failing read leaves the sheet as it was, and what was written before it lands', () => {
    const host = hostFor(`${SHEET} sheet.getRange('A1').setValue('x'); sheet.getRange('B1').getValue()`);
    host.setHook((call, phase) => (call.name === 'Range.getValue' && phase === 'before' ? { fails: TEXT } : undefined));
    expect(runIn(host).error).toContain('timed out');
    expect(host.person().tab('Sheet1').cell('A1').value).toBe('x');
  });
});
