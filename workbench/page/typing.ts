// What a person types into a cell becomes what Google would make of it: the same table as for setValues, in place of Univer's own.
import { CellValueType, type ICellData, type Injector, type IStyleData } from '@univerjs/core';
import { AFTER_CELL_EDIT, SheetInterceptorService } from '@univerjs/preset-sheets-core';
import { typedText } from '../host/grid/typed-text';
import { changeTo } from '../host/grid/univer-cells';
import type { Snapshot } from './messages';

/** Before Univer's own reading of numbers and dates. */
const PRIORITY = 1_000;

function textOf(cell: ICellData): string | null {
  const rich = cell.p?.body?.dataStream;
  if (rich !== undefined) return rich.replace(/\r\n$/, '');
  return cell.v === undefined || cell.v === null ? null : String(cell.v);
}

export function typeLikeGoogle(injector: Injector, { zone, textFormatStopsFormulas }: Snapshot): void {
  injector.get(SheetInterceptorService).writeCellInterceptor.intercept(AFTER_CELL_EDIT, {
    priority: PRIORITY,
    handler: (value, { workbook, worksheet, row, col }, next) => {
      const text = value ? textOf(value) : null;
      if (!value || text === null || value.f || value.si) return next(value);
      const styles = workbook.getStyles();
      const before = worksheet.getCellRaw(row, col);
      const format = (before && styles.getStyleByCell(before)?.n?.pattern) || '';
      // Univer's editor has taken a leading apostrophe away by now, and noted it so.
      const quoted = value.t === CellValueType.FORCE_STRING && format !== '@';
      const rules = { zone, nowMs: Date.now(), textFormatStopsFormulas };
      const typed = quoted ? { value: text } : typedText(text, format, rules);
      const { s, ...change } = changeTo(typed, format, zone);
      const own = (typeof value.s === 'string' ? styles.get(value.s) : value.s) as IStyleData | null | undefined;
      const cell = { ...value, ...change, t: change.t as CellValueType | null } as ICellData;
      return s ? { ...cell, s: { ...own, ...s } as IStyleData } : cell;
    },
  });
}
