// Guesses which column each parameter is read from, by header names and sample values, and how new columns are called. Pure; people see
// and change every guess before anything is sent.
import type { Described, TabView } from '../src/sidebar-calls';
import type { Draft, Output, Source } from './draft';

type Column = TabView['columns'][number];
type Parameter = NonNullable<Described['parameters']>[number];

/** Words that people write over such a column; the first of each line is how providers tend to call it. */
const SAME = [
  'email,mail,email address,work email,business email',
  'first name,firstname,given name,forename,vorname',
  'last name,lastname,surname,family name,nachname',
  'full name,name,contact,contact name,person,lead name',
  'company,company name,organization,organisation,account,employer,firma',
  'domain,website,company domain,company website,url,homepage,web site',
  'linkedin url,linkedin,linkedin profile,linkedin link,profile url,profile',
  'phone,phone number,telephone,mobile,tel',
  'country,country code,land',
  'city,town,ort',
  'title,job title,position,role',
  'industry,sector',
  'handle,creator,username,user name,account name,profile',
  'platform,network,channel',
].map((line) => line.split(','));

const LOOKS: readonly { words: RegExp; sample: RegExp }[] = [
  { words: /\bemail\b/, sample: /^[^\s@]+@[^\s@]+\.[^\s@]+$/ },
  { words: /\blinkedin\b/, sample: /linkedin\.com\//i },
  { words: /\b(domain|website|url)\b/, sample: /^(https?:\/\/)?([\w-]+\.)+[a-z]{2,}(\/\S*)?$/i },
  { words: /\bphone\b/, sample: /^\+?[\d\s().-]{7,}$/ },
  { words: /\bhandle\b/, sample: /^@[\w.]+$/ },
];

/** `first_name`, `First-Name` and `firstName` alike: words in small letters. */
export function plainWords(text: string): string {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/^custom_fields\./, '')
    .replace(/\be-mail/g, 'email')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function likeness(parameter: Parameter, column: Column): number {
  const header = plainWords(column.header);
  const names = [plainWords(parameter.name), plainWords(parameter.label)];
  if (names.includes(header)) return 100;
  if (SAME.some((line) => line.includes(header) && names.some((name) => line.includes(name)))) return 80;
  const looks = LOOKS.filter((one) => names.some((name) => one.words.test(name)));
  const samples = column.samples.filter((text) => text.trim() !== '');
  if (looks.some((one) => samples.length > 0 && samples.every((text) => one.sample.test(text.trim())))) return 60;
  const inside = names.some(
    (name) => name.length > 3 && (` ${header} `.includes(` ${name} `) || name.includes(header)),
  );
  return inside && header.length > 3 ? 40 : 0;
}

export function isUsed(source: Source | undefined): boolean {
  return source !== undefined && ('value' in source || source.header !== null);
}

/** Best fits first; a column is taken once. What a recipe maps already stays, unless it `mayName` only what is known. */
export function guessInputs(
  parameters: readonly Parameter[],
  columns: readonly Column[],
  before: Draft['inputs'],
  mayName: boolean,
): Draft['inputs'] {
  const inputs: { [parameter: string]: Source } = {};
  const taken = new Set<string>();
  for (const [name, source] of Object.entries(before)) {
    if (!mayName && !parameters.some((parameter) => parameter.name === name)) continue;
    inputs[name] = source;
    if ('header' in source && source.header !== null) taken.add(source.header);
  }
  const fits = parameters
    .filter((parameter) => !isUsed(before[parameter.name]))
    .flatMap((parameter) => columns.map((column) => ({ parameter, column, score: likeness(parameter, column) })))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || Number(b.parameter.required) - Number(a.parameter.required));
  for (const { parameter, column } of fits) {
    if (isUsed(inputs[parameter.name]) || taken.has(column.header)) continue;
    inputs[parameter.name] = { header: column.header };
    taken.add(column.header);
  }
  for (const parameter of parameters) inputs[parameter.name] ??= { header: null };
  return inputs;
}

/**
 * A name that no column has yet, or a column that waits for just this: an empty one, or one of this very name with gaps, since what
 * stands in a cell is kept.
 */
export function headerFor(label: string, columns: readonly Column[], taken: ReadonlySet<string>): string {
  const waiting = columns.find((column) => {
    const [header, wanted] = [plainWords(column.header), plainWords(label)];
    if (taken.has(column.header)) return false;
    if (column.samples.length > 0) return column.gaps && header === wanted;
    return ` ${header} `.includes(` ${wanted} `);
  });
  if (waiting) return waiting.header;
  const used = new Set([...columns.map((column) => column.header), ...taken]);
  const capital = label.charAt(0).toUpperCase() + label.slice(1);
  let name = capital;
  for (let count = 2; used.has(name); count++) name = `${capital} (${count})`;
  return name;
}

const TICKED_AT_FIRST = 3;

/** The first few results ticked, each with a column of its own; what a recipe has already stays as it is. */
export function guessOutputs(
  results: Described['results'],
  columns: readonly Column[],
  before: readonly Output[],
  inputs: Draft['inputs'],
): Output[] {
  const taken = new Set(before.map((output) => output.header));
  for (const source of Object.values(inputs)) if ('header' in source && source.header) taken.add(source.header);
  const isNew = !before.some((output) => output.on);
  const kept = before
    .filter((output) => output.on || results.some((result) => result.path === output.path))
    .map((output) => {
      const known = results.find((result) => result.path === output.path);
      return known ? { ...output, label: known.label } : { ...output };
    });
  const added = results
    .filter((result) => !before.some((output) => output.path === result.path))
    .map((result, index) => {
      const header = headerFor(result.label || result.path, columns, taken);
      taken.add(header);
      return {
        path: result.path,
        label: result.label || result.path,
        header,
        on: isNew && index < TICKED_AT_FIRST,
      };
    });
  return [...kept, ...added];
}
