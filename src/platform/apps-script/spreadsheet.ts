// SpreadsheetApp behind the port. Every method says what crosses to Google; nothing is cached, since people edit meanwhile.
import type { Area, CellValue, SpreadsheetPort, Tab } from '../ports';

const COLUMN_MARK = 'backfill.column';
const TAB_MARK = 'backfill.tab';

type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

export const appsScriptSpreadsheet: SpreadsheetPort = {
  id: () => document().getId(),
  tabs: () => document().getSheets().map(toTab),
  activeTab: () => toTab(document().getActiveSheet()),
  shownTabs: () =>
    document()
      .getSheets()
      .filter((tab) => !tab.isSheetHidden())
      .map(toTab),
  selection() {
    const range = document().getActiveRange();
    if (!range) return null;
    const [rows, columns] = [range.getNumRows(), range.getNumColumns()];
    return { tab: toTab(range.getSheet()), row: range.getRow(), column: range.getColumn(), rows, columns };
  },
  extent(tabId) {
    const range = sheet(tabId).getDataRange();
    return { rows: range.getNumRows(), columns: range.getNumColumns() };
  },
  read(tabId, onlyValues) {
    const range = sheet(tabId).getDataRange();
    return { values: range.getValues() as CellValue[][], formulas: onlyValues ? [] : range.getFormulas() };
  },
  readValues: (tabId, area) => rangeOf(sheet(tabId), area).getValues() as CellValue[][],
  lastRow: (tabId) => sheet(tabId).getDataRange().getLastRow(),
  write(tabId, row, column, values) {
    const area = { row, column, rows: values.length, columns: values[0]!.length };
    const tab = sheet(tabId);
    growTo(tab, area).setValues(values);
  },
  flush: () => SpreadsheetApp.flush(),
  pasteValues(tabId, area) {
    const range = rangeOf(sheet(tabId), area);
    range.copyTo(range, SpreadsheetApp.CopyPasteType.PASTE_VALUES, false);
  },
  replaceInFormulas: (tabId, text, by) => {
    sheet(tabId).createTextFinder(text).matchCase(true).matchFormulaText(true).replaceAllWith(by);
  },
  toast: (text) => {
    document().toast(text, 'Backfill');
  },
  addHiddenTab(name) {
    const book = document();
    const active = book.getActiveSheet();
    let free = name;
    for (let n = 2; book.getSheetByName(free); n++) free = `${name} ${n}`;
    const tab = book.insertSheet(free, book.getSheets().length);
    // A new sheet becomes the active one; the person's stays in front.
    book.setActiveSheet(active);
    tab.hideSheet();
    return toTab(tab);
  },
  deleteRows: (tabId, row, count) => {
    sheet(tabId).deleteRows(row, count);
  },
  columnMarks(tabId) {
    const found = sheet(tabId).createDeveloperMetadataFinder().withKey(COLUMN_MARK).find();
    return found.flatMap((metadata) => {
      const range = metadata.getLocation().getColumn();
      return range ? [{ column: range.getColumn(), mark: metadata.getValue() ?? '' }] : [];
    });
  },
  markColumn(tabId, column, mark) {
    const tab = sheet(tabId);
    // Metadata sticks to a column only where the range is the whole column.
    const letters = tab.getRange(1, column).getA1Notation().replace(/\d+/g, '');
    tab
      .getRange(`${letters}:${letters}`)
      .addDeveloperMetadata(COLUMN_MARK, mark, SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
  },
  tabWithMark(mark) {
    const found = document().createDeveloperMetadataFinder().withKey(TAB_MARK).withValue(mark).find();
    for (const metadata of found) {
      const tab = metadata.getLocation().getSheet();
      if (tab) return toTab(tab);
    }
    return null;
  },
  markTab: (tabId, mark) => {
    sheet(tabId).addDeveloperMetadata(TAB_MARK, mark, SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
  },
  hasFilter: (tabId) => sheet(tabId).getFilter() !== null,
  rowsHiddenByFilter(tabId, rows) {
    const tab = sheet(tabId);
    return new Set(rows.filter((row) => tab.isRowHiddenByFilter(row)));
  },
  isoDate(date) {
    const iso = Utilities.formatDate(
      date as GoogleAppsScript.Base.Date & Date,
      document().getSpreadsheetTimeZone(),
      "yyyy-MM-dd'T'HH:mm:ss",
    );
    return iso.endsWith('T00:00:00') ? iso.slice(0, 10) : iso;
  },
};

function document(): GoogleAppsScript.Spreadsheet.Spreadsheet {
  return SpreadsheetApp.getActiveSpreadsheet();
}

function sheet(tabId: number): Sheet {
  const found = document()
    .getSheets()
    .find((one) => one.getSheetId() === tabId);
  if (!found) throw new Error('The sheet was deleted.');
  return found;
}

function toTab(tab: Sheet): Tab {
  return { id: tab.getSheetId(), name: tab.getName() };
}

function rangeOf(tab: Sheet, { row, column, rows, columns }: Area): GoogleAppsScript.Spreadsheet.Range {
  return tab.getRange(row, column, rows, columns);
}

/** The range, after adding rows and columns where the grid ends before it. Asked for only when it does: size reads are dear. */
function growTo(tab: Sheet, area: Area): GoogleAppsScript.Spreadsheet.Range {
  const last = area.row + area.rows - 1;
  try {
    return rangeOf(tab, area);
  } catch {
    const maxRows = tab.getMaxRows();
    // Spare rows, so that an archive that grows does not pay for it at every append.
    if (last > maxRows) {
      tab.insertRowsAfter(maxRows, last - maxRows + 1000 + 2 * area.rows);
      return growTo(tab, area);
    }
    const moreColumns = area.column + area.columns - 1 - tab.getMaxColumns();
    if (moreColumns > 0) tab.insertColumnsAfter(tab.getMaxColumns(), moreColumns);
    return rangeOf(tab, area);
  }
}
