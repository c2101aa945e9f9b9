// Developer metadata and protections: adding, finding, changing, removing. Not how they move with rows and columns (the grid does that).
// Costs are assumed: a search is a read, anything that returns a fresh entry commits first and is charged as a read.
import { GoogleError } from '../google-error';
import { overlaps } from '../grid/a1';
import type { Area, Metadata, MetadataPlace, Protection } from '../grid/port';
import { chargeRead, type Running } from '../running';
import { ownerOf } from '../world';
import { type CallTable, counted } from './call-kind';
import { tabOf } from './sheet-calls';

/** Where a search or an addition stands: the spreadsheet (both null), a tab, or an area in it. */
type Scope = { tab: number | null; area: Area | null };
type Search = Scope & {
  key?: string;
  value?: string;
  id?: number;
  placeType?: MetadataPlace['type'];
  visibility?: Metadata['visibility'];
  intersecting?: boolean;
};

const ARBITRARY =
  'Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added to the top-level spreadsheet, an individual sheet, or an entire row or column.';

function placeFor(running: Running, { tab, area }: Scope): MetadataPlace {
  if (tab === null) return { type: 'SPREADSHEET', tab: null, index: null };
  if (!area) return { type: 'SHEET', tab, index: null };
  const { maxRows, maxColumns } = tabOf(running, tab);
  if (area.rows === maxRows && area.columns === 1) return { type: 'COLUMN', tab, index: area.column };
  if (area.columns === maxColumns && area.rows === 1) return { type: 'ROW', tab, index: area.row };
  throw new GoogleError(ARBITRARY);
}

type Addition = Scope & { key: string; value: string | null; visibility: Metadata['visibility'] };

function add(running: Running, { key, value, visibility, ...scope }: Addition): Metadata {
  const place = placeFor(running, scope);
  chargeRead(running, 1);
  return running.world.grid.addMetadata({ key, value, visibility, place });
}

function areaOf(running: Running, place: MetadataPlace): Area | null {
  if (place.tab === null || place.index === null) return null;
  const { maxRows, maxColumns } = tabOf(running, place.tab);
  return place.type === 'COLUMN'
    ? { tab: place.tab, row: 1, column: place.index, rows: maxRows, columns: 1 }
    : { tab: place.tab, row: place.index, column: 1, rows: 1, columns: maxColumns };
}

function inScope(running: Running, search: Search, place: MetadataPlace): boolean {
  if (search.tab === null) return true;
  if (place.tab !== search.tab) return search.intersecting === true && place.tab === null;
  if (!search.area) return true;
  const area = areaOf(running, place);
  if (!area) return search.intersecting === true;
  if (search.intersecting) return overlaps(area, search.area);
  const { area: within } = search;
  const rowsFit = within.row <= area.row && area.row + area.rows <= within.row + within.rows;
  return rowsFit && within.column <= area.column && area.column + area.columns <= within.column + within.columns;
}

function find(running: Running, search: Search): Metadata[] {
  chargeRead(running, 1);
  return running.world.grid
    .metadata()
    .filter(
      (entry) =>
        (search.key === undefined || entry.key === search.key) &&
        (search.value === undefined || entry.value === search.value) &&
        (search.id === undefined || entry.id === search.id) &&
        (search.placeType === undefined || entry.place.type === search.placeType) &&
        (search.visibility === undefined || entry.visibility === search.visibility) &&
        inScope(running, search, entry.place),
    );
}

/** `getDeveloperMetadata` gives what hangs on exactly this place, not on what it contains. */
function listHere(running: Running, scope: Scope): Metadata[] {
  chargeRead(running, 1);
  const entries = running.world.grid.metadata();
  if (scope.tab === null) return entries.filter((entry) => entry.place.type === 'SPREADSHEET');
  if (!scope.area) return entries.filter((entry) => entry.place.type === 'SHEET' && entry.place.tab === scope.tab);
  return entries.filter((entry) => entry.place.index !== null && inScope(running, { ...scope }, entry.place));
}

function protect(running: Running, { area, wholeTab }: { area: Area; wholeTab: boolean }): Protection {
  chargeRead(running, 1);
  const editors = [...new Set([ownerOf(running.world), ...running.world.users])];
  return running.world.grid.protect(area, wholeTab, editors);
}

function changeProtection(running: Running, { id, ...change }: Partial<Protection> & { id: number }): void {
  chargeRead(running, 1);
  running.world.grid.changeProtection(id, change);
}

function protections(running: Running, { tab, type }: { tab: number | null; type: 'SHEET' | 'RANGE' }): Protection[] {
  chargeRead(running, 1);
  const ids = tab === null ? running.world.grid.tabs().map((one) => one.id) : [tab];
  return ids.flatMap((id) => running.world.grid.protections(id)).filter((one) => one.wholeTab === (type === 'SHEET'));
}

const keyOf = (_running: Running, args: { key?: string }) => args.key ?? '';

type Change = { id: number; key?: string; value?: string; visibility?: Metadata['visibility'] };

function change(running: Running, { id, ...parts }: Change): void {
  chargeRead(running, 1);
  running.world.grid.changeMetadata(id, parts);
}

const adding = counted('write sheet', add, keyOf);
const listing = counted('read sheet', listHere);
const changing = counted('write sheet', change);

export const METADATA_CALLS: CallTable = {
  'Spreadsheet.addDeveloperMetadata': adding,
  'Sheet.addDeveloperMetadata': adding,
  'Range.addDeveloperMetadata': adding,
  'Spreadsheet.getDeveloperMetadata': listing,
  'Sheet.getDeveloperMetadata': listing,
  'Range.getDeveloperMetadata': listing,
  'DeveloperMetadataFinder.find': counted('read sheet', find, keyOf),
  'DeveloperMetadata.setKey': changing,
  'DeveloperMetadata.setValue': changing,
  'DeveloperMetadata.setVisibility': changing,
  'DeveloperMetadata.remove': counted<{ id: number }>('write sheet', (running, { id }) => {
    chargeRead(running, 1);
    running.world.grid.removeMetadata(id);
  }),
  'Range.protect': counted('write sheet', protect),
  'Sheet.protect': counted('write sheet', protect),
  'Sheet.getProtections': counted('read sheet', protections),
  'Spreadsheet.getProtections': counted('read sheet', protections),
  'Protection.change': counted('write sheet', changeProtection),
  'Protection.remove': counted<{ id: number }>('write sheet', (running, { id }) => {
    chargeRead(running, 1);
    running.world.grid.unprotect(id);
  }),
};
