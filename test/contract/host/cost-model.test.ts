// The virtual clock charges what published measurements say: the model's self-check. Not the speed of this machine.
import { describe, expect, it } from 'vitest';
import type { FetchReply, FetchRequest } from '../../../workbench/host/host';
import { hostFor, runIn, SHEET, secondsOf } from './with-host';

const wide = `${SHEET} sheet.insertColumnsAfter(26, 400);
const tall = SpreadsheetApp.getActive().insertSheet('tall'); tall.insertRowsAfter(1000, 29000);`;

function slowServer(requests: FetchRequest[]): FetchReply[] {
  return requests.map(() => ({ status: 200, headers: {}, body: 'ok', tookMs: 5000 }));
}

/** Sequence, model seconds, and who published the figure that it was fitted to. */
const SEQUENCES: [string, string, number, string][] = [
  [
    '7,500 setValue without reads',
    'for (let i = 0; i < 7500; i++) sheet.getRange(1, 1).setValue(i);',
    9.0,
    'tanaikech.github.io 2018-10-12',
  ],
  ['50 appendRow', "for (let i = 0; i < 50; i++) sheet.appendRow([i, 'x']);", 5.35, 'tanaikech.github.io 2018-10-12'],
  ['setValues 1000×50', 'write(50);', 2.91, 'tanaikech.github.io 2018-10-12'],
  ['setValues 1000×100', 'write(100);', 5.66, 'tanaikech.github.io 2018-10-12'],
  ['setValues 1000×200', 'write(200);', 11.16, 'tanaikech.github.io 2018-10-12'],
  ['setValues 1000×300', 'write(300);', 16.66, 'tanaikech.github.io 2018-10-12'],
  ['setValues 1000×400', 'write(400);', 22.16, 'tanaikech.github.io 2018-10-12'],
  ['getValues 1000×400', 'sheet.getRange(1, 1, 1000, 400).getValues();', 3.62, 'tanaikech.github.io 2018-10-12'],
  ['getValues 30,000×10', 'tall.getRange(1, 1, 30000, 10).getValues();', 2.74, 'tanaikech.github.io 2018-10-12'],
  [
    '100 getValues of 1×2',
    'for (let i = 1; i <= 100; i++) sheet.getRange(i, 1, 1, 2).getValues();',
    10.4,
    'tanaikech.github.io 2023-05-01',
  ],
  [
    '400 getValues of 1×2',
    'for (let i = 1; i <= 400; i++) sheet.getRange(i, 1, 1, 2).getValues();',
    41.61,
    'tanaikech.github.io 2023-05-01',
  ],
  ['100 × (read, write), flush', 'alternate(100);', 26.53, 'tanaikech.github.io 2023-05-01'],
  ['400 × (read, write), flush', 'alternate(400);', 106.13, 'tanaikech.github.io 2023-05-01'],
  [
    'fetchAll of 5 × 5 s',
    "UrlFetchApp.fetchAll(Array(5).fill({ url: 'https://slow.example/' }));",
    5.5,
    'tanaikech.github.io 2018-04-19',
  ],
  [
    '5 fetches of 5 s',
    "for (let i = 0; i < 5; i++) UrlFetchApp.fetch('https://slow.example/');",
    25.88,
    'tanaikech.github.io 2018-04-19',
  ],
];

const TOOLS = `${wide} SpreadsheetApp.flush();
function write(columns) { sheet.getRange(1, 1, 1000, columns).setValues(Array(1000).fill(Array(columns).fill('x'))); SpreadsheetApp.flush(); }
function alternate(n) {
  for (let i = 1; i <= n; i++) { sheet.getRange(i, 1).getValue(); sheet.getRange(i, 1, 1, 2).setValues([[1, 2]]); }
  SpreadsheetApp.flush();
}`;

describe('nominal costs', () => {
  it.each(SEQUENCES)('%s', (_name, body, seconds) => {
    const host = hostFor(`${TOOLS} const from = Date.now(); ${body}; return (Date.now() - from) / 1000;`, {
      fetch: slowServer,
    });
    expect(runIn(host).value).toBeCloseTo(seconds, 1);
  });

  it('asks for 21 requests in two waves of at most 20 (assumed: 20 lanes)', () => {
    const body = "UrlFetchApp.fetchAll(Array(21).fill({ url: 'https://slow.example/' }))";
    expect(secondsOf(body, { fetch: slowServer })).toBeCloseTo(10.5, 1);
  });

  it('takes 32 ms to get and 62 ms to set properties, however many at once (measured: ziritione.org/post/apps_script_performance)', () => {
    const get = 'PropertiesService.getUserProperties().getProperties()';
    const set = "PropertiesService.getUserProperties().setProperties({ a: '1', b: '2' })";
    expect(secondsOf(get)).toBeCloseTo(0.032, 3);
    expect(secondsOf(set)).toBeCloseTo(0.062, 3);
  });

  it('lets Utilities.sleep pass its argument, and looks at objects in hand for nothing', () => {
    expect(secondsOf('Utilities.sleep(1500)')).toBeCloseTo(1.5, 3);
    expect(secondsOf(`${SHEET} sheet.getRange('A1:B2').getNumRows(); sheet.getName();`)).toBe(0);
  });

  it('commits pending writes before any read', () => {
    const body = `${SHEET} sheet.getRange('A1').setValue(1); sheet.getLastRow();`;
    expect(secondsOf(body)).toBeCloseTo(0.0012 + 0.160055 + 0.104, 2);
  });
});

describe('slow costs', () => {
  it('reads at three times the nominal cost and commits at 560 ms', () => {
    expect(secondsOf(`${SHEET} sheet.getRange('A1').getValue()`, { costs: 'slow' })).toBeCloseTo(0.312, 3);
    expect(
      secondsOf(`${SHEET} sheet.getRange('A1').setValue(1); SpreadsheetApp.flush()`, { costs: 'slow' }),
    ).toBeCloseTo(0.562, 2);
  });
});
