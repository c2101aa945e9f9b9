// What a workbook holds, in a form in which two copies of it can be compared: the browser's and the workbench's.
import type { Workbook } from '@univerjs/core';

/** Tab name → `row,column` → value, formula, type. */
export type Matrix = Record<string, Record<string, unknown[]>>;

export function matrixOf(workbook: Workbook): Matrix {
  const matrix: Matrix = {};
  for (const sheet of workbook.getSheets()) {
    const cells: Record<string, unknown[]> = {};
    sheet.getCellMatrix().forValue((row, column, cell) => {
      const { v = null, f = null, t = null } = cell ?? {};
      if (v !== null || f !== null) cells[`${row},${column}`] = [v, f, t];
    });
    matrix[sheet.getName()] = cells;
  }
  return matrix;
}
