// The scopes that appsscript.json asks for are those that the code needs: no fewer, or a call fails; no more, or people are asked for nothing.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { googleCalls } from '../google-calls';

const AUTH = 'https://www.googleapis.com/auth/';

/**
 * Which scope a call needs, by the first pattern that fits; null for none. From the "Authorization" section of each method at
 * developers.google.com/apps-script/reference; spreadsheets.currentonly stands in for spreadsheets, since only the open file is touched.
 */
const NEEDS: [RegExp, string | null][] = [
  [/^Ui\.(showSidebar|showModalDialog|showModelessDialog|alert|prompt)$/, 'script.container.ui'],
  // Building a menu needs nothing: it works before anybody has consented.
  [/^(Ui|Menu)\./, null],
  [/^SpreadsheetApp\.getUi$/, null],
  [
    /^(SpreadsheetApp|Spreadsheet|Sheet|Range|RangeList|TextFinder|Filter|Protection|DeveloperMetadata\w*|DataValidation\w*)\./,
    'spreadsheets.currentonly',
  ],
  [/^(ScriptApp|Trigger|TriggerBuilder|ClockTriggerBuilder)\./, 'script.scriptapp'],
  [/^UrlFetchApp\./, 'script.external_request'],
  [/^Session\.get(Effective|Active)User$/, 'userinfo.email'],
  [
    /^(User|AuthorizationInfo|HTTPResponse|HtmlService|HtmlOutput|PropertiesService|Properties|CacheService|Cache|LockService|Lock|Utilities|Blob|Console|console|Logger)\./,
    null,
  ],
  [/^Session\./, null],
];

function needOf(call: string): string | null {
  const found = NEEDS.find(([pattern]) => pattern.test(call));
  if (!found) throw new Error(`${call}: which scope does it need? Look it up, and add it to the table.`);
  return found[1];
}

test('the scopes used are the scopes asked for', () => {
  const calls = googleCalls(process.cwd(), ['src/platform']);
  expect(calls.length).toBeGreaterThan(40);
  const used = new Set(calls.map(needOf).filter((need) => need !== null));
  const { oauthScopes } = JSON.parse(readFileSync('appsscript.json', 'utf8')) as { oauthScopes: string[] };
  expect([...used].map((name) => AUTH + name).sort()).toEqual([...oauthScopes].sort());
});

test('the self-check needs none that the add-on does not ask for', () => {
  const used = googleCalls(process.cwd(), ['src/self-check']).map(needOf);
  const { oauthScopes } = JSON.parse(readFileSync('appsscript.json', 'utf8')) as { oauthScopes: string[] };
  for (const need of used) if (need) expect(oauthScopes).toContain(AUTH + need);
});
