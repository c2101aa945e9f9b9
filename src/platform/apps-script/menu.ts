// The add-on's menu and its sidebar window. No decision is taken here.

const TITLE = 'Backfill';

/** Baked in by the build. */
declare const BACKFILL_VERSION: string;
/** A function of SelfCheck.js, a file of its own that is not pushed everywhere. */
declare const checkGoogle: unknown;

/** Static on purpose: before the add-on is enabled in a document, nothing may be read to build a menu. */
export function buildMenu(): void {
  const menu = SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem(`Open sidebar (${BACKFILL_VERSION})`, 'openSidebar')
    .addItem('Freeze formulas to values', 'freezeFormulas');
  if (typeof checkGoogle === 'function') menu.addItem('Check this Google account', 'checkGoogle');
  menu.addToUi();
}

export function showSidebar(): void {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle(TITLE));
}
