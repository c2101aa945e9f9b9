// A tab as the wizard maps it: its headers with a few sample texts, and what is selected in it. One read of its top rows.
import { findTab } from '../job/prepare';
import type { CellValue, Platform, Tab } from '../platform/ports';
import { headerTexts } from '../recipe/columns';
import { a1 } from '../sheet/a1';
import { inputText } from '../sheet/cell-value';
import type { TabView } from '../sidebar-calls';
import { firstCharacters } from '../text/cut';
import { ok, type Result } from '../text/problem';

const HEADERS_SEARCHED = 20;
const ROWS_SAMPLED = 100;
const SAMPLES = 3;
const SAMPLE_CHARACTERS = 100;

export function tabView(platform: Platform, tab: Tab, asked?: number): TabView {
  const { spreadsheet } = platform;
  const used = spreadsheet.extent(tab.id);
  const rows = Math.min(used.rows, (asked ?? HEADERS_SEARCHED) + ROWS_SAMPLED);
  const values = spreadsheet.readValues(tab.id, { row: 1, column: 1, rows, columns: used.columns });
  const headerRow = asked ?? likelyHeaderRow(values);
  const data = values.slice(headerRow).filter((row) => row.some((cell) => cell !== ''));
  const columns = headerTexts(values[headerRow - 1]).flatMap((header, at) =>
    header === '' ? [] : [{ header, samples: samplesOf(platform, data, at), gaps: data.some((row) => row[at] === '') }],
  );
  return {
    tab,
    headerRow,
    rows: Math.max(0, used.rows - headerRow),
    columns,
    selection: selectionIn(platform, tab, headerRow, used.rows),
    filtered: spreadsheet.hasFilter(tab.id),
  };
}

/** The named tab, or the one in front. */
export function oneTab(
  platform: Platform,
  { sheet, headerRow }: { sheet?: string | undefined; headerRow?: number | undefined },
): Result<TabView> {
  const tab = findTab(platform, sheet);
  return tab.ok ? ok(tabView(platform, tab.value, headerRow)) : tab;
}

/** The first row that is at least half as full of texts as the fullest: a title above the list has one cell. */
function likelyHeaderRow(values: CellValue[][]): number {
  const counts = values
    .slice(0, HEADERS_SEARCHED)
    .map((row) => row.filter((cell) => typeof cell === 'string' && cell.trim() !== '').length);
  const most = Math.max(1, ...counts);
  return (
    Math.max(
      0,
      counts.findIndex((count) => count * 2 >= most),
    ) + 1
  );
}

function samplesOf({ spreadsheet }: Platform, rows: CellValue[][], column: number): string[] {
  const samples: string[] = [];
  for (const row of rows) {
    if (samples.length === SAMPLES) break;
    const text = inputText(row[column] ?? '', (date) => spreadsheet.isoDate(date));
    if (text !== '') samples.push(firstCharacters(text, SAMPLE_CHARACTERS));
  }
  return samples;
}

/** What is selected in this tab, as far as it is data. */
export function selectionIn(
  { spreadsheet }: Platform,
  tab: Tab,
  headerRow: number,
  lastRow: number,
): TabView['selection'] {
  const selected = spreadsheet.selection();
  if (!selected || selected.tab.id !== tab.id) return null;
  const { row, rows, column, columns } = selected;
  const first = Math.max(row, headerRow + 1);
  const last = Math.min(row + rows - 1, lastRow);
  if (last < first) return null;
  return { range: `${a1(first, column)}:${a1(last, column + columns - 1)}`, rows: last - first + 1 };
}
