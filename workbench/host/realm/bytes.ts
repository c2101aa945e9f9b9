// Bytes as Apps Script has them (signed, -128 to 127), texts and base64, and Blob. Not files.
import { Exception } from './bridge';
import { refuseUnknown } from './refuse-unknown';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** UTF-8 by hand: the realm, like Apps Script, has no TextEncoder. */
export function bytesOf(text: string): number[] {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes.map((byte) => (byte << 24) >> 24);
}

export function textOf(signed: number[]): string {
  let encoded = '';
  for (const byte of signed) encoded += `%${(byte & 255).toString(16).padStart(2, '0')}`;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return signed.map((byte) => String.fromCharCode(byte & 255)).join('');
  }
}

export function toBase64(signed: number[]): string {
  let text = '';
  for (let at = 0; at < signed.length; at += 3) {
    const [a = 0, b = 0, c = 0] = signed.slice(at, at + 3).map((byte) => byte & 255);
    const bits = (a << 16) | (b << 8) | c;
    const left = signed.length - at;
    text += LETTERS[bits >> 18] ?? '';
    text += LETTERS[(bits >> 12) & 63] ?? '';
    text += left > 1 ? LETTERS[(bits >> 6) & 63] : '=';
    text += left > 2 ? LETTERS[bits & 63] : '=';
  }
  return text;
}

export function fromBase64(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let have = 0;
  for (const letter of text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '')) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new Exception('Could not decode string.');
    bits = ((bits << 6) | value) & 0xffffff;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    bytes.push((((bits >> have) & 255) << 24) >> 24);
  }
  return bytes;
}

export class Blob {
  constructor(
    private bytes: number[],
    private type: string | null,
    private label: string | null,
  ) {}
  getBytes(): number[] {
    return [...this.bytes];
  }
  getDataAsString(_charset?: string): string {
    return textOf(this.bytes);
  }
  getContentType(): string | null {
    return this.type;
  }
  setContentType(type: string | null): this {
    this.type = type;
    return this;
  }
  getName(): string | null {
    return this.label;
  }
  setName(label: string): this {
    this.label = label;
    return this;
  }
}
refuseUnknown(Blob, 'Blob');

export function blobOf(data: string | number[], type: string | null = null, name: string | null = null): Blob {
  return new Blob(
    typeof data === 'string' ? bytesOf(data) : [...data],
    type ?? (typeof data === 'string' ? 'text/plain' : null),
    name,
  );
}
