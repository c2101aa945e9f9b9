// The small services that never count: Session, Utilities, HtmlService, the UI, logging, time and chance.
import { createHash, createHmac } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { GoogleError } from '../google-error';
import { charge, type Running } from '../running';
import { type Dialog, type Menu, nextNumber, ownerOf } from '../world';
import { type CallTable, free } from './call-kind';
import { formattedDate } from './formatted-date';

const LONGEST_SLEEP_MS = 300_000;
const DIGESTS: Record<string, string> = {
  MD5: 'md5',
  SHA_1: 'sha1',
  SHA_256: 'sha256',
  SHA_384: 'sha384',
  SHA_512: 'sha512',
};

function sleep(running: Running, { ms }: { ms: number }): void {
  if (ms > LONGEST_SLEEP_MS || ms < 0)
    throw new GoogleError(`Invalid argument: Utilities.sleep(${ms}): at most ${LONGEST_SLEEP_MS} ms`);
  charge(running, ms, 'pass');
}

/** The realm hands bytes over as base64 and takes them back so. */
function digest(
  _running: Running,
  { algorithm, base64, key }: { algorithm: string; base64: string; key?: string },
): string {
  const name = DIGESTS[algorithm];
  if (!name) throw new GoogleError(`Invalid argument: ${algorithm}`);
  const bytes = Buffer.from(base64, 'base64');
  if (key === undefined) return createHash(name).update(bytes).digest('base64');
  return createHmac(name, Buffer.from(key, 'base64')).update(bytes).digest('base64');
}

function uuid(running: Running): string {
  const { world } = running;
  const seed = `${world.seed}/${nextNumber(world, 'uuids')}`;
  const hex = createHash('sha256').update(seed).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function htmlFile(running: Running, { name }: { name: string }): string {
  const files = running.world.options.html ?? {};
  const html = files[name] ?? files[`${name}.html`];
  if (html === undefined) throw new GoogleError(`No HTML file named ${name} was found.`);
  return html;
}

/** developers.google.com/apps-script/guides/triggers: a trigger or a formula has no user interface to talk to. */
function openUi(running: Running): void {
  if (running.as !== 'trigger' && running.as !== 'formula') return;
  throw new GoogleError('Cannot call SpreadsheetApp.getUi() from this context.');
}

function setMenu(running: Running, menu: Omit<Menu, 'user'>): void {
  const { world, user } = running;
  world.menus = world.menus.filter((one) => one.title !== menu.title || one.user !== user);
  world.menus.push({ ...menu, user });
}

/** An answer that the box does not offer is that of a person who closes it. */
function alert({ world, user }: Running, { message, buttons }: { message: string; buttons: string[] }): string {
  world.alerts.push({ message, buttons, user });
  return buttons.includes(world.alertAnswer) ? world.alertAnswer : 'CLOSE';
}

export const PLAIN_CALLS: CallTable = {
  now: free('nothing', (running: Running) => Math.floor(running.time.now() + running.world.switches.clockOffMs)),
  log: free('nothing', (running: Running, { text }: { text: string }) => {
    running.logs.push(text);
  }),
  'Session.getEffectiveUser': free('identity', ({ user }: Running) => user),
  'Session.getActiveUser': free('identity', ({ user }: Running) => user),
  'Session.getTemporaryActiveUserKey': free('identity', ({ user, world }: Running) =>
    createHash('sha256').update(`${world.seed}/${user}`).digest('base64url'),
  ),
  'Session.getScriptTimeZone': free('nothing', ({ world }: Running) => world.zone),
  'Session.getActiveUserLocale': free('nothing', () => 'en'),
  'Utilities.sleep': free('nothing', sleep),
  'Utilities.digest': free('nothing', digest),
  'Utilities.getUuid': free('nothing', uuid),
  'Utilities.formatDate': free('nothing', (_running: Running, args: { ms: number; zone: string; format: string }) =>
    formattedDate(args.ms, args.zone, args.format),
  ),
  'Utilities.parseCsv': free('nothing', (_running: Running, { text, delimiter }: { text: string; delimiter: string }) =>
    parse(text, { delimiter, relax_column_count: true }),
  ),
  'HtmlService.file': free('nothing', htmlFile),
  'SpreadsheetApp.getUi': free('menu', openUi),
  'Menu.addToUi': free('menu', setMenu),
  'Ui.showSidebar': free('ui', (running: Running, { title, html }: { title: string; html: string }) => {
    running.world.sidebar = { title, html, user: running.user };
  }),
  'Ui.showDialog': free('ui', (running: Running, dialog: Omit<Dialog, 'user'>) => {
    running.world.dialog = { ...dialog, user: running.user };
  }),
  'Ui.alert': free('ui', alert),
  'Spreadsheet.owner': free('read sheet', ({ world }: Running) => ownerOf(world)),
};
