// What stands in the way of a write or a view: protection, data validation, filters, the room for metadata. Not the writing.
import { columnLetters, overlaps } from './a1';
import { GridError } from './grid-error';
import type { Tab } from './memory-tab';
import type { Area, CellInput, Filter, Metadata } from './port';

/** developers.google.com/workspace/sheets/api/guides/metadata: for the spreadsheet, and again for each sheet. */
const MOST_METADATA_CHARACTERS = 30_000;

/** The entries with this one added, or in place of the one with its id. */
export function withMetadata(entries: Metadata[], entry: Metadata): Metadata[] {
  const sizeOf = ({ key, value }: Metadata) => key.length + (value?.length ?? 0);
  const others = entries.filter((one) => one.place.tab === entry.place.tab && one.id !== entry.id);
  if (others.reduce((sum, one) => sum + sizeOf(one), 0) + sizeOf(entry) > MOST_METADATA_CHARACTERS) {
    throw new GridError('Exceeded the maximum amount of developer metadata that can be stored.');
  }
  const isNew = !entries.some((one) => one.id === entry.id);
  return isNew ? [...entries, entry] : entries.map((one) => (one.id === entry.id ? entry : one));
}

export function refusal(tab: Tab, area: Area, user: string, owner: string): string | null {
  if (user === owner) return null;
  const inTheWay = tab.protections.find(
    (one) => !one.warningOnly && !one.editors.includes(user) && (one.wholeTab || overlaps(one.area, area)),
  );
  if (!inTheWay) return null;
  return 'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.';
}

export function restrict(tab: Tab, area: Area, allowed: string[] | null): void {
  tab.rules = tab.rules.filter((rule) => !overlaps(rule.area, area));
  if (allowed) tab.rules.push({ area, allowed });
}

/** The first cell that both areas share and whose new value is not accepted. */
function firstInvalid(rule: Tab['rules'][number], area: Area, rows: CellInput[][]): string | null {
  const bottom = Math.min(rule.area.row + rule.area.rows, area.row + area.rows);
  const right = Math.min(rule.area.column + rule.area.columns, area.column + area.columns);
  for (let row = Math.max(rule.area.row, area.row); row < bottom; row++) {
    for (let column = Math.max(rule.area.column, area.column); column < right; column++) {
      const value = rows[row - area.row]?.[column - area.column] ?? '';
      if (value !== '' && !rule.allowed.includes(String(value))) return `${columnLetters(column)}${row}`;
    }
  }
  return null;
}

export function invalid(tab: Tab, area: Area, rows: CellInput[][]): string | null {
  for (const rule of tab.rules) {
    const cell = overlaps(rule.area, area) ? firstInvalid(rule, area, rows) : null;
    if (cell) return `The data you entered in cell ${cell} violates the data validation rules set on this cell.`;
  }
  return null;
}

/** `shown` is what the filter's area displays; rows are hidden when the filter is set, and stay so until it is set again. */
export function applyFilter(tab: Tab, filter: Filter | null, shown: string[][]): void {
  tab.filter = filter;
  tab.hiddenByFilter = new Set();
  if (!filter) return;
  for (let r = 1; r < shown.length; r++) {
    const isHidden = Object.entries(filter.hides).some(([column, texts]) =>
      texts.includes(shown[r]?.[Number(column) - filter.area.column] ?? ''),
    );
    if (isHidden) tab.hiddenByFilter.add(filter.area.row + r);
  }
}
