// Developer metadata inside the realm: entries, their location, the finder. Not where they move when the sheet changes.
import type { Area } from './area';
import { ask, Exception } from './bridge';
import { enumOf, GoogleEnum } from './google-enum';
import { refuseUnknown } from './refuse-unknown';
import { type Sheet, sheetOf } from './sheet';
import { Spreadsheet } from './spreadsheet';

export const DeveloperMetadataVisibility = enumOf('DOCUMENT', 'PROJECT');
export const DeveloperMetadataLocationType = enumOf('SPREADSHEET', 'SHEET', 'ROW', 'COLUMN');

export type MetadataScope = { tab: number | null; area: Area | null };
type Place = { type: 'SPREADSHEET' | 'SHEET' | 'ROW' | 'COLUMN'; tab: number | null; index: number | null };
type Entry = { id: number; key: string; value: string | null; visibility: 'DOCUMENT' | 'PROJECT'; place: Place };

export class DeveloperMetadataLocation {
  constructor(private readonly place: Place) {}
  getLocationType(): GoogleEnum {
    return DeveloperMetadataLocationType[this.place.type];
  }
  getSpreadsheet(): Spreadsheet | null {
    return this.place.type === 'SPREADSHEET' ? new Spreadsheet() : null;
  }
  getSheet(): Sheet | null {
    return this.place.type === 'SHEET' && this.place.tab !== null ? sheetOf(this.place.tab) : null;
  }
  private line(type: Place['type']) {
    const { tab, index } = this.place;
    if (this.place.type !== type || tab === null || index === null) return null;
    const sheet = sheetOf(tab);
    const { maxRows, maxColumns } = ask('Sheet.info', { tab });
    return type === 'COLUMN' ? sheet.getRange(1, index, maxRows, 1) : sheet.getRange(index, 1, 1, maxColumns);
  }
  getColumn() {
    return this.line('COLUMN');
  }
  getRow() {
    return this.line('ROW');
  }
}
refuseUnknown(DeveloperMetadataLocation, 'DeveloperMetadataLocation');

export class DeveloperMetadata {
  constructor(private entry: Entry) {}
  getId(): number {
    return this.entry.id;
  }
  getKey(): string {
    return this.entry.key;
  }
  getValue(): string | null {
    return this.entry.value;
  }
  getVisibility(): GoogleEnum {
    return DeveloperMetadataVisibility[this.entry.visibility];
  }
  getLocation(): DeveloperMetadataLocation {
    return new DeveloperMetadataLocation(this.entry.place);
  }
  private change(method: string, change: Partial<Entry>): this {
    ask(`DeveloperMetadata.${method}`, { id: this.entry.id, ...change });
    this.entry = { ...this.entry, ...change };
    return this;
  }
  setKey(key: string): this {
    return this.change('setKey', { key });
  }
  setValue(value: string): this {
    return this.change('setValue', { value });
  }
  setVisibility(visibility: GoogleEnum): this {
    return this.change('setVisibility', { visibility: visibility.name() as Entry['visibility'] });
  }
  remove(): void {
    ask('DeveloperMetadata.remove', { id: this.entry.id });
  }
}
refuseUnknown(DeveloperMetadata, 'DeveloperMetadata');

export class DeveloperMetadataFinder {
  private readonly search: Record<string, unknown> = {};
  constructor(scope: MetadataScope) {
    Object.assign(this.search, scope);
  }
  private with(part: Record<string, unknown>): this {
    Object.assign(this.search, part);
    return this;
  }
  withKey(key: string): this {
    return this.with({ key });
  }
  withValue(value: string): this {
    return this.with({ value });
  }
  withId(id: number): this {
    return this.with({ id });
  }
  withLocationType(type: GoogleEnum): this {
    return this.with({ placeType: type.name() });
  }
  withVisibility(visibility: GoogleEnum): this {
    return this.with({ visibility: visibility.name() });
  }
  onIntersectingLocations(): this {
    return this.with({ intersecting: true });
  }
  find(): DeveloperMetadata[] {
    return ask('DeveloperMetadataFinder.find', this.search).map((entry: Entry) => new DeveloperMetadata(entry));
  }
}
refuseUnknown(DeveloperMetadataFinder, 'DeveloperMetadataFinder');

type Owner = 'Spreadsheet' | 'Sheet' | 'Range';

/** `(key)`, `(key, value)`, `(key, visibility)`, `(key, value, visibility)`. */
export function metadataAdder(owner: Owner, scope: MetadataScope): (key: string, ...rest: unknown[]) => void {
  return (key, ...rest) => {
    const value = rest.find((one) => typeof one === 'string') ?? null;
    const visibility = rest.find((one): one is GoogleEnum => one instanceof GoogleEnum)?.name() ?? 'DOCUMENT';
    if (typeof key !== 'string' || key === '') throw new Exception('Invalid argument: key');
    ask(`${owner}.addDeveloperMetadata`, { ...scope, key, value, visibility });
  };
}

export function metadataLister(owner: Owner, scope: MetadataScope): () => DeveloperMetadata[] {
  return () => ask(`${owner}.getDeveloperMetadata`, scope).map((entry: Entry) => new DeveloperMetadata(entry));
}
