// Which row and which column of a sheet is which, before and after people moved them: by what they hold and what stands beside them. Pure.
import type { Cells, CellValue } from '../platform/ports';
import { headerTexts } from '../recipe/columns';
import { isDate } from '../sheet/cell-value';
import type { Pass } from './pass';

/**
 * Column now → column before: by its mark where its header is there or we wrote over it; by a header that occurs once; by contents that occur
 * once; else next to the neighbour that is known, also where we wrote over the header.
 * @param written what we wrote since the wave began
 */
export function matchColumns(last: Pass, next: Pass, written: ReadonlySet<CellValue | null>): Map<number, number> {
  const headers = next.cells.values[next.columns.headerRow - 1] ?? [];
  const was = headerTexts(last.cells.values[last.columns.headerRow - 1]);
  const is = headerTexts(headers);
  const once = (texts: string[], text: string): boolean =>
    text !== '' && texts.includes(text) && texts.indexOf(text) === texts.lastIndexOf(text);
  const match = new Map<number, number>();
  const taken = new Set<number>();
  const link = (now: number, before: number | undefined): void => {
    if (before === undefined || match.has(now) || taken.has(before)) return;
    match.set(now, before);
    taken.add(before);
  };
  for (const [header, column] of Object.entries(next.columns.byHeader)) {
    if (is[column - 1] === header || written.has(headers[column - 1] ?? null))
      link(column, last.columns.byHeader[header]);
  }
  is.forEach((text, i) => {
    if (once(is, text) && once(was, text)) link(i + 1, was.indexOf(text) + 1);
  });
  const contents = ({ cells, columns }: Pass, column: number): string => {
    const texts = cells.values.map((row, i) => (i + 1 === columns.headerRow ? '' : String(row[column - 1] ?? '')));
    return texts.filter(Boolean).sort().join('\n');
  };
  const were = was.map((_, i) => (taken.has(i + 1) ? '' : contents(last, i + 1)));
  const are = is.map((_, i) => (match.has(i + 1) ? '' : contents(next, i + 1)));
  are.forEach((text, i) => {
    if (once(are, text) && once(were, text)) link(i + 1, were.indexOf(text) + 1);
  });
  is.forEach((text, i) => {
    const left = i === 0 ? 0 : match.get(i);
    const isOurs = text !== '' && written.has(headers[i]!);
    if (left !== undefined && (isOurs || (was[left] ?? '') === text)) link(i + 1, left + 1);
  });
  return match;
}

/**
 * Row now → row before: the same contents; else the same outside of the cells we wrote; else the same outside of all columns that show what
 * we wrote; else the same input. Where several are alike, those beside a row that is known, then in order. Whole contents first, since blank
 * rows differ only in what we wrote into them by mistake.
 * `spots`: rows whose input was changed where they stand, as their neighbours tell.
 * @param written the columns that the last write went into
 * @param shown what we wrote since the wave began
 */
export function matchRows(
  last: Pass,
  next: Pass,
  toColumn: ReadonlyMap<number, number>,
  written: ReadonlySet<number>,
  shown: ReadonlySet<CellValue | null>,
): { match: Map<number, number>; spots: Map<number, number> } {
  const spoiled = new Set([...written].map((column) => toColumn.get(column)));
  const kept = [...toColumn].filter(([now, was]) => !written.has(now) && !written.has(was) && !spoiled.has(was));
  const match = new Map<number, number>();
  const spots = new Map<number, number>();
  const taken = new Set<number>();
  const rows = next.cells.values.map((_, i) => i + 1);
  const link = (map: Map<number, number>, row: number, was: number | undefined): void => {
    if (was === undefined || !last.cells.values[was - 1] || taken.has(was) || match.has(row) || spots.has(row)) return;
    map.set(row, was);
    taken.add(was);
  };
  const beside = (row: number, step: number): number => match.get(row - step)! + step;
  const pair = (keyOfLast: KeyOf, keyOfNext: KeyOf): (() => void) => {
    const were = last.cells.values.map((_, i) => (taken.has(i + 1) ? null : keyOfLast(i + 1)));
    const are = rows.map((row) => (match.has(row) ? null : keyOfNext(row)));
    const [places, wanted] = [rowsByKey(were), rowsByKey(are)];
    for (const [key, own] of wanted)
      if (own.length === 1 && places.get(key)?.length === 1) link(match, own[0]!, places.get(key)![0]);
    for (const step of [1, -1]) {
      for (const row of step === 1 ? rows : [...rows].reverse()) {
        const was = beside(row, step);
        if (are[row - 1] !== null && are[row - 1] === were[was - 1]) link(match, row, was);
      }
    }
    return () => {
      for (const [key, own] of wanted) {
        const left = places.get(key)?.filter((was) => !taken.has(was)) ?? [];
        for (const row of own) if (!match.has(row) && !spots.has(row)) link(match, row, left.shift());
      }
    };
  };
  const { headerRow } = next.columns;
  const clean = kept.filter(
    ([now]) => !next.cells.values.some((row, i) => i + 1 !== headerRow && isIn(shown, row[now - 1])),
  );
  const ways = [[...toColumn], kept, ...(clean.length > 0 && clean.length < kept.length ? [clean] : [])];
  const inOrder = ways.map((columns) => {
    const before = columns.map(([, was]) => was);
    const now = columns.map(([column]) => column);
    return pair(
      (row) => rowKey(last.cells, row, before),
      (row) => rowKey(next.cells, row, now),
    );
  });
  inOrder.push(
    pair(
      (row) => last.table.byRow[row]?.fingerprint ?? null,
      (row) => next.table.byRow[row]?.fingerprint ?? null,
    ),
  );
  // A row that is empty now may have been cut: whether it stands elsewhere is seen first.
  const isEmpty = (row: number): boolean => next.cells.values[row - 1]!.every((value) => value === '');
  for (const row of rows) if (!isEmpty(row) && beside(row, 1) === beside(row, -1)) link(spots, row, beside(row, 1));
  for (const rest of inOrder) rest();
  for (const row of rows) link(spots, row, beside(row, 1));
  return { match, spots };
}

function isIn(shown: ReadonlySet<CellValue | null>, value: CellValue | undefined): boolean {
  return value !== undefined && value !== '' && shown.has(value);
}

type KeyOf = (row: number) => string | null;

function rowsByKey(keys: (string | null)[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  keys.forEach((key, i) => {
    if (key === null) return;
    const own = rows.get(key);
    if (own) own.push(i + 1);
    else rows.set(key, [i + 1]);
  });
  return rows;
}

/** Formulas move with their row, but their text and value may change: they do not identify it. */
export function rowKey(cells: Cells, row: number, columns: number[]): string {
  return JSON.stringify(
    columns.map((column) => {
      if ((cells.formulas[row - 1]?.[column - 1] ?? '') !== '') return 'ƒ';
      const value = cells.values[row - 1]?.[column - 1] ?? '';
      return isDate(value) ? value.getTime() : [value];
    }),
  );
}
