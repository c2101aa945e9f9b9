// Utilities, Logger and console inside the realm. No zip, no gzip.
import { ask, Exception } from './bridge';
import { blobOf, bytesOf, fromBase64, toBase64 } from './bytes';
import { enumOf, type GoogleEnum } from './google-enum';
import { service } from './refuse-unknown';

type Data = string | number[];

function toBytes(data: Data): number[] {
  return typeof data === 'string' ? bytesOf(data) : data;
}

function webSafe(base64: string): string {
  return base64.replace(/\+/g, '-').replace(/\//g, '_');
}

function hmac(algorithm: string, value: Data, key: Data): number[] {
  return fromBase64(
    ask('Utilities.digest', { algorithm, base64: toBase64(toBytes(value)), key: toBase64(toBytes(key)) }),
  );
}

function formatDate(date: Date, zone: string, format: string): string {
  if (!(date instanceof Date))
    throw new Exception("The parameters don't match the method signature for Utilities.formatDate.");
  return ask('Utilities.formatDate', { ms: date.getTime(), zone, format });
}

export const Utilities = service('Utilities', {
  DigestAlgorithm: enumOf('MD2', 'MD5', 'SHA_1', 'SHA_256', 'SHA_384', 'SHA_512'),
  Charset: enumOf('US_ASCII', 'UTF_8'),
  sleep: (ms: number) => ask('Utilities.sleep', { ms }),
  getUuid: () => ask('Utilities.getUuid'),
  formatDate,
  formatString: (format: string, ...args: unknown[]) => format.replace(/%s|%d/g, () => String(args.shift())),
  computeDigest: (algorithm: GoogleEnum, value: Data, _charset?: GoogleEnum) =>
    fromBase64(ask('Utilities.digest', { algorithm: algorithm.name(), base64: toBase64(toBytes(value)) })),
  computeHmacSha256Signature: (value: Data, key: Data, _charset?: GoogleEnum) => hmac('SHA_256', value, key),
  base64Encode: (data: Data, _charset?: GoogleEnum) => toBase64(toBytes(data)),
  base64EncodeWebSafe: (data: Data, _charset?: GoogleEnum) => webSafe(toBase64(toBytes(data))),
  base64Decode: (text: string, _charset?: GoogleEnum) => fromBase64(text),
  base64DecodeWebSafe: (text: string, _charset?: GoogleEnum) => fromBase64(text),
  newBlob: (data: Data, type?: string, name?: string) => blobOf(data, type ?? null, name ?? null),
  parseCsv: (text: string, delimiter = ',') => ask('Utilities.parseCsv', { text, delimiter }),
});

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

function log(...values: unknown[]): void {
  ask('log', { text: values.map(shown).join(' ') });
}

export const Logger = service('Logger', {
  log: (...values: unknown[]) => {
    const [format, ...rest] = values;
    log(typeof format === 'string' ? format.replace(/%s/g, () => shown(rest.shift())) : shown(format));
    return Logger;
  },
  getLog: () => '',
  clear: () => undefined,
}) as { log(...values: unknown[]): unknown };

export const console = service('console', {
  log,
  info: log,
  warn: log,
  error: log,
  debug: log,
  time: (_label?: string) => undefined,
  timeEnd: (_label?: string) => undefined,
});
