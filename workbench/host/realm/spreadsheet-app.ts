// SpreadsheetApp and its user interface (menus, sidebar, alert) inside the realm. Not the page that shows them.
import { ask, Exception } from './bridge';
import { DataValidationBuilder } from './data-validation';
import { enumOf } from './google-enum';
import type { HtmlOutput } from './html-service';
import { DeveloperMetadataLocationType, DeveloperMetadataVisibility } from './metadata';
import { ProtectionType } from './protection';
import { CopyPasteType } from './range';
import { refuseUnknown, service } from './refuse-unknown';
import { activeSpreadsheet, needSpreadsheet } from './spreadsheet';

type Item = { label: string; fn: string } | { label: string; items: Item[] } | 'separator';
const Button = enumOf('CLOSE', 'OK', 'CANCEL', 'YES', 'NO');
const ButtonSet = enumOf('OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL');

class Menu {
  private readonly items: Item[] = [];
  constructor(private readonly title: string) {}
  addItem(label: string, fn: string): this {
    this.items.push({ label, fn });
    return this;
  }
  addSeparator(): this {
    this.items.push('separator');
    return this;
  }
  addSubMenu(menu: Menu): this {
    this.items.push({ label: menu.title, items: menu.items });
    return this;
  }
  addToUi(): void {
    ask('Menu.addToUi', { title: this.title, items: this.items });
  }
}
refuseUnknown(Menu, 'Menu');

function showDialog(page: HtmlOutput, title: string, modal: boolean): void {
  ask('Ui.showDialog', { title, html: page.getContent(), width: page.getWidth(), height: page.getHeight(), modal });
}

class Ui {
  readonly Button = Button;
  readonly ButtonSet = ButtonSet;
  createMenu(title: string): Menu {
    return new Menu(title);
  }
  createAddonMenu(): Menu {
    return new Menu('Extensions');
  }
  showSidebar(page: HtmlOutput): void {
    ask('Ui.showSidebar', { title: page.getTitle(), html: page.getContent() });
  }
  showModalDialog(page: HtmlOutput, title: string): void {
    showDialog(page, title, true);
  }
  showModelessDialog(page: HtmlOutput, title: string): void {
    showDialog(page, title, false);
  }
  /** `(prompt)`, `(prompt, buttons)`, `(title, prompt, buttons)`. */
  alert(...args: unknown[]) {
    const texts = args.filter((arg) => typeof arg === 'string');
    const set = args.find((arg) => Object.values(ButtonSet).includes(arg as never)) ?? ButtonSet.OK;
    const buttons = String(set).split('_');
    const answer = ask('Ui.alert', { message: texts.join(': '), buttons }) as keyof typeof Button;
    return Button[answer];
  }
}
refuseUnknown(Ui, 'Ui');

function openById(): never {
  ask('SpreadsheetApp.openById');
  throw new Exception('not supported by the local host: SpreadsheetApp.openById');
}

export const SpreadsheetApp = service('SpreadsheetApp', {
  DeveloperMetadataVisibility,
  DeveloperMetadataLocationType,
  ProtectionType,
  CopyPasteType,
  getActiveSpreadsheet: activeSpreadsheet,
  getActive: activeSpreadsheet,
  getActiveSheet: () => needSpreadsheet().getActiveSheet(),
  getActiveRange: () => needSpreadsheet().getActiveRange(),
  setActiveSheet: (sheet: Parameters<ReturnType<typeof needSpreadsheet>['setActiveSheet']>[0]) =>
    needSpreadsheet().setActiveSheet(sheet),
  flush: () => ask('SpreadsheetApp.flush'),
  newDataValidation: () => new DataValidationBuilder(),
  openById,
  openByUrl: openById,
  getUi: () => {
    ask('SpreadsheetApp.getUi');
    return new Ui();
  },
});
