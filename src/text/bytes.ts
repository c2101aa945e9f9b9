// Text to bytes and bytes to text that fits a property or a cell. Apps Script's V8 has neither TextEncoder nor btoa.

export const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Six bits by the letter's code, since there are hundreds of thousands to look up. */
export const SIX_BITS = new Uint8Array(128);
for (let i = 0; i < 64; i++) SIX_BITS[ALPHABET.charCodeAt(i)] = i;

/**
 * UTF-8. A lone surrogate becomes U+FFFD, as an encoder would.
 * @param room taken, if it is enough, rather than new memory: whoever gives it has done with what was there
 */
export function utf8(text: string, room?: Uint8Array): Uint8Array {
  const bytes = room && text.length * 3 <= room.length ? room : new Uint8Array(text.length * 3);
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code >= 0xd800 && code <= 0xdfff) {
      const low = text.charCodeAt(i + 1);
      const pair = code < 0xdc00 && low >= 0xdc00 && low <= 0xdfff;
      code = pair ? 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00) : 0xfffd;
      if (pair) i++;
    }
    if (code < 0x80) bytes[length++] = code;
    else {
      if (code < 0x800) bytes[length++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[length++] = 0xe0 | (code >> 12);
        else {
          bytes[length++] = 0xf0 | (code >> 18);
          bytes[length++] = 0x80 | ((code >> 12) & 63);
        }
        bytes[length++] = 0x80 | ((code >> 6) & 63);
      }
      bytes[length++] = 0x80 | (code & 63);
    }
  }
  return bytes.subarray(0, length);
}

/** How many bytes `utf8` makes of the text, which is what Google's property limits count. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const low = code >= 0xd800 && code <= 0xdbff ? text.charCodeAt(i + 1) : 0;
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (low >= 0xdc00 && low <= 0xdfff) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/** Base64 of the first `length` bytes, with the URL alphabet and no padding: four letters for three bytes, safe in a cell and in JSON. */
export function toBase64(bytes: Uint8Array, length = bytes.length): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    held = (held << 8) | bytes[i]!;
    for (bits += 8; bits >= 6; bits -= 6) text += ALPHABET[(held >> (bits - 6)) & 63]!;
  }
  return bits === 0 ? text : text + ALPHABET[(held << (6 - bits)) & 63]!;
}

export function fromBase64(text: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    held = (held << 6) | SIX_BITS[text.charCodeAt(i)]!;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length++] = held >> bits;
  }
  return bytes;
}
