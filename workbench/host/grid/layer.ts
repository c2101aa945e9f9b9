// A sparse table of cells that costs what it holds: values, formulas, formats and notes are one layer each. Not aware of tabs or types.

export type Layer<T> = ((T | undefined)[] | undefined)[];

/** A window of the layer; row and column count from 0. */
export function window<T>(
  layer: Layer<T>,
  row: number,
  column: number,
  rows: number,
  columns: number,
  blank: T,
): T[][] {
  const result: T[][] = new Array(rows);
  for (let r = 0; r < rows; r++) {
    const from = layer[row + r];
    const line: T[] = new Array(columns);
    for (let c = 0; c < columns; c++) line[c] = from?.[column + c] ?? blank;
    result[r] = line;
  }
  return result;
}

export function setCell<T>(layer: Layer<T>, row: number, column: number, value: T | undefined): void {
  let line = layer[row];
  if (!line) {
    if (value === undefined) return;
    while (layer.length < row) layer.push(undefined);
    line = [];
    layer[row] = line;
  }
  while (line.length < column) line.push(undefined);
  line[column] = value;
}

/** `order` gives for each new place the old one, or -1 for a fresh line. */
export function reorderRows<T>(layer: Layer<T>, order: Int32Array): Layer<T> {
  if (layer.length === 0) return layer;
  const result: Layer<T> = new Array(order.length);
  let used = 0;
  for (let r = 0; r < order.length; r++) {
    const from = order[r] ?? -1;
    result[r] = from < 0 ? undefined : layer[from];
    if (result[r]) used = r + 1;
  }
  result.length = used;
  return result;
}

export function reorderColumns<T>(layer: Layer<T>, order: Int32Array): Layer<T> {
  return layer.map((line) => {
    if (!line) return undefined;
    const result: (T | undefined)[] = [];
    for (let c = 0; c < order.length; c++) {
      const from = order[c] ?? -1;
      const value = from < 0 ? undefined : line[from];
      if (value !== undefined) {
        while (result.length < c) result.push(undefined);
        result[c] = value;
      }
    }
    return result;
  });
}

export function lastUsedRow<T>(layer: Layer<T>, isUsed: (value: T) => boolean): number {
  for (let r = layer.length - 1; r >= 0; r--) {
    const line = layer[r];
    if (line?.some((value) => value !== undefined && isUsed(value))) return r + 1;
  }
  return 0;
}

export function lastUsedColumn<T>(layer: Layer<T>, isUsed: (value: T) => boolean): number {
  let last = 0;
  for (const line of layer) {
    if (!line) continue;
    for (let c = line.length - 1; c >= last; c--) {
      const value = line[c];
      if (value !== undefined && isUsed(value)) last = c + 1;
    }
  }
  return last;
}

/** JSON has no undefined: holes are saved as null and come back as holes. */
export function savedLayer<T>(layer: Layer<T>): (T[] | null)[] {
  return layer.map((line) => (line ? (Array.from(line, (value) => value ?? null) as T[]) : null));
}

export function restoredLayer<T>(saved: (T[] | null)[]): Layer<T> {
  return saved.map((line) => line?.map((value) => value ?? undefined) ?? undefined);
}
