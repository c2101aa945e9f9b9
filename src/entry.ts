// Every name that Google may call, and nothing else: each becomes a top-level function of Code.js, callable from the sidebar, the
// menu, a trigger, and (unless it refuses) from a cell.
import { platformOfPerson } from './addon';
import { ALARM_MS } from './engine/time-budget';
import { advance } from './job/advance';
import { buildMenu, showSidebar } from './platform/apps-script/menu';
import { answerCall } from './sidebar-api';

/**
 * Builds the menu. Runs in every authorisation mode, so it reads nothing.
 * @param {object} event Google's event.
 */
export function onOpen(event: unknown): void {
  void event;
  buildMenu();
}

/**
 * Runs once when the add-on is installed from inside a document.
 * @param {object} event Google's event.
 */
export function onInstall(event: unknown): void {
  onOpen(event);
}

/** Opens the sidebar. */
export function openSidebar(): void {
  platformOfPerson();
  showSidebar();
}

/**
 * The sidebar's one way in.
 * @param {string} name The call.
 * @param {string} json Its arguments as JSON text.
 * @return {string} `{"ok":true,"value":…}` or `{"ok":false,"error":{…}}` as JSON text.
 */
export function rpc(name: string, json: string): string {
  return answerCall(platformOfPerson, String(name), String(json ?? ''));
}

/**
 * The recurring trigger: moves this person's open runs on.
 * @param {object} event Google's event.
 */
export function alarm(event: unknown): void {
  void event;
  advance(platformOfPerson(), ALARM_MS);
}
