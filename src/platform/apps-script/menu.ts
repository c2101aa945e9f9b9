// The add-on's menu and its sidebar window. No decision is taken here.

const TITLE = 'Backfill';

/** Baked in by the build. */
declare const BACKFILL_VERSION: string;

/** Static on purpose: before the add-on is enabled in a document, nothing may be read to build a menu. */
export function buildMenu(): void {
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem(`Open sidebar (${BACKFILL_VERSION})`, 'openSidebar')
    .addItem('Freeze formulas to values', 'freezeFormulas')
    .addToUi();
}

export function showSidebar(): void {
  SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutputFromFile('sidebar').setTitle(TITLE));
}
