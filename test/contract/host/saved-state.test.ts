// Saving and restoring a host, copying a spreadsheet. Not the runner's files.
import { describe, expect, it } from 'vitest';
import { hostFor, hostOf, OWNER, runIn, SHEET } from './with-host';

const CODE = `function main(a) {
  ${SHEET}
  if (a === 'fill') {
    sheet.getRange('A1:B1').setValues([['x', new Date(0)]]);
    sheet.getRange('A:A').addDeveloperMetadata('k', 'v');
    PropertiesService.getDocumentProperties().setProperty('d', '1');
    PropertiesService.getUserProperties().setProperty('u', '2');
    CacheService.getUserCache().put('c', '3');
    ScriptApp.newTrigger('main').timeBased().everyHours(1).create();
  }
  return [sheet.getRange('A1:B1').getValues()[0].map(String).length, sheet.getRange('A1').getValue(), sheet.createDeveloperMetadataFinder().withKey('k').find().length,
    PropertiesService.getDocumentProperties().getProperty('d'), PropertiesService.getUserProperties().getProperty('u'), CacheService.getUserCache().get('c'), ScriptApp.getProjectTriggers().length];
}`;

describe('a saved host', () => {
  it('comes back with cells, metadata, properties, cache, triggers and clock, through JSON', () => {
    const host = hostOf({ code: CODE, users: [OWNER] });
    runIn(host, 'sidebar', OWNER, ['fill']);
    const state = JSON.parse(JSON.stringify(host.save()));
    const again = hostOf({ code: CODE, state });
    expect(again.clock.now()).toBe(host.clock.now());
    expect(runIn(again).value).toEqual([2, 'x', 1, '1', '2', '3', 1]);
    expect(again.spreadsheetId).toBe(host.spreadsheetId);
    expect(again.triggers()).toEqual(host.triggers());
  });

  it('is a copy: what happens later does not reach into it', () => {
    const host = hostFor('return 1');
    const state = host.save();
    host.person().tab('Sheet1').type('A1', 'later');
    host.properties.document.set('k', 'later');
    const again = hostOf({ code: 'function main() {}', state });
    expect(again.person().tab('Sheet1').values()).toEqual([]);
    expect(again.properties.document.size).toBe(0);
  });

  it('taken inside a hook holds the unflushed writes, as Google would', () => {
    let state = null as ReturnType<ReturnType<typeof hostFor>['save']> | null;
    const host = hostFor(`${SHEET} sheet.getRange('A1').setValue('pending'); LockService.getUserLock().tryLock(0);`, {
      hook: (call, phase) => {
        if (call.name === 'Lock.tryLock' && phase === 'before') state = JSON.parse(JSON.stringify(host.save()));
      },
    });
    runIn(host);
    const again = hostOf({ code: 'function main() {}', state: state ?? undefined });
    expect(again.person().tab('Sheet1').cell('A1').value).toBe('pending');
  });

  it('goes on numbering where it stopped', () => {
    const host = hostFor('PropertiesService.getUserProperties().getKeys(); return Utilities.getUuid()');
    const first = runIn(host).value;
    const numbers: number[] = [];
    const again = hostOf({
      code: 'function main() { PropertiesService.getUserProperties().getKeys(); return Utilities.getUuid() }',
      state: host.save(),
      hook: (call) => void numbers.push(call.n),
    });
    expect(runIn(again).value).not.toBe(first);
    expect(numbers).toEqual([2, 2]);
  });
});

describe('a copied spreadsheet', () => {
  it('has another id and the same cells and metadata, but neither triggers nor document properties (reported; the switch says otherwise)', () => {
    const host = hostOf({ code: CODE, users: [OWNER] });
    runIn(host, 'sidebar', OWNER, ['fill']);
    const copy = hostOf({ code: CODE, state: host.copySpreadsheet() });
    expect(copy.spreadsheetId).not.toBe(host.spreadsheetId);
    expect(runIn(copy).value).toEqual([2, 'x', 1, null, '2', '3', 0]);
    const full = hostOf({ code: CODE, state: host.copySpreadsheet('1Other', { documentProperties: true }) });
    expect(full.properties.document.get('d')).toBe('1');
  });
});
