// The enrichments that the simulated Databar offers. Data only: names, params, prices; what they find is in result.ts. All of it is invented, but for the shapes.
// Long because it is one table that reads best in one place.

export type Choice = { id: string; name: string };
export type ParamType =
  | 'text'
  | 'textarea'
  | 'number'
  | 'integer'
  | 'bool'
  | 'boolean'
  | 'select'
  | 'mselect'
  | 'datetime';
export type CatalogueParam = {
  name: string;
  is_required: boolean;
  type_field: ParamType;
  /** The label that people see: there is no other. */
  description: string;
  choices: { mode: 'inline' | 'remote'; items: Choice[] } | null;
  /** Smallest number taken. Not part of the answers. */
  least?: number;
};
export type CatalogueEntry = {
  id: number;
  name: string;
  description: string;
  data_source: string;
  price: number;
  auth_method: string;
  pricing?: { type: 'fixed' | 'per_parameter'; parameter?: string };
  category?: { id: number; name: string }[];
  params: CatalogueParam[];
  response_fields: { name: string; display_name: string; type_field: string }[];
  pagination?: { supported: boolean; per_page?: number };
  /** At least one of these must be given, which no `is_required` can say. */
  anyOf?: string[];
};

const CONTACTS = { id: 3, name: 'Contact Finding' };
const COMPANIES = { id: 1, name: 'Company Data' };
const HIRING = { id: 5, name: 'Hiring Signals' };
const TECH = { id: 8, name: 'Tech Stack' };

export const COUNTRIES: Choice[] = [
  { id: 'US', name: 'United States' },
  { id: 'GB', name: 'United Kingdom' },
  { id: 'DE', name: 'Germany' },
  { id: 'FR', name: 'France' },
  { id: 'ES', name: 'Spain' },
  { id: 'NL', name: 'Netherlands' },
  { id: 'PL', name: 'Poland' },
  { id: 'BR', name: 'Brazil' },
  { id: 'CI', name: "Côte d'Ivoire" },
];

const SECTORS: Choice[] = [
  { id: 'sec_11', name: 'Fintech' },
  { id: 'sec_12', name: 'Health' },
  { id: 'sec_13', name: 'Climate' },
  { id: 'sec_14', name: 'Food & Drink' },
  { id: 'sec_15', name: 'Developer Tools' },
];

const TECHNOLOGY_WORDS = [
  'React',
  'Postgres',
  'Kubernetes',
  'Shopify',
  'Salesforce',
  'Figma',
  'Kafka',
  'Rust',
  'Django',
];

/** More than fit one page of any size that is allowed by default. */
const TECHNOLOGIES: Choice[] = Array.from({ length: 230 }, (_, n) => ({
  id: String(4000 + n),
  name:
    n < TECHNOLOGY_WORDS.length ? TECHNOLOGY_WORDS[n]! : `${TECHNOLOGY_WORDS[n % TECHNOLOGY_WORDS.length]} module ${n}`,
}));

function param(
  name: string,
  type_field: ParamType,
  description: string,
  is_required = false,
  items: Choice[] | null = null,
): CatalogueParam {
  const choices =
    items === null ? null : { mode: items.length > 50 ? ('remote' as const) : ('inline' as const), items };
  return { name, is_required, type_field, description, choices };
}

function field(name: string, display_name: string, type_field = 'text') {
  return { name, display_name, type_field };
}

export const CATALOGUE: CatalogueEntry[] = [
  {
    id: 833,
    name: 'Find work email',
    description: 'Finds the work e-mail address of a person from the name and the company.',
    data_source: 'Sample Contacts',
    price: 0.05,
    auth_method: 'user_or_databar',
    pricing: { type: 'fixed' },
    category: [CONTACTS],
    params: [
      param('first_name', 'text', 'First name', true),
      param('last_name', 'text', 'Last name'),
      param('company', 'text', 'Company name', true),
      param('domain', 'text', 'Company website'),
      param('country', 'select', 'Country', false, COUNTRIES),
    ],
    response_fields: [
      field('email', 'Work email'),
      field('confidence', 'Confidence', 'number'),
      field('phone', 'Phone'),
      field('linkedin_url', 'LinkedIn profile'),
      field('job_title', 'Job title'),
      field('verified', 'Verified', 'bool'),
      field('location', 'Location', 'json'),
      field('sources', 'Sources', 'list'),
    ],
    pagination: { supported: false },
  },
  {
    id: 966,
    name: 'Find work email (second source)',
    description: 'The same from another source. Slightly dearer.',
    data_source: 'Sample Directory',
    price: 0.08,
    auth_method: 'user_or_databar',
    pricing: { type: 'fixed' },
    category: [CONTACTS],
    params: [
      param('first_name', 'text', 'First name', true),
      param('last_name', 'text', 'Last name', true),
      param('domain', 'text', 'Company website', true),
    ],
    response_fields: [field('email', 'Work email'), field('confidence', 'Confidence', 'number')],
  },
  {
    id: 1011,
    name: 'Company profile by website',
    description: 'Name, size, address and tags of the company behind a website.',
    data_source: 'Sample Companies',
    price: 0.1,
    auth_method: 'databar',
    category: [COMPANIES],
    params: [param('domain', 'text', 'Company website', true)],
    response_fields: [
      field('name', 'Company name'),
      field('employees', 'Employees', 'number'),
      field('founded', 'Founded'),
      field('address', 'Address', 'json'),
      field('tags', 'Tags', 'list'),
    ],
  },
  {
    id: 1127,
    name: 'Person by e-mail or profile',
    description: 'Who is behind an e-mail address or a profile link. One of the two is needed.',
    data_source: 'Sample Contacts',
    price: 0.2,
    auth_method: 'databar',
    pricing: { type: 'fixed' },
    category: [CONTACTS],
    params: [param('email', 'text', 'E-mail address'), param('linkedin_url', 'text', 'LinkedIn profile')],
    response_fields: [field('full_name', 'Full name'), field('job_title', 'Job title'), field('company', 'Company')],
    anyOf: ['email', 'linkedin_url'],
  },
  {
    id: 1204,
    name: 'People at a company',
    description: 'A list of people who work at a company. Priced per person asked for, and each page again.',
    data_source: 'Sample Directory',
    price: 0.02,
    auth_method: 'databar',
    pricing: { type: 'per_parameter', parameter: 'limit' },
    category: [CONTACTS, COMPANIES],
    params: [
      param('domain', 'text', 'Company website', true),
      { ...param('limit', 'integer', 'People per page', true), least: 1 },
      param('title', 'text', 'Job title contains'),
    ],
    response_fields: [field('full_name', 'Full name'), field('job_title', 'Job title'), field('email', 'Email')],
    pagination: { supported: true, per_page: 25 },
  },
  {
    id: 1300,
    name: 'Check an e-mail address',
    description: 'Whether mail to an address is likely to arrive.',
    data_source: 'Sample Mail',
    price: 0.01,
    auth_method: 'databar',
    pricing: { type: 'fixed' },
    category: [],
    params: [param('email', 'text', 'E-mail address', true)],
    response_fields: [
      field('status', 'Status'),
      field('score', 'Score', 'number'),
      field('catch_all', 'Catch-all', 'bool'),
    ],
  },
  {
    id: 1450,
    name: 'Funding rounds',
    description: 'Rounds of a company above an amount, since a day, in some sectors.',
    data_source: 'Sample Capital',
    price: 0.5,
    auth_method: 'databar',
    pricing: { type: 'fixed' },
    category: [COMPANIES],
    params: [
      param('company', 'text', 'Company name', true),
      param('min_amount', 'number', 'Smallest amount', true),
      param('max_rounds', 'integer', 'Most rounds'),
      param('undisclosed', 'bool', 'With undisclosed amounts'),
      param('verified_only', 'boolean', 'Verified ones only'),
      param('sectors', 'mselect', 'Sectors', false, SECTORS),
      param('since', 'datetime', 'Since'),
      param('notes', 'textarea', 'Notes for the analyst'),
    ],
    response_fields: [
      field('round', 'Last round'),
      field('amount', 'Amount', 'number'),
      field('announced', 'Announced', 'datetime'),
      field('investors', 'Investors', 'list'),
    ],
  },
  {
    id: 1512,
    name: 'Open jobs that name a technology',
    description: 'Whether a company is hiring for a technology.',
    data_source: 'Sample Jobs',
    price: 0.15,
    auth_method: 'databar',
    pricing: { type: 'fixed' },
    category: [HIRING, TECH],
    params: [
      param('domain', 'text', 'Company website', true),
      param('technology', 'select', 'Technology', true, TECHNOLOGIES),
      param('also', 'mselect', 'Also', false, TECHNOLOGIES),
    ],
    response_fields: [
      field('open_jobs', 'Open jobs', 'integer'),
      field('newest', 'Newest'),
      field('hiring', 'Hiring', 'bool'),
    ],
  },
  {
    id: 1600,
    name: 'Look up in your own CRM',
    description: 'Needs your own key of the CRM, connected at Databar. Costs no credits.',
    data_source: 'Your CRM',
    price: 0,
    auth_method: 'user',
    params: [param('email', 'text', 'E-mail address', true)],
    response_fields: [field('record', 'Record')],
  },
  {
    id: 1700,
    name: 'Domain records',
    description: 'Public records of a domain. Free.',
    data_source: 'Public records',
    price: 0,
    auth_method: 'none',
    category: [TECH],
    params: [param('domain', 'text', 'Company website', true)],
    response_fields: [field('mail_provider', 'Mail provider'), field('has_site', 'Has a site', 'bool')],
  },
];

const byId = new Map(CATALOGUE.map((entry) => [entry.id, entry]));

export function entryOf(id: number): CatalogueEntry | undefined {
  return byId.get(id);
}
