// Wall time in a named zone to epoch milliseconds and back. Not the formatting of dates.

export type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

const formats = new Map<string, Intl.DateTimeFormat>();

function isUtc(zone: string): boolean {
  return zone === 'Etc/UTC' || zone === 'UTC' || zone === 'GMT' || zone === 'Etc/GMT';
}

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    const two = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    formats.set(zone, format);
  }
  return format;
}

function utcMs(wall: Wall): number {
  const date = new Date(0);
  date.setUTCFullYear(wall.year, wall.month - 1, wall.day);
  date.setUTCHours(wall.hour, wall.minute, wall.second, 0);
  return date.getTime();
}

export function utcWallOf(ms: number): Wall {
  const date = new Date(ms);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
}

export function wallOf(ms: number, zone: string): Wall {
  if (isUtc(zone)) return utcWallOf(ms);
  const wall: Wall = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
  for (const part of formatFor(zone).formatToParts(ms)) {
    if (part.type in wall) wall[part.type as keyof Wall] = Number(part.value);
  }
  return wall;
}

/** How far the zone is ahead of UTC at that moment. */
export function offsetMs(ms: number, zone: string): number {
  if (isUtc(zone)) return 0;
  return utcMs(wallOf(ms, zone)) - Math.floor(ms / 1000) * 1000;
}

/** A wall time that the zone skips (spring forward) lands one hour later, as in Java's calendar. */
export function msOf(wall: Wall, zone: string): number {
  const asUtc = utcMs(wall);
  const guess = asUtc - offsetMs(asUtc, zone);
  const again = asUtc - offsetMs(guess, zone);
  return again;
}
