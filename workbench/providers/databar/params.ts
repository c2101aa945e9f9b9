// Are one row's params what the enrichment asks for? Words and rules as a Django REST server would give them. Says nothing about the body around them.

import type { CatalogueEntry, CatalogueParam } from './catalogue';
import { holds } from './magic';
import type { Params } from './state';
import type { DatabarSwitches } from './switches';

/** Messages by parameter; empty when the row is fine. */
export type RowErrors = Record<string, string[]>;

export function rowErrors(
  entry: Pick<CatalogueEntry, 'params' | 'anyOf'>,
  params: Params,
  switches: DatabarSwitches,
): RowErrors {
  const errors: RowErrors = {};
  for (const param of entry.params) {
    const message = paramError(param, params, switches);
    if (message !== null) errors[param.name] = [message];
  }
  if (entry.anyOf && !entry.anyOf.some((name) => !isBlank(params[name]))) {
    errors.non_field_errors = [`One of ${entry.anyOf.join(', ')} is required.`];
  }
  if (switches.unknownParams === 'refused') {
    const known = new Set(entry.params.map((param) => param.name));
    for (const name of Object.keys(params)) {
      if (!known.has(name)) errors[name] = ['Unknown parameter.'];
    }
  }
  return errors;
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function paramError(param: CatalogueParam, params: Params, switches: DatabarSwitches): string | null {
  const value = params[param.name];
  if (value === undefined) return param.is_required ? 'This field is required.' : null;
  if (value === null) return param.is_required ? 'This field may not be null.' : null;
  if (value === '') {
    return param.is_required || switches.emptyOptional === 'refused' ? 'This field may not be blank.' : null;
  }
  if (typeof value === 'string' && holds(value, 'invalid')) return 'Enter a valid value.';
  const message = CHECKS[param.type_field](value, param, switches);
  if (message === null && param.least !== undefined && Number(value) < param.least) {
    return `Ensure this value is greater than or equal to ${param.least}.`;
  }
  return message;
}

type Check = (value: unknown, param: CatalogueParam, switches: DatabarSwitches) => string | null;

const CHECKS: Record<CatalogueParam['type_field'], Check> = {
  text: textError,
  textarea: textError,
  number: (value, _param, switches) => {
    if (typeof value === 'number') return null;
    return coercible(value, /^\s*-?\d+(\.\d+)?\s*$/, switches) ? null : 'A valid number is required.';
  },
  integer: (value, _param, switches) => {
    if (Number.isInteger(value)) return null;
    return coercible(value, /^\s*-?\d+\s*$/, switches) ? null : 'A valid integer is required.';
  },
  bool: boolError,
  boolean: boolError,
  select: (value, param) => (isChoice(param, value) ? null : `"${String(value)}" is not a valid choice.`),
  mselect: (value, param) => {
    if (!Array.isArray(value)) return `Expected a list of items but got type "${typeName(value)}".`;
    const wrong = value.find((item) => !isChoice(param, item));
    return wrong === undefined ? null : `"${String(wrong)}" is not a valid choice.`;
  },
  datetime: (value, _param, switches) => {
    const formats =
      switches.dateOnly === 'accepted' ? /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/ : /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
    if (typeof value === 'string' && formats.test(value) && !Number.isNaN(Date.parse(value))) return null;
    return 'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].';
  },
};

function textError(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? null : 'Not a valid string.';
}

function boolError(value: unknown, _param: CatalogueParam, switches: DatabarSwitches): string | null {
  if (typeof value === 'boolean') return null;
  return coercible(value, /^(true|false|1|0|yes|no)$/i, switches) ? null : 'Must be a valid boolean.';
}

function coercible(value: unknown, pattern: RegExp, switches: DatabarSwitches): boolean {
  return typeof value === 'string' && switches.textForNumbers === 'coerced' && pattern.test(value);
}

/** Ids are wanted, as text. A name is refused even where a person would understand it. */
function isChoice(param: CatalogueParam, value: unknown): boolean {
  return typeof value === 'string' && (param.choices?.items.some((choice) => choice.id === value) ?? false);
}

function typeName(value: unknown): string {
  return typeof value === 'string' ? 'str' : typeof value === 'number' ? 'int' : 'dict';
}
