// The text that a cell shows: number formats and dates, en_US. Not a full format engine: the formats that typing and the add-on make.
import { MONTHS } from './calendar-names';
import type { CellValue } from './port';
import { wallOf } from './zone-time';

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

function datePart(token: string, wall: ReturnType<typeof wallOf>, afternoonShown: boolean, minutes: boolean): string {
  const hour = afternoonShown ? wall.hour % 12 || 12 : wall.hour;
  switch (token.toLowerCase()) {
    case 'yyyy':
      return pad(wall.year, 4);
    case 'yy':
      return pad(wall.year % 100, 2);
    case 'mmmm':
      return MONTHS[wall.month - 1] ?? '';
    case 'mmm':
      return (MONTHS[wall.month - 1] ?? '').slice(0, 3);
    case 'mm':
      return pad(minutes ? wall.minute : wall.month, 2);
    case 'm':
      return String(minutes ? wall.minute : wall.month);
    case 'dd':
      return pad(wall.day, 2);
    case 'd':
      return String(wall.day);
    case 'hh':
      return pad(hour, 2);
    case 'h':
      return String(hour);
    case 'ss':
      return pad(wall.second, 2);
    case 's':
      return String(wall.second);
    default:
      return wall.hour < 12 ? 'AM' : 'PM';
  }
}

function displayedDate(ms: number, format: string, zone: string): string {
  const wall = wallOf(ms, zone);
  const midnight = wall.hour + wall.minute + wall.second === 0;
  const pattern = /[ymdhs]/i.test(format) ? format : midnight ? 'm/d/yyyy' : 'm/d/yyyy h:mm:ss';
  const afternoonShown = /am\/pm/i.test(pattern);
  let inTime = false;
  return pattern.replace(/am\/pm|y+|m+|d+|h+|s+/gi, (token) => {
    const isMinutes = /^m{1,2}$/i.test(token) && inTime;
    inTime = /^h/i.test(token) || (inTime && isMinutes);
    return datePart(token, wall, afternoonShown, isMinutes);
  });
}

function general(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  if (Math.abs(value) >= 1e15 || Math.abs(value) < 1e-9) {
    return value
      .toExponential(5)
      .replace(/\.?0+e/, 'E')
      .replace('e', 'E')
      .replace(/E([+-])(\d)$/, 'E$10$2');
  }
  return String(Number(value.toPrecision(10)));
}

function displayedNumber(value: number, format: string): string {
  if (format === '' || format === '@' || /^general$/i.test(format) || !/[0#]/.test(format)) return general(value);
  const decimals = /[0#]\.(0+)/.exec(format)?.[1]?.length ?? 0;
  if (/E\+/.test(format))
    return value
      .toExponential(decimals)
      .replace('e', 'E')
      .replace(/E([+-])(\d)$/, 'E$10$2');
  const scaled = Math.abs(format.includes('%') ? value * 100 : value);
  const grouped = format.includes(',');
  const digits = grouped
    ? scaled.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    : scaled.toFixed(decimals);
  const sign = value < 0 ? '-' : '';
  return `${sign}${format.startsWith('$') ? '$' : ''}${digits}${format.includes('%') ? '%' : ''}`;
}

export function displayed(value: CellValue, format: string, zone: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return displayedNumber(value, format);
  return displayedDate(value.$d, format, zone);
}
