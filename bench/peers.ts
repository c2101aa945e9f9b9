// The call patterns of four open-source add-ons that do similar work, written anew from a description of what they ask of Google for
// each row, and run in the same host over the same rows with a provider that answers at once. None of their code is here.
// SheetAI: github.com/zyxware/SheetAI. PSI-tracker: github.com/google-marketing-solutions/performance-psi-tracker.
// feedgen: github.com/google-marketing-solutions/feedgen. Mail7: github.com/dvlop/mail7-integrations.
import { createHost } from '../workbench/host/host';
import { HEADERS, leads } from '../workbench/samples/made-up-leads';
import { USER } from './filled-run';

const URL = 'https://provider.example/answer';

/** Each is one function `go(rows)` over the tab `Leads` (row 1 headers); `Config` and `Log` stand beside it. */
const PATTERNS: Record<string, string> = {
  // Submit marks two cells a row; collecting reads the configuration again for every row and writes four cells, one by one.
  SheetAI: `function go(n) {
    var book = SpreadsheetApp.getActiveSpreadsheet(), data = book.getSheetByName('Leads'), config = book.getSheetByName('Config');
    for (var i = 0; i < 16; i++) config.getRange(1, 1, 10, 2).getValues();
    for (var k = 0; k < 4; k++) data.getLastRow();
    for (var r = 2; r <= n + 1; r++) { data.getRange(r, 5).setValue('pending'); data.getRange(r, 6).setValue('batch'); }
    UrlFetchApp.fetch('${URL}'); UrlFetchApp.fetch('${URL}'); book.getSheetByName('Log').appendRow(['batch']);
    UrlFetchApp.fetch('${URL}'); UrlFetchApp.fetch('${URL}');
    for (var c = 0; c < 8; c++) config.getRange(1, 1, 10, 2).getValues();
    for (var q = 2; q <= n + 1; q++) {
      data.getRange(q, 1).getValue(); config.getRange(1, 1, 10, 2).getValues();
      data.getRange(q, 3).setValue('a@b.example'); data.getRange(q, 4).setValue(90);
      data.getRange(q, 5).setValue('done'); data.getRange(q, 6).setValue('');
    }
    book.getSheetByName('Log').appendRow(['done']);
  }`,
  // Batches of 100 through fetchAll; for each row the key's cell read, a status, a note and a result row.
  'PSI-tracker': `function go(n) {
    var book = SpreadsheetApp.getActiveSpreadsheet(), data = book.getSheetByName('Leads'), config = book.getSheetByName('Config'), log = book.getSheetByName('Log');
    data.getRange(2, 1, n, 6).getValues();
    for (var s = 2; s <= n + 1; s++) { data.getRange(s, 5).setValue('-'); data.getRange(s, 4).setValue(''); data.getRange(s, 5).setNote(''); }
    SpreadsheetApp.flush();
    for (var from = 0; from < n; from += 100) {
      data.getRange(2, 1, n, 6).getValues(); config.getRange(1, 1, 10, 2).getValues(); data.getLastRow();
      var requests = [], size = Math.min(100, n - from);
      for (var i = 0; i < size; i++) { config.getRange(1, 2).getValue(); requests.push('${URL}'); }
      for (var m = 0; m < size; m++) data.getRange(from + m + 2, 5).setValue('~');
      SpreadsheetApp.flush();
      UrlFetchApp.fetchAll(requests);
      for (var r = 0; r < size; r++) {
        data.getRange(from + r + 2, 5).setValue('ok'); data.getRange(from + r + 2, 5).setNote('');
        log.appendRow(['a@b.example', 90, 1]);
      }
    }
  }`,
  // One execution a row: its configuration read cell by cell, two lines of log, each flushed, and one row of 23 cells.
  feedgen: `function go(n) {
    var book = SpreadsheetApp.getActiveSpreadsheet(), data = book.getSheetByName('Leads'), config = book.getSheetByName('Config'), log = book.getSheetByName('Log');
    var out = [[]]; for (var k = 0; k < 23; k++) out[0].push('x');
    for (var r = 2; r <= n + 1; r++) {
      for (var c = 1; c <= 20; c++) config.getRange(c, 2).getValue();
      log.appendRow(['begin']); SpreadsheetApp.flush();
      UrlFetchApp.fetch('${URL}');
      data.getRange(r, 3, 1, 23).setValues(out);
      log.appendRow(['end']); SpreadsheetApp.flush();
    }
  }`,
  // One read, one fetch a row with a pause after each and the key read for each, and one write at the very end.
  Mail7: `function go(n) {
    var data = SpreadsheetApp.getActiveSpreadsheet().getSheetByName('Leads'), out = [];
    data.getRange(2, 1, n, 1).getValues();
    for (var r = 0; r < n; r++) {
      PropertiesService.getScriptProperties().getProperty('key');
      UrlFetchApp.fetch('${URL}'); out.push(['valid']); Utilities.sleep(150);
    }
    data.getRange(2, 5, n, 1).setValues(out);
  }`,
};

/** Rows of the shorter of two runs, so that the longer one, of twice as many, stays within one execution of six minutes. */
const ROWS: Record<string, number> = { SheetAI: 100, 'PSI-tracker': 100, feedgen: 20, Mail7: 100 };

function tookMs(name: string, code: string, rows: number, costs: 'nominal' | 'slow'): number {
  const host = createHost({
    code,
    users: [USER],
    costs,
    fetch: (requests) => requests.map(() => ({ status: 200, headers: {}, body: '{}', tookMs: 0 })),
  });
  const person = host.person(USER);
  person.addTab('Leads').load([HEADERS, ...leads(rows)]);
  for (const tab of ['Config', 'Log']) person.addTab(tab).load([['setting', 'value']]);
  const execution = host.run({ user: USER, fn: 'go', args: [rows], as: 'menu' });
  if (!execution.ok) throw new Error(`${name}: ${execution.error}`);
  return execution.endedMs - execution.startedMs;
}

/** Virtual seconds that one more row costs, beside the provider's own time; what a run costs once is left out, in the peers' favour. */
export function peers(costs: 'nominal' | 'slow'): Record<string, { overheadSecondsPerRow: number }> {
  return Object.fromEntries(
    Object.entries(PATTERNS).map(([name, code]) => {
      const rows = ROWS[name]!;
      const perRowMs = (tookMs(name, code, 2 * rows, costs) - tookMs(name, code, rows, costs)) / rows;
      return [name, { overheadSecondsPerRow: round(perRowMs / 1000) }];
    }),
  );
}

export const round = (seconds: number): number => Math.round(seconds * 1e5) / 1e5;
