// Every name of SelfCheck.js that Google may call: the menu item, the page's calls, the trigger, the formula. Not part of Code.js.
import { begin, nextSlice } from './course';
import { ALARM_KEY, alarmSees, formulaSees, hold, look, removeAlarm } from './elsewhere';
import { PAGE } from './page';
import { tabFor } from './report';

/** A formula has no identity: typed into a cell, none of these does anything. */
function needPerson(): void {
  let user = '';
  try {
    user = Session.getEffectiveUser().getEmail();
  } catch {
    // No identity: the same as an empty one.
  }
  if (user === '') throw new Error('This cannot be used as a formula. Open it from the Extensions menu.');
}

/** The menu item: begins anew and opens the page. */
export function checkGoogle(): void {
  needPerson();
  begin();
  const page = HtmlService.createHtmlOutput(PAGE).setTitle('Check this Google account');
  SpreadsheetApp.getUi().showSidebar(page);
}

/**
 * One slice, for the page.
 * @param {string} json What the page saw since the last one, or null.
 */
export function checkGoogleNext(json: string): string {
  needPerson();
  return JSON.stringify(nextSlice(JSON.parse(String(json ?? 'null'))));
}

/**
 * Two of these run at once.
 * @param {string} part hold or look.
 */
export function checkGoogleBeside(part: string): string {
  needPerson();
  const aside = tabFor('aside');
  return JSON.stringify(part === 'hold' ? hold(aside) : look(aside));
}

/**
 * Ends as it is told to, so that the page can say what arrives.
 * @param {string} kind How.
 */
export function checkGoogleThrow(kind: string): unknown {
  needPerson();
  if (kind === 'Error') throw new Error('no luck');
  if (kind === 'TypeError') throw new TypeError('no such thing');
  if (kind === 'Date') return new Date(0);
  return kind === 'undefined' ? [undefined, null, { a: 1 }] : 'nothing';
}

/**
 * The one-off trigger.
 * @param {object} event Google's event.
 */
export function checkGoogleAlarm(event: unknown): void {
  const seen = alarmSees(event);
  PropertiesService.getUserProperties().setProperty(ALARM_KEY, JSON.stringify(seen));
  removeAlarm();
}

/**
 * The formula in the scratch tab.
 * @param {string} cell One cell.
 * @param {object} range A range.
 * @param {object} date A cell with a date.
 * @param {string} blank An empty cell.
 */
export function checkGoogleFormula(cell: unknown, range: unknown, date: unknown, blank: unknown): string {
  return formulaSees([cell, range, date, blank]);
}
