// The fields of a lead: what a recipe may map, how each is made canonical, what is uploaded, and how the account's lead differs.
import { field, isObject } from '../answer';
import type { Converted, Json, Learnt, Parameter, RequestInput } from '../operation';

/** What a lead has besides its address and its custom fields; a base column can show each of them. */
export const BASE_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'title',
  'phone',
  'linkedin_url',
  'company_website',
  'company_description',
  'company_size',
  'industry',
  'location',
] as const;
const CUSTOM = 'custom_fields.';

/** What joins a row with a lead: Enrichabl's folding of case is not documented, so both sides are normalised. */
export function normalEmail(email: unknown): string {
  return typeof email === 'string' ? email.trim().toLowerCase() : '';
}

export function emailsOf(inputs: RequestInput[]): Set<string> {
  return new Set(inputs.map((input) => normalEmail(input.sent.email)));
}

/** Names of custom fields among the mapped parameters. */
export function customFields(parameters: Iterable<string>): string[] {
  return [...parameters].filter((name) => name.startsWith(CUSTOM) && name.length > CUSTOM.length);
}

export function leadParameters(learnt: Learnt): Parameter[] {
  const custom = Array.isArray(learnt.custom) ? learnt.custom.map(String) : [];
  return ['email', ...BASE_FIELDS, ...custom].map((name) => ({
    name,
    label: name.replace(CUSTOM, '').replace(/_/g, ' '),
    required: name === 'email',
    type: 'text',
  }));
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
    const own = name.startsWith(CUSTOM) ? name.slice(CUSTOM.length) : '';
    const blank = isObject(custom) ? null : undefined;
    const theirs = own ? (field(custom, own) ?? blank) : field(lead, `lead_${name}`);
    if (name === 'email' || theirs === undefined) continue;
    if (comparable(name, theirs) !== comparable(name, value)) differing.push(own || name);
  }
  return differing;
}

function comparable(name: string, value: Json): string {
  if (value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return canonicalField(name, text.trim().normalize('NFC'));
}
