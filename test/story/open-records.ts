// Which records of runs still say something. Those of a run that has ended are gone, or empty with a header that says since when.

/** Emptied are only the first four places. */
function isEmptied(key: string, value: string): boolean {
  return /^bf\.job\.[0-3]$/.test(key)
    ? /^\{"v":0,"freeMs":\d+\}$/.test(value)
    : /^bf\.job\.[0-3]\./.test(key) && value === '';
}

export function openRecords(properties: Iterable<[string, string]>): string[] {
  return [...properties].flatMap(([key, value]) => (key.startsWith('bf.job.') && !isEmptied(key, value) ? [key] : []));
}
