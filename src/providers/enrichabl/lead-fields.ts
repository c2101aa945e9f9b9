// The fields of a lead: what a recipe may map, how each is made canonical, what is uploaded, and how the account's lead differs.
import { field, isObject } from '../answer';
import type { Converted, Json, Learnt, Parameter, RequestInput } from '../operation';

const FIELDS: [name: string, label: string][] = [
  ['email', 'E-mail'],
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['company', 'Company'],
  ['title', 'Title'],
  ['phone', 'Phone'],
  ['linkedin_url', 'LinkedIn URL'],
  ['company_website', 'Company website'],
  ['company_description', 'Company description'],
  ['company_size', 'Company size'],
  ['industry', 'Industry'],
  ['location', 'Location'],
];
const CUSTOM = 'custom_fields.';

/** What joins a row with a lead: Enrichabl's folding of case is not documented, so both sides are normalised. */
export function normalEmail(email: unknown): string {
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}

/** Names of custom fields among the mapped parameters. */
export function customFields(parameters: Iterable<string>): string[] {
  return [...parameters].filter((name) => name.startsWith(CUSTOM) && name.length > CUSTOM.length);
}

export function leadParameters(learnt: Learnt): Parameter[] {
  const custom = Array.isArray(learnt.custom) ? learnt.custom.map(String) : [];
  const all = [...FIELDS, ...custom.map((name): [string, string] => [name, name.slice(CUSTOM.length)])];
  return all.map(([name, label]) => ({ name, label, required: name === 'email', type: 'text' }));
}

export function canonicalField(parameter: string, text: string): string {
  return parameter === 'email' || parameter === 'company_website' ? text.toLowerCase() : text;
}

export function convertField(parameter: string, text: string): Converted {
  if (parameter === 'email' && !/^[^\s@,;]+@[^\s@,;]+$/.test(text))
    return { problem: `"${text}" is not an e-mail address.` };
  return { value: text };
}

/** A request as a lead of an upload. */
export function toLead({ sent }: RequestInput): { [name: string]: Json } {
  const lead: { [name: string]: Json } = {};
  const custom: { [name: string]: Json } = {};
  for (const [name, value] of Object.entries(sent)) {
    if (name.startsWith(CUSTOM)) custom[name.slice(CUSTOM.length)] = value;
    else lead[name] = value;
  }
  if (Object.keys(custom).length > 0) lead.custom_fields = custom;
  return lead;
}

/**
 * The mapped fields in which the account's lead says something else. A field that the answer does not show at all is not compared:
 * nothing is known of it.
 */
export function differences(input: RequestInput, lead: Json): string[] {
  const differing: string[] = [];
  const custom = field(lead, 'lead_custom_fields');
  for (const [name, value] of Object.entries(input.sent)) {
    if (name === 'email') continue;
    const isCustom = name.startsWith(CUSTOM);
    const theirs = isCustom
      ? isObject(custom)
        ? (field(custom, name.slice(CUSTOM.length)) ?? null)
        : undefined
      : field(lead, `lead_${name}`);
    if (theirs === undefined) continue;
    if (comparable(name, theirs) !== comparable(name, value))
      differing.push(isCustom ? name.slice(CUSTOM.length) : name);
  }
  return differing;
}

function comparable(name: string, value: Json): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return canonicalField(name, text.trim().normalize('NFC'));
}
