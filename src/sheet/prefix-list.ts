// A set of four-byte numbers packed into text: which requests a run was confirmed for. Not the requests themselves.
import { fromBase64, toBase64 } from '../text/bytes';

/** Sorts, drops repeats and writes the gaps as 7-bit groups. 40,000 prefixes take about 152 KB as text. */
export function packPrefixes(prefixes: Iterable<number>): string {
  const sorted = Uint32Array.from(prefixes).sort();
  const bytes = new Uint8Array(sorted.length * 5);
  let length = 0;
  let last = -1;
  for (const prefix of sorted) {
    if (prefix === last) continue;
    let gap = prefix - Math.max(0, last);
    last = prefix;
    while (gap >= 128) {
      bytes[length++] = (gap % 128) | 128;
      gap = Math.floor(gap / 128);
    }
    bytes[length++] = gap;
  }
  return toBase64(bytes, length);
}

export function unpackPrefixes(text: string): Set<number> {
  const prefixes = new Set<number>();
  let prefix = 0;
  let gap = 0;
  let scale = 1;
  for (const byte of fromBase64(text)) {
    gap += (byte % 128) * scale;
    scale *= 128;
    if (byte < 128) {
      prefix += gap;
      prefixes.add(prefix);
      gap = 0;
      scale = 1;
    }
  }
  return prefixes;
}
