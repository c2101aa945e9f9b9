// The waterfalls that the simulated Databar offers: their inputs, providers in order, verifiers and prices. Data only; how one runs is in cascade.ts.

import type { CatalogueParam, ParamType } from './catalogue';

export type WaterfallProvider = {
  id: number;
  name: string;
  description: string;
  price: number;
  /** The inputs that it reads. */
  params: string[];
  /** Absent counts as true. An extra is run only where its id is sent. */
  enabled_by_default?: boolean;
};
export type EmailVerifier = { id: number; name: string; description: string; price: number };
export type Waterfall = {
  identifier: string;
  name: string;
  description: string;
  input_params: { name: string; type: ParamType; required: boolean }[];
  output_fields: { name: string; label: string; type: string }[];
  available_enrichments: WaterfallProvider[];
  is_email_verifying: boolean;
  email_verifiers: EmailVerifier[];
};

const PERSON = ['first_name', 'last_name', 'company'];

export const WATERFALLS: Waterfall[] = [
  {
    identifier: 'email_getter',
    name: 'Work email waterfall',
    description: 'Asks one source after the other for the work e-mail address of a person, until one has it.',
    input_params: [
      { name: 'first_name', type: 'text', required: true },
      { name: 'last_name', type: 'text', required: true },
      { name: 'company', type: 'text', required: true },
      { name: 'domain', type: 'text', required: false },
      { name: 'linkedin_url', type: 'text', required: false },
    ],
    output_fields: [{ name: 'email', label: 'Work email', type: 'text' }],
    available_enrichments: [
      {
        id: 833,
        name: 'Sample Contacts',
        description: 'By name and company.',
        price: 0.05,
        params: PERSON,
        enabled_by_default: true,
      },
      // The member is absent on purpose: official clients read that as true.
      { id: 966, name: 'Sample Directory', description: 'By name and website.', price: 0.08, params: PERSON },
      {
        id: 1320,
        name: 'Sample Archive',
        description: 'Dear. Only for those who ask for it.',
        price: 0.4,
        params: [...PERSON, 'linkedin_url'],
        enabled_by_default: false,
      },
    ],
    is_email_verifying: true,
    email_verifiers: [
      { id: 10, name: 'Sample Mail Check', description: 'Verifies the address that was found.', price: 0.01 },
      { id: 12, name: 'Sample Mail Check, deep', description: 'The same with catch-all domains.', price: 0.03 },
    ],
  },
  {
    identifier: 'person_getter',
    name: 'Person by e-mail waterfall',
    description: 'Who is behind an e-mail address, from one source after the other.',
    input_params: [{ name: 'email', type: 'text', required: true }],
    output_fields: [
      { name: 'first_name', label: 'First name', type: 'text' },
      { name: 'last_name', label: 'Last name', type: 'text' },
      { name: 'linkedin_url', label: 'LinkedIn profile', type: 'text' },
    ],
    available_enrichments: [
      { id: 833, name: 'Sample Contacts', description: 'By address.', price: 0.05, params: ['email'] },
      { id: 1127, name: 'Sample People', description: 'By address or profile.', price: 0.2, params: ['email'] },
    ],
    is_email_verifying: false,
    email_verifiers: [],
  },
];

const byIdentifier = new Map(WATERFALLS.map((waterfall) => [waterfall.identifier, waterfall]));

export function waterfallOf(identifier: string): Waterfall | undefined {
  return byIdentifier.get(identifier);
}

/** The providers that run where none was chosen. */
export function defaultProviders(waterfall: Waterfall): number[] {
  return waterfall.available_enrichments.filter((one) => one.enabled_by_default !== false).map((one) => one.id);
}

/** The inputs in the words of the enrichments' params, so that one check serves both. */
export function paramsOf(waterfall: Waterfall): CatalogueParam[] {
  return waterfall.input_params.map(({ name, type, required }) => ({
    name,
    is_required: required,
    type_field: type,
    description: name,
    choices: null,
  }));
}
