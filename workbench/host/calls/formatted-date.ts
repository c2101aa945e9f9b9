// Utilities.formatDate: the letters of Java's SimpleDateFormat that scripts use, in English. Not the display of cells.
import { GoogleError } from '../google-error';
import { DAYS, MONTHS } from '../grid/calendar-names';
import { offsetMs, wallOf } from '../grid/zone-time';

function offsetText(ms: number, zone: string, separator: string): string {
  const minutes = Math.round(offsetMs(ms, zone) / 60_000);
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${separator}${two(size % 60)}`;
}

function zoneText(letters: string, ms: number, zone: string): string {
  if (letters[0] === 'Z') return offsetText(ms, zone, '');
  if (letters[0] === 'z') return offsetMs(ms, zone) === 0 ? 'GMT' : `GMT${offsetText(ms, zone, ':')}`;
  if (offsetMs(ms, zone) === 0) return 'Z';
  const full = offsetText(ms, zone, letters.length > 2 ? ':' : '');
  return letters.length === 1 ? full.slice(0, 3) : full;
}

function fieldText(letters: string, ms: number, zone: string): string {
  const wall = wallOf(ms, zone);
  const weekDay = new Date(Date.UTC(wall.year, wall.month - 1, wall.day)).getUTCDay();
  const number = (value: number) => String(value).padStart(letters.length, '0');
  switch (letters[0]) {
    case 'y':
      return letters.length === 2 ? String(wall.year % 100).padStart(2, '0') : number(wall.year);
    case 'M': {
      if (letters.length < 3) return number(wall.month);
      const name = MONTHS[wall.month - 1] ?? '';
      return letters.length === 3 ? name.slice(0, 3) : name;
    }
    case 'd':
      return number(wall.day);
    case 'E':
      return letters.length < 4 ? (DAYS[weekDay] ?? '').slice(0, 3) : (DAYS[weekDay] ?? '');
    case 'u':
      return number(weekDay || 7);
    case 'H':
      return number(wall.hour);
    case 'k':
      return number(wall.hour || 24);
    case 'h':
      return number(wall.hour % 12 || 12);
    case 'K':
      return number(wall.hour % 12);
    case 'm':
      return number(wall.minute);
    case 's':
      return number(wall.second);
    case 'S':
      return number(((ms % 1000) + 1000) % 1000);
    case 'a':
      return wall.hour < 12 ? 'AM' : 'PM';
    case 'z':
    case 'Z':
    case 'X':
      return zoneText(letters, ms, zone);
    default:
      throw new GoogleError(`Illegal pattern character '${letters[0]}'`);
  }
}

export function formattedDate(ms: number, zone: string, format: string): string {
  return format.replace(
    /''|'((?:[^']|'')*)'|([a-zA-Z])\2*/g,
    (match, quoted: string | undefined, letter: string | undefined) => {
      if (match === "''") return "'";
      return letter === undefined ? (quoted ?? '').replaceAll("''", "'") : fieldText(match, ms, zone);
    },
  );
}
