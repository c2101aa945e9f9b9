// Puts Google's globals into the realm and answers how a function of the script is called there. Run once per execution, before the bundle.
import { ask, connect, Exception, RealDate, revived } from './bridge';
import { HtmlService } from './html-service';
import { AuthMode, ScriptApp, Session } from './script-app';
import { needSpreadsheet } from './spreadsheet';
import { SpreadsheetApp } from './spreadsheet-app';
import { CacheService, LockService, PropertiesService } from './stores';
import { UrlFetchApp } from './url-fetch-app';
import { User } from './user';
import { console, Logger, Utilities } from './utilities';

export type Invocation = {
  fn: string;
  args: unknown[];
  seed: number;
  returns: 'json' | 'cells' | 'whatever';
  event: EventData | null;
};
type EventData = { authMode: keyof typeof AuthMode; user: string; [key: string]: unknown };
export type Outcome = { value?: unknown; error?: string; stack?: string };

/** `new Date()` and `Date.now()` follow the host's clock; everything else about dates is the realm's own. */
function followClock(): void {
  const now = () => ask('now') as number;
  function VirtualDate(this: unknown, ...args: unknown[]): unknown {
    if (!new.target) return new RealDate(now()).toString();
    return Reflect.construct(RealDate, args.length === 0 ? [now()] : args, new.target);
  }
  Object.defineProperty(VirtualDate, 'name', { value: 'Date' });
  Object.defineProperty(VirtualDate, 'length', { value: 7 });
  for (const key of ['UTC', 'parse'] as const) Object.defineProperty(VirtualDate, key, { value: RealDate[key] });
  Object.defineProperty(VirtualDate, 'now', { value: now });
  VirtualDate.prototype = RealDate.prototype;
  Object.defineProperty(RealDate.prototype, 'constructor', { value: VirtualDate });
  Object.defineProperty(globalThis, 'Date', { value: VirtualDate, writable: true, configurable: true });
}

function seedChance(seed: number): void {
  let state = seed >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const UNSUPPORTED = 'The script completed but the returned value is not a supported return type.';

/** What google.script.run may carry: primitives, null, plain objects and arrays of them (apps-script/guides/html/communication). */
function checkReturn(value: unknown, above: unknown[]): void {
  const type = typeof value;
  if (type === 'function' || type === 'symbol' || type === 'bigint') throw new Exception(UNSUPPORTED);
  if (type !== 'object' || value === null) return;
  if (value instanceof RealDate || above.includes(value)) throw new Exception(UNSUPPORTED);
  const proto = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && proto !== Object.prototype && proto !== null) throw new Exception(UNSUPPORTED);
  for (const part of Object.values(value as object)) checkReturn(part, [...above, value]);
}

function cellsOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cellsOut);
  if (value instanceof RealDate) return { $d: value.getTime() };
  if (value === null || value === undefined) return '';
  return typeof value === 'object' || typeof value === 'function' ? String(value) : value;
}

function eventOf(data: EventData): object {
  const { authMode, user, ...rest } = data;
  const event = { ...rest, authMode: AuthMode[authMode], user: new User(user) };
  if (authMode === 'NONE') return event;
  return Object.defineProperty(event, 'source', { get: () => needSpreadsheet(), enumerable: true });
}

function described(error: unknown): string {
  if (!(error instanceof Error)) return `Error: ${String(error)}`;
  return error.name === 'Error' || error.name === 'Exception' ? error.message : `${error.name}: ${error.message}`;
}

/** Google drops what a menu item or a trigger returns; tests like to see it where it is JSON. */
function jsonOf(value: unknown, lenient: boolean): string {
  try {
    return JSON.stringify({ value });
  } catch (error) {
    if (lenient) return '{}';
    throw error;
  }
}

function invoke(json: string): string {
  const { fn, args, returns, event }: Invocation = JSON.parse(json);
  try {
    const target = (globalThis as Record<string, unknown>)[fn];
    if (typeof target !== 'function') throw new Exception(`Script function not found: ${fn}`);
    const given = event ? [eventOf(event)] : revived(args);
    const value = target(...given);
    if (value === undefined) return '{}';
    if (returns === 'cells') return JSON.stringify({ value: cellsOut(value) });
    if (returns === 'json') checkReturn(value, []);
    return jsonOf(value, returns === 'whatever');
  } catch (error) {
    return JSON.stringify({ error: described(error), stack: error instanceof Error ? error.stack : undefined });
  }
}

const GLOBALS = {
  CacheService,
  console,
  HtmlService,
  LockService,
  Logger,
  PropertiesService,
  ScriptApp,
  Session,
  SpreadsheetApp,
  UrlFetchApp,
  Utilities,
};

export function install(
  outside: (op: string, json: string) => string,
  seed: number,
  watch?: (isOut: boolean) => void,
): (json: string) => string {
  connect(outside, watch);
  followClock();
  seedChance(seed);
  for (const [name, value] of Object.entries(GLOBALS)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  return invoke;
}
