// Time triggers: which may be created, when they fire, as whom. Not the add-on's alarm.
import { describe, expect, it } from 'vitest';
import { createHost, type HostOptions } from '../../../workbench/host/host';
import { GUEST, OWNER } from './with-host';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const CODE = `
function arm(how, n) { ScriptApp.newTrigger('tick').timeBased()[how](n).create(); return ScriptApp.getUserTriggers(SpreadsheetApp.getActive()).length; }
function daily() { ScriptApp.newTrigger('tick').timeBased().everyDays(1).atHour(9).inTimezone('America/New_York').create(); }
function weekly() { ScriptApp.newTrigger('tick').timeBased().onWeekDay(ScriptApp.WeekDay.WEDNESDAY).atHour(9).create(); }
function tick(e) { PropertiesService.getUserProperties().setProperty('tick', e.triggerUid + ' ' + e.authMode); Utilities.sleep(1000); }
function list() { return ScriptApp.getProjectTriggers().map((t) => [t.getHandlerFunction(), String(t.getEventType()), String(t.getTriggerSource())]); }
function disarm() { ScriptApp.getProjectTriggers().forEach((t) => ScriptApp.deleteTrigger(t)); return ScriptApp.getProjectTriggers().length; }
`;
const host = (options: Partial<HostOptions> = {}) => createHost({ code: CODE, users: [OWNER, GUEST], ...options });
const call = (on: ReturnType<typeof host>, fn: string, args: unknown[] = [], user = OWNER) =>
  on.run({ user, fn, args, as: 'sidebar' });

describe('triggers (documented: developers.google.com/apps-script/guides/triggers/installable)', () => {
  it('fire as their creator, with the trigger’s id in the event', () => {
    const h = host();
    call(h, 'arm', ['everyMinutes', 5], GUEST);
    const [trigger] = h.triggers(GUEST);
    const fired = h.clock.advance(6 * MINUTE);
    expect(fired).toMatchObject([{ fn: 'tick', user: GUEST, as: 'trigger', ok: true }]);
    expect(h.properties.user(GUEST).get('tick')).toBe(`${trigger?.uid} FULL`);
    expect(h.properties.user(OWNER).size).toBe(0);
  });

  it('are seen and deleted by their creator only', () => {
    const h = host();
    call(h, 'arm', ['everyHours', 1]);
    expect(call(h, 'list').value).toEqual([['tick', 'CLOCK', 'CLOCK']]);
    expect(call(h, 'list', [], GUEST).value).toEqual([]);
    call(h, 'disarm', [], GUEST);
    expect(h.triggers().length).toBe(1);
    expect(call(h, 'disarm').value).toBe(0);
  });

  it('recur in order until deleted, each at its own offset', () => {
    const h = host();
    call(h, 'arm', ['everyMinutes', 5]);
    call(h, 'arm', ['everyMinutes', 10]);
    const fired = h.clock.advance(31 * MINUTE);
    expect(fired.length).toBe(9);
    expect(fired.map((one) => one.startedMs)).toEqual([...fired.map((one) => one.startedMs)].sort((a, b) => a - b));
    call(h, 'disarm');
    expect(h.clock.advance(HOUR)).toEqual([]);
  });

  it('never fire earlier than `after` says, fire once, and stay listed (reported: GAS-ICS-Sync issue 137)', () => {
    const h = host();
    const createdMs = h.clock.now();
    call(h, 'arm', ['after', 30_000]);
    expect(h.clock.advanceTo(createdMs + 30_000)).toEqual([]);
    expect(h.clock.advance(2 * MINUTE).length).toBe(1);
    expect(h.clock.advance(24 * HOUR).length).toBe(0);
    expect(h.triggers().length).toBe(1);
  });

  it('fire at a fixed minute of the asked hour in the asked zone, and on the asked weekday', () => {
    const h = host();
    call(h, 'daily');
    const [first, second] = h.clock.advance(48 * HOUR);
    const hour = new Date(first?.startedMs ?? 0).getUTCHours();
    expect(hour).toBe(14);
    expect((second?.startedMs ?? 0) - (first?.startedMs ?? 0)).toBe(24 * HOUR);
    const w = host();
    call(w, 'weekly');
    const fired = w.clock.advance(14 * 24 * HOUR);
    expect(fired.map((one) => new Date(one.startedMs).getUTCDay())).toEqual([3, 3]);
  });

  it('run late, once, when an execution was in the way (assumed: executions are serial here)', () => {
    const h = host();
    call(h, 'arm', ['everyMinutes', 1]);
    const due = h.clock.nextDueMs() ?? 0;
    h.run({ user: OWNER, fn: 'daily', as: 'sidebar' });
    expect(h.clock.advanceTo(due + 10).length).toBe(1);
    expect(h.clock.nextDueMs()).toBeGreaterThan(due);
  });

  it('are at most 20 for a user', () => {
    const h = host();
    for (let n = 0; n < 20; n++) expect(call(h, 'arm', ['everyHours', 1]).ok).toBe(true);
    expect(call(h, 'arm', ['everyHours', 1]).error).toContain('This script has too many triggers');
    expect(call(h, 'arm', ['everyHours', 1], GUEST).ok).toBe(true);
  });

  it('know only some numbers of minutes', () => {
    expect(call(host(), 'arm', ['everyMinutes', 7]).error).toContain('everyMinutes');
  });

  it('stop for the day after 90 minutes of trigger time (documented: apps-script/guides/services/quotas)', () => {
    const h = host({ switches: { triggerMsPerDay: 2000 } });
    call(h, 'arm', ['everyMinutes', 5]);
    const errors = h.clock.advance(21 * MINUTE).map((one) => one.error);
    expect(errors).toEqual([
      undefined,
      undefined,
      'Service using too much computer time for one day',
      'Service using too much computer time for one day',
    ]);
  });

  it('are skipped or doubled now and then under slow costs (assumed: 5 % and 2 %), never under nominal ones', () => {
    const firings = (costs: 'nominal' | 'slow') => {
      const h = host({ costs, switches: { triggerMsPerDay: HOUR * 24 } });
      call(h, 'arm', ['everyMinutes', 5]);
      const starts = h.clock.advance(25 * HOUR).map((one) => Math.round(one.startedMs / (5 * MINUTE)));
      return { ran: new Set(starts).size, doubled: starts.length - new Set(starts).size };
    };
    expect(firings('nominal')).toEqual({ ran: 299, doubled: 0 });
    const slow = firings('slow');
    expect(slow.ran).toBeLessThan(295);
    expect(slow.doubled).toBeGreaterThan(0);
  });

  it('cannot be created at all sometimes (reported: GAS-ICS-Sync issue 77): a switch', () => {
    expect(call(host({ switches: { triggersCanBeCreated: false } }), 'arm', ['everyHours', 1]).error).toContain(
      'server error',
    );
  });

  it('may have no active spreadsheet (unknown in a published add-on): a switch', () => {
    const code = `${CODE} function here() { return SpreadsheetApp.getActiveSpreadsheet() === null ? 'none' : 'one'; } function look() { PropertiesService.getScriptProperties().setProperty('here', here()); }`;
    for (const [triggerHasSpreadsheet, here] of [
      [true, 'one'],
      [false, 'none'],
    ] as const) {
      const h = host({ code, switches: { triggerHasSpreadsheet } });
      h.run({ user: OWNER, fn: 'look', as: 'trigger' });
      expect(h.properties.script.get('here')).toBe(here);
    }
  });
});

describe('triggers of a published add-on (documented: developers.google.com/workspace/add-ons/concepts/editor-triggers)', () => {
  it('come at most once an hour', () => {
    expect(call(host({ addOn: true }), 'arm', ['everyMinutes', 5]).error).toBe(
      'The recurrence interval for an Add-on trigger must be at least one hour.',
    );
  });

  it('are one of each type for a user and document', () => {
    const h = host({ addOn: true });
    expect(call(h, 'arm', ['everyHours', 1]).ok).toBe(true);
    expect(call(h, 'arm', ['after', 1000]).error).toContain('too many time-based triggers in this document');
    expect(call(h, 'arm', ['everyHours', 1], GUEST).ok).toBe(true);
  });
});
