// A cell of Univer and a cell of the port, each turned into the other. Pure; knows no workbook.
import type { CellValue, ExactCell } from './port';
import type { CellChange } from './univer-engine';
import { msOf, utcWallOf, wallOf } from './zone-time';

/** Univer's CellValueType. */
const TEXT = 1;
const NUMBER = 2;
const BOOLEAN = 3;

const DAY_MS = 86_400_000;
/** Sheets counts days from 1899-12-30. */
const DAY_ZERO_MS = Date.UTC(1899, 11, 30);

export type RawCell = { v?: unknown; t?: unknown; f?: unknown; si?: unknown; p?: unknown; s?: unknown };

const dateFormats = new Map<string, boolean>();

/** Whether a number format shows a date or a time: letters of one outside of quotes, brackets and escapes. */
export function isDateFormat(format: string): boolean {
  let known = dateFormats.get(format);
  if (known === undefined) {
    known = format !== '' && format !== '@' && /[ymdhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\.|General/gi, ''));
    dateFormats.set(format, known);
  }
  return known;
}

function serialOf(ms: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallOf(ms, zone);
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second) + (((ms % 1000) + 1000) % 1000);
  return (wallMs - DAY_ZERO_MS) / DAY_MS;
}

function msOfSerial(serial: number, zone: string): number {
  const wallMs = Math.round(serial * DAY_MS) + DAY_ZERO_MS;
  return msOf(utcWallOf(wallMs), zone) + (((wallMs % 1000) + 1000) % 1000);
}

function dateFormatFor(serial: number): string {
  return Number.isInteger(serial) ? 'm/d/yyyy' : 'm/d/yyyy h:mm:ss';
}

/** Every part is named, so that what the cell held before goes away. A format that comes with the value gives way to one that the cell has. */
export function changeTo(cell: ExactCell, format: string, zone: string): CellChange {
  const { value, formula } = cell;
  const change: CellChange = { v: null, t: null, f: formula ?? null, si: null, p: null };
  let pattern = cell.format && format === '' ? cell.format : null;
  if (typeof value === 'string') {
    if (value !== '') Object.assign(change, { v: value, t: TEXT });
  } else if (typeof value === 'number') {
    Object.assign(change, { v: value, t: NUMBER });
  } else if (typeof value === 'boolean') {
    Object.assign(change, { v: value ? 1 : 0, t: BOOLEAN });
  } else {
    const serial = serialOf(value.$d, zone);
    Object.assign(change, { v: serial, t: NUMBER });
    // What makes a number a date is its format, and nothing else.
    if (!isDateFormat(pattern ?? format))
      pattern = isDateFormat(cell.format ?? '') ? cell.format! : dateFormatFor(serial);
  }
  if (pattern !== null) change.s = { n: { pattern } };
  return change;
}

export function cellValueOf(raw: RawCell | null | undefined, format: string, zone: string): CellValue {
  if (!raw) return '';
  const { v, t } = raw;
  const rich = (raw.p as { body?: { dataStream?: string } } | null | undefined)?.body?.dataStream;
  if ((v === undefined || v === null) && rich !== undefined) return rich.replace(/\r\n$/, '');
  if (v === undefined || v === null) return '';
  if (typeof v === 'boolean') return v;
  if (t === BOOLEAN) return Number(v) === 1 || /^true$/i.test(String(v));
  if (typeof v === 'string' && t === NUMBER && v.trim() !== '' && Number.isFinite(Number(v))) return Number(v);
  if (typeof v !== 'number') return String(v);
  if (t === TEXT || t === 4) return String(v);
  return isDateFormat(format) ? { $d: msOfSerial(v, zone) } : v;
}

export function isUsed(raw: RawCell | null | undefined): boolean {
  if (!raw) return false;
  if (raw.f || raw.si || raw.p) return true;
  return raw.v !== undefined && raw.v !== null && raw.v !== '';
}
