// What a job finds for a lead: a function of the lead and the work alone, so that a test can compute the right answer itself. Writes nothing.

import { numberFrom } from '../repeatable';
import type { Json } from '../simulator';
import { customOf } from './lead-list';
import { holds, magicIn } from './magic';
import type { Custom, Done, Lead, Service, ValidationWord, Work } from './state';
import type { EnrichablSwitches } from './switches';

export type Found = Done & { values: Custom };

export function workOn(lead: Lead, work: Work, switches: EnrichablSwitches): Found {
  if (work.type === 'VALIDATION') {
    const { word, charges } = validationOf(lead, work.service);
    return { word, charges, error: null, values: {} };
  }
  const isCharged = switches.failures === 'charged' ? 1 : 0;
  if (work.type === 'FIRECRAWL_EXTRACT' && urlOf(lead, work.urlColumn, switches) === null) {
    return { word: null, charges: 0, error: `No URL in ${work.urlColumn}`, values: {} };
  }
  if (magicIn(lead, 'fail') !== null) {
    return { word: null, charges: isCharged, error: 'The provider returned an error.', values: {} };
  }
  return { word: null, charges: 1, error: null, values: valuesOf(lead, work, switches) };
}

/** The custom fields that a job writes, under the keys that the page gives: {name}, {name}: {field}, Firecrawl: {field}. */
export function valuesOf(lead: Lead, work: Exclude<Work, { type: 'VALIDATION' }>, switches: EnrichablSwitches): Custom {
  const values: Custom = {};
  const keys = keysOf(work);
  const about =
    work.type === 'FIRECRAWL_EXTRACT' ? urlOf(lead, work.urlColumn, switches)! : rendered(work.template.prompt, lead);
  keys.forEach(({ key, field }, n) => {
    const value = magicIn(lead, 'miss') !== null ? emptyOf(switches) : answerFor(lead, about, field, n);
    if (value !== undefined) values[key] = value;
  });
  return values;
}

export function keysOf(work: Exclude<Work, { type: 'VALIDATION' }>): { key: string; field: string }[] {
  if (work.type === 'AI_COLUMN') return [{ key: work.template.name, field: '' }];
  if (work.type === 'MULTI_AI_COLUMN') {
    return work.template.fields.map((field) => ({ key: `${work.template.name}: ${field}`, field }));
  }
  return work.fields.map((field) => ({ key: `Firecrawl: ${field}`, field }));
}

function emptyOf(switches: EnrichablSwitches): Json | undefined {
  return { 'empty-text': '', null: null, absent: undefined }[switches.emptyAnswer];
}

const HOSTILE = [
  '=HYPERLINK("https://evil.example","x")',
  '<img src=x onerror=alert(1)></script>',
  '+1 555 0100',
  `@SUM(A1) ${'x'.repeat(60_000)}`,
  '-2+3',
  '007',
  '1/2/2024',
];

function answerFor(lead: Lead, about: string, field: string, n: number): string {
  if (magicIn(lead, 'hostile') !== null) return HOSTILE[n % HOSTILE.length]!;
  const number = numberFrom(`${about}\n${field}`, 10_000);
  return field === '' ? `Sample answer ${number} to: ${about}` : `Sample ${field} ${number}`;
}

/** `{{company}}` is the lead's field or, failing that, its custom field of that name. */
function rendered(prompt: string, lead: Lead): string {
  return prompt.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (_all, name: string) => {
    if (name === 'email') return lead.email;
    const value = lead.fields[name] ?? customOf(lead)[name.replace(/^custom_fields\./, '')];
    return value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function urlOf(lead: Lead, column: string, switches: EnrichablSwitches): string | null {
  const custom = customOf(lead)[column];
  const inCustom = typeof custom === 'string' && custom.trim() !== '' ? custom : null;
  const inField = lead.fields[column]?.trim() ? lead.fields[column]! : null;
  return switches.urlFrom === 'custom-first' ? (inCustom ?? inField) : (inField ?? inCustom);
}

/** BounceBan is billed by request, Mailveri not for what it cannot tell; the two together are asked one after the other. */
export function validationOf(lead: Lead, service: Service): { word: ValidationWord; charges: number } {
  const real = realWord(lead);
  const bounceBan = isShy(lead.email) ? 'UNKNOWN' : real;
  if (service === 'BOUNCEBAN') return { word: bounceBan, charges: 1 };
  const mailveri = real === 'UNKNOWN' ? 0 : 1;
  if (service === 'MAILVERI') return { word: real, charges: mailveri };
  return bounceBan === 'UNKNOWN' ? { word: real, charges: 1 + mailveri } : { word: bounceBan, charges: 1 };
}

/** Hosts whose mail servers do not answer probes. */
function isShy(email: string): boolean {
  return /@(gmail|googlemail|yahoo)\./i.test(email);
}

function realWord(lead: Lead): ValidationWord {
  for (const word of ['invalid', 'risky', 'unknown'] as const) {
    if (holds(lead.email, word)) return word.toUpperCase() as ValidationWord;
  }
  if (/^(info|sales|support|hello)@/i.test(lead.email)) return 'RISKY';
  return numberFrom(lead.email.toLowerCase(), 10) === 0 ? 'INVALID' : 'VALID';
}
