// Reads a typed text as a date or time, as a sheet with the en_US locale does. Not numbers, and no other locale.
import { msOf, type Wall, wallOf } from './zone-time';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?';
const TIME = /(?:^|[ ,T]+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\.?)?$/i;
const FULL_MONTHS =
  /^(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?$/i;

export type TypedDate = { ms: number; format: string };

function fullYear(text: string): number {
  if (text.length > 2) return Number(text);
  const short = Number(text);
  return short < 30 ? 2000 + short : 1900 + short;
}

function monthByName(text: string): number {
  return MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1;
}

type Day = { year: number; month: number; day: number; format: string };

function namedMonth(text: string, thisYear: number): Day | null {
  const dayFirst = new RegExp(`^(\\d{1,2})[ -]${MONTH}(?:[ ,-]+(\\d{4}|\\d{2}))?$`, 'i').exec(text);
  if (dayFirst) {
    const [, day = '', month = '', year] = dayFirst;
    return {
      year: year ? fullYear(year) : thisYear,
      month: monthByName(month),
      day: Number(day),
      format: 'd-mmm-yyyy',
    };
  }
  const monthFirst = new RegExp(`^${MONTH} (\\d{1,2})(?:st|nd|rd|th)?(?:,? +(\\d{4}))?$`, 'i').exec(text);
  if (monthFirst) {
    const [, month = '', day = '', year] = monthFirst;
    return { year: year ? Number(year) : thisYear, month: monthByName(month), day: Number(day), format: 'mmm d, yyyy' };
  }
  const monthOnly = new RegExp(`^${MONTH} (\\d{4})$`, 'i').exec(text);
  if (!monthOnly) return null;
  return { year: Number(monthOnly[2]), month: monthByName(monthOnly[1] ?? ''), day: 1, format: 'mmm yyyy' };
}

function dayOf(text: string, thisYear: number): Day | null {
  const iso = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]), format: 'yyyy-mm-dd' };
  const american = /^(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  if (american) {
    const year = american[4] ? fullYear(american[4]) : thisYear;
    return { year, month: Number(american[1]), day: Number(american[3]), format: american[4] ? 'm/d/yyyy' : 'm/d' };
  }
  const word = /[a-z]+/i.exec(text)?.[0] ?? '';
  return FULL_MONTHS.test(word) ? namedMonth(text, thisYear) : null;
}

function exists(wall: Wall): boolean {
  if (wall.month < 1 || wall.month > 12 || wall.day < 1 || wall.hour > 23 || wall.minute > 59 || wall.second > 59)
    return false;
  return wall.day <= new Date(Date.UTC(2000 + (wall.year % 400), wall.month, 0)).getUTCDate();
}

function hourOf(digits: string, half: string | undefined): number {
  const hour = Number(digits);
  if (!half) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** Null where the text is no date. A zone or a `T…Z` makes it text (assumed: Sheets does not parse RFC 3339). */
export function typedDate(text: string, zone: string, nowMs: number): TypedDate | null {
  if (/\dT\d/.test(text)) return null;
  const time = TIME.exec(text);
  const dayText = time ? text.slice(0, time.index).trim() : text;
  const clock = time
    ? { hour: hourOf(time[1] ?? '0', time[4]), minute: Number(time[2]), second: Number(time[3] ?? 0) }
    : { hour: 0, minute: 0, second: 0 };
  if (dayText === '' && time) {
    // A time alone is a moment on day zero of the sheet's calendar.
    const wall = { year: 1899, month: 12, day: 30, ...clock };
    return exists(wall) ? { ms: msOf(wall, zone), format: 'h:mm:ss am/pm' } : null;
  }
  const day = dayOf(dayText, wallOf(nowMs, zone).year);
  if (!day) return null;
  const wall = { year: day.year, month: day.month, day: day.day, ...clock };
  if (!exists(wall)) return null;
  return { ms: msOf(wall, zone), format: time ? `${day.format} h:mm:ss` : day.format };
}
