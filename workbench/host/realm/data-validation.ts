// Data validation inside the realm, as far as lists of accepted texts go. Not the checking, which the grid does.
import { ask, Exception } from './bridge';
import { refuseUnknown } from './refuse-unknown';

export class DataValidation {
  constructor(readonly allowed: string[]) {}
}
refuseUnknown(DataValidation, 'DataValidation');

export class DataValidationBuilder {
  private allowed: string[] | null = null;
  private rejects = false;
  requireValueInList(values: unknown[], _showDropdown = true): this {
    this.allowed = values.map(String);
    return this;
  }
  setAllowInvalid(allowed: boolean): this {
    this.rejects = !allowed;
    return this;
  }
  build(): DataValidation {
    if (!this.allowed || !this.rejects)
      throw new Exception('not supported by the local host: a data validation that is no list, or rejects nothing');
    return new DataValidation(this.allowed);
  }
}
refuseUnknown(DataValidationBuilder, 'DataValidationBuilder');

export function setDataValidation(area: object, rule: DataValidation | null): void {
  ask('Range.setDataValidation', { area, allowed: rule ? rule.allowed : null });
}
