// Who may call what: authorisation modes, formulas, scopes. Not protected cells.
import { describe, expect, it } from 'vitest';
import type { AuthMode } from '../../../workbench/host/host';
import { errorOf, GUEST, hostFor, OWNER, runIn } from './with-host';

const CALLS = {
  file: "SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange('A1').getValue()",
  write: "SpreadsheetApp.getActiveSpreadsheet().getSheets()[0].getRange('A1').setValue(1)",
  properties: "PropertiesService.getDocumentProperties().getProperty('x')",
  cache: "CacheService.getUserCache().get('x')",
  lock: 'LockService.getUserLock().tryLock(0)',
  fetch: "UrlFetchApp.fetch('https://a.example/')",
  menu: "SpreadsheetApp.getUi().createAddonMenu().addItem('Open', 'open').addToUi()",
  sidebar: "SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput('x'))",
  identity: 'Session.getEffectiveUser().getEmail()',
  triggers: 'ScriptApp.getProjectTriggers()',
  utilities: "Utilities.base64Encode('x')",
};

/** developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle; the column of formulas: apps-script/guides/sheets/functions. */
const ALLOWED: Record<AuthMode, (keyof typeof CALLS)[]> = {
  NONE: ['menu', 'utilities'],
  LIMITED: ['file', 'write', 'properties', 'cache', 'lock', 'menu', 'utilities'],
  CUSTOM_FUNCTION: ['file', 'properties', 'cache', 'lock', 'fetch', 'utilities'],
  FULL: Object.keys(CALLS) as (keyof typeof CALLS)[],
};
const AS = { NONE: 'simple', LIMITED: 'simple', CUSTOM_FUNCTION: 'formula', FULL: 'sidebar' } as const;
const fetch = () => [{ status: 200, headers: {}, body: 'ok', tookMs: 1 }];

describe.each(Object.keys(ALLOWED) as AuthMode[])(
  'in mode %s (documented: workspace/add-ons/concepts/editor-auth-lifecycle)',
  (authMode) => {
    it.each(Object.keys(CALLS) as (keyof typeof CALLS)[])('%s', (name) => {
      const host = hostFor(`${CALLS[name]}; return 1`, { fetch });
      const { error } = host.run({ user: OWNER, fn: 'main', args: [], as: AS[authMode], authMode });
      if (ALLOWED[authMode].includes(name)) expect(error).toBeUndefined();
      else expect(error).toMatch(/You do not have permission to call|Cannot call SpreadsheetApp.getUi/);
    });
  },
);

describe('events', () => {
  it('carry the mode as the enum, so that onOpen can look before it touches anything', () => {
    const code = 'return [a.authMode === ScriptApp.AuthMode.NONE, String(a.authMode), typeof a.source].join()';
    const host = hostFor(`Logger.log((() => { ${code} })())`);
    host.run({ user: OWNER, fn: 'main', as: 'simple', authMode: 'NONE' });
    host.run({ user: OWNER, fn: 'main', as: 'simple' });
    expect(host.executions.map((one) => one.logs)).toEqual([['true,NONE,undefined'], ['false,LIMITED,object']]);
  });
});

describe('custom functions (documented: developers.google.com/apps-script/guides/sheets/functions)', () => {
  it('get a bare value for a cell, a 2-D array for a range, "" for an empty cell and a Date for a date', () => {
    const host = hostFor(
      'return JSON.stringify([a, b instanceof Array ? b.map((r) => r.map((v) => (v instanceof Date ? "date" : v))) : b])',
    );
    const tab = host.person().tab('Sheet1');
    tab.type('A1', 'x');
    tab.type('A2', '1/2/2024');
    expect(host.formula(OWNER, '=main(A1, A1:B2)')).toBe('["x",[["x",""],["date",""]]]');
    expect(host.formula(OWNER, '=main("say ""hi""", 2)')).toBe('["say \\"hi\\"",2]');
  });

  it('show #ERROR! when they throw', () => {
    expect(hostFor("throw new Error('no')").formula(OWNER, { fn: 'main', args: [] })).toBe('#ERROR!');
  });

  it('see the owner’s user properties, whoever types them, and only the owner may change them', () => {
    const host = hostFor(
      "const p = PropertiesService.getUserProperties(); if (a) p.setProperty('k', a); return p.getProperty('k')",
    );
    host.properties.user(OWNER).set('k', 'of the owner');
    host.properties.user(GUEST).set('k', 'of the guest');
    expect(host.formula(GUEST, { fn: 'main', args: [''] })).toBe('of the owner');
    expect(host.formula(GUEST, { fn: 'main', args: ['mine'] })).toBe('#ERROR!');
    expect(host.formula(OWNER, { fn: 'main', args: ['mine'] })).toBe('mine');
  });

  it('cannot be used to reach an entry point: what it asks first is denied', () => {
    const host = hostFor(
      "Session.getEffectiveUser().getEmail(); PropertiesService.getDocumentProperties().setProperty('spent', '1')",
    );
    expect(host.formula(GUEST, { fn: 'main', args: [] })).toBe('#ERROR!');
    expect(host.properties.document.size).toBe(0);
    expect(errorOf('Session.getEffectiveUser()', {}, 'formula')).toBe(
      'You do not have permission to call Session.getEffectiveUser',
    );
  });
});

describe('scopes of the manifest (documented: developers.google.com/apps-script/concepts/scopes)', () => {
  it('are needed for what they cover', () => {
    const manifest = { oauthScopes: ['https://www.googleapis.com/auth/spreadsheets.currentonly'] };
    const host = hostFor(`${CALLS.file}; ${CALLS.fetch}`, { manifest, fetch });
    expect(runIn(host).error).toBe(
      'You do not have permission to call UrlFetchApp.fetch. Required permissions: https://www.googleapis.com/auth/script.external_request',
    );
  });

  it('may be refused by the user: getAuthorizationInfo says so', () => {
    const body = 'return String(ScriptApp.getAuthorizationInfo(ScriptApp.AuthMode.FULL).getAuthorizationStatus())';
    expect(runIn(hostFor(body)).value).toBe('NOT_REQUIRED');
    expect(runIn(hostFor(body, { switches: { authorizationRequired: true } })).value).toBe('REQUIRED');
  });
});
