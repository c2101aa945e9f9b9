// Which records of runs still say something. Those of a run that has ended are gone, or empty with a header that says since when.

export function openRecords(properties: Iterable<[string, string]>): string[] {
  return [...properties].flatMap(([key, value]) =>
    key.startsWith('bf.job.') && value !== '' && !/^\{"v":0,"freeMs":\d+\}$/.test(value) ? [key] : [],
  );
}
