// Protection of a range or a sheet inside the realm. Not the refusing of writes.
import type { Area } from './area';
import { ask } from './bridge';
import { enumOf } from './google-enum';
import { refuseUnknown } from './refuse-unknown';
import type { Sheet } from './sheet';
import { User } from './user';

export const ProtectionType = enumOf('RANGE', 'SHEET');

type Entry = {
  id: number;
  area: Area;
  wholeTab: boolean;
  description: string;
  editors: string[];
  warningOnly: boolean;
};
type Person = string | User;

function emailOf(person: Person): string {
  return typeof person === 'string' ? person : person.getEmail();
}

export class Protection {
  constructor(
    private entry: Entry,
    private readonly sheet: Sheet,
  ) {}
  private change(change: Partial<Entry>): this {
    ask('Protection.change', { id: this.entry.id, ...change });
    this.entry = { ...this.entry, ...change };
    return this;
  }
  private without(people: Person[]): this {
    const emails = people.map(emailOf);
    const owner = ask('Spreadsheet.getOwner');
    return this.change({ editors: this.entry.editors.filter((one) => !emails.includes(one) || one === owner) });
  }
  getRange() {
    const { row, column, rows, columns } = this.entry.area;
    return this.sheet.getRange(row, column, rows, columns);
  }
  getProtectionType() {
    return ProtectionType[this.entry.wholeTab ? 'SHEET' : 'RANGE'];
  }
  getDescription(): string {
    return this.entry.description;
  }
  setDescription(description: string): this {
    return this.change({ description });
  }
  isWarningOnly(): boolean {
    return this.entry.warningOnly;
  }
  setWarningOnly(warningOnly: boolean): this {
    return this.change({ warningOnly });
  }
  getEditors(): User[] {
    return this.entry.editors.map((email) => new User(email));
  }
  addEditor(person: Person): this {
    return this.change({ editors: [...new Set([...this.entry.editors, emailOf(person)])] });
  }
  addEditors(emails: string[]): this {
    return this.change({ editors: [...new Set([...this.entry.editors, ...emails])] });
  }
  removeEditor(person: Person): this {
    return this.without([person]);
  }
  removeEditors(people: Person[]): this {
    return this.without(people);
  }
  canDomainEdit(): boolean {
    return false;
  }
  setDomainEdit(_editable: boolean): this {
    return this;
  }
  remove(): void {
    ask('Protection.remove', { id: this.entry.id });
  }
}
refuseUnknown(Protection, 'Protection');
