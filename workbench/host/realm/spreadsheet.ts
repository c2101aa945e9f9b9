// Spreadsheet inside the realm: tabs and what belongs to the whole document. Not SpreadsheetApp.
import type { Area } from './area';
import { ask, defined, Exception } from './bridge';
import type { GoogleEnum } from './google-enum';
import { DeveloperMetadataFinder, metadataAdder, metadataLister } from './metadata';
import { Protection } from './protection';
import { Range } from './range';
import { refuseUnknown } from './refuse-unknown';
import { type Sheet, sheetOf } from './sheet';
import { User } from './user';

type TabInfo = { id: number; name: string; hidden: boolean };
const WHOLE = { tab: null, area: null };

export class Spreadsheet {
  getId(): string {
    return ask('Spreadsheet.about').id;
  }
  getName(): string {
    return ask('Spreadsheet.about').name;
  }
  getUrl(): string {
    return `https://docs.google.com/spreadsheets/d/${this.getId()}/edit`;
  }
  getSpreadsheetTimeZone(): string {
    return ask('Spreadsheet.about').zone;
  }
  getSpreadsheetLocale(): string {
    return ask('Spreadsheet.about').locale;
  }
  getOwner(): User {
    return new User(ask('Spreadsheet.getOwner'));
  }
  private tabs(): TabInfo[] {
    return ask('Spreadsheet.getSheets');
  }
  getSheets(): Sheet[] {
    return this.tabs().map((tab) => sheetOf(tab.id));
  }
  getNumSheets(): number {
    return this.tabs().length;
  }
  getSheetByName(name: string): Sheet | null {
    const tab = this.tabs().find((one) => one.name === name);
    return tab ? sheetOf(tab.id) : null;
  }
  getSheetById(id: number): Sheet | null {
    return this.tabs().some((one) => one.id === id) ? sheetOf(id) : null;
  }
  getActiveSheet(): Sheet {
    return sheetOf(ask('Spreadsheet.selection')?.tab ?? this.tabs()[0]?.id);
  }
  setActiveSheet(sheet: Sheet): Sheet {
    return sheet.activate();
  }
  getActiveRange(): Range | null {
    const selected: Area | null = ask('Spreadsheet.selection');
    return selected ? new Range(sheetOf(selected.tab), selected) : null;
  }
  getSelection() {
    const range = this.getActiveRange();
    return { getActiveRange: () => range, getActiveSheet: () => this.getActiveSheet() };
  }
  getRange(a1: string): Range {
    return this.getActiveSheet().getRange(a1);
  }
  /** The host has no named ranges: none is ever found. */
  getRangeByName(name: string): Range | null {
    if (!name.includes('!')) return null;
    try {
      return this.getRange(name);
    } catch {
      return null;
    }
  }
  insertSheet(first?: string | number, second?: number): Sheet {
    const name = typeof first === 'string' ? first : undefined;
    const index = typeof first === 'number' ? first : second;
    return sheetOf(ask('Spreadsheet.insertSheet', defined({ name, index })).id);
  }
  deleteSheet(sheet: Sheet): void {
    ask('Spreadsheet.deleteSheet', { tab: sheet.getSheetId() });
  }
  deleteActiveSheet(): Sheet {
    this.deleteSheet(this.getActiveSheet());
    return this.getActiveSheet();
  }
  moveActiveSheet(index: number): void {
    ask('Spreadsheet.moveActiveSheet', { tab: this.getActiveSheet().getSheetId(), index });
  }
  toast(message: string, title = '', _seconds?: number | null): void {
    ask('Spreadsheet.toast', { message: String(message), title: String(title ?? '') });
  }
  getProtections(type: GoogleEnum): Protection[] {
    const found = ask('Spreadsheet.getProtections', { tab: null, type: type.name() });
    return found.map(
      (entry: ConstructorParameters<typeof Protection>[0]) => new Protection(entry, sheetOf(entry.area.tab)),
    );
  }
  addDeveloperMetadata(key: string, ...rest: unknown[]): this {
    metadataAdder('Spreadsheet', WHOLE)(key, ...rest);
    return this;
  }
  createDeveloperMetadataFinder(): DeveloperMetadataFinder {
    return new DeveloperMetadataFinder(WHOLE);
  }
  getDeveloperMetadata() {
    return metadataLister('Spreadsheet', WHOLE)();
  }
}
refuseUnknown(Spreadsheet, 'Spreadsheet');

export function activeSpreadsheet(): Spreadsheet | null {
  return ask('SpreadsheetApp.getActiveSpreadsheet').present ? new Spreadsheet() : null;
}

export function needSpreadsheet(): Spreadsheet {
  const active = activeSpreadsheet();
  if (!active) throw new Exception('There is no active spreadsheet.');
  return active;
}
