// What Databar's catalogue says about one enrichment: name, parameters, choices, price; and the account's balance.
// The catalogue is optional: where it answers 404 or 501 the run goes on with the price unknown.
import { hasOwn } from '../../text/own';
import { amountIn, field, isObject, listIn, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Json, Learning, Learnt, Offered, Parameter, Wanted } from '../operation';
import { learnEach, parameterOf, type ResultField, readsMissing, resultsOf } from './catalogue-answer';
import { type Choices, choiceKeys, choicesOf, pickWanted } from './choices';
import type { EnrichmentSettings } from './settings';

/** A remote list longer than this is not read to its end; a text that was not found by then is sent as it is typed. */
const CHOICE_PAGES = 20;
const CHOICES_PER_PAGE = 500;
/** What is learnt is kept with the run, whose memory is small. */
const PARAMETERS_KEPT = 100;

/** `price`: what one request costs at most. `enrichments`: of a waterfall, the providers to ask. */
export type Entry = {
  price: number | null;
  perParameter: string | null;
  parameters: Parameter[] | null;
  enrichments?: number[];
  offered?: { [setting: string]: Offered[] };
  results: ResultField[];
};

export function entryOf(learnt: Learnt): Entry | null {
  return isObject(learnt.entry) ? (learnt.entry as unknown as Entry) : null;
}

export function choicesLearnt(learnt: Learnt, parameter: string): Choices | null {
  const choices = field(learnt.choices, parameter);
  return isObject(choices) ? (choices as unknown as Choices) : null;
}

export function typeOf(learnt: Learnt, parameter: string): Parameter['type'] | undefined {
  return entryOf(learnt)?.parameters?.find((one) => one.name === parameter)?.type;
}

/** Own properties only: parameters have whatever names the provider gives them. */
function wantedFor(wanted: Wanted, parameter: string): readonly string[] | null {
  return hasOwn(wanted, parameter) ? wanted[parameter]! : null;
}

export function catalogueCalls({ enrichment }: EnrichmentSettings, wanted: Wanted, learnt: Learnt): Call[] {
  const path = `/v1/enrichments/${enrichment}`;
  const calls = readsMissing(learnt, { entry: path });
  for (const [name, page] of Object.entries((learnt.remote ?? {}) as Record<string, number>))
    if (page > 0 && wantedFor(wanted, name))
      calls.push(read(`${path}/params/${encodeURIComponent(name)}/choices?page=${page}&limit=${CHOICES_PER_PAGE}`));
  return calls;
}

export function learnCatalogue(
  _settings: EnrichmentSettings,
  wanted: Wanted,
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
): Learning {
  return learnEach(learnt, calls, answers, (known, path, body) => {
    const choices = /\/params\/([^/]+)\/choices\?page=(\d+)/.exec(path);
    return {
      learnt: choices
        ? learnChoices(wanted, known, decodeURIComponent(choices[1]!), Number(choices[2]), body)
        : learnEntry(wanted, known, body),
    };
  });
}

function learnEntry(wanted: Wanted, learnt: Learnt, body: Json): Learnt {
  if (!isObject(body)) return { ...learnt, entry: null };
  const parameters: Parameter[] = [];
  const choices: { [parameter: string]: Json } = Object.create(null);
  const remote: { [parameter: string]: Json } = Object.create(null);
  for (const item of listIn(field(body, 'params'))) {
    const parameter = parameterOf(item, 'is_required', 'type_field', 'description');
    if (!parameter || parameters.some((one) => one.name === parameter.name)) continue;
    if (parameters.length === PARAMETERS_KEPT) break;
    parameters.push(parameter);
    const { name, type } = parameter;
    const offered = field(item, 'choices');
    const texts = isObject(offered) && wantedFor(wanted, name);
    if (!texts) continue;
    const items = listIn(field(offered, 'items'));
    if (field(offered, 'mode') === 'remote' && items.length === 0) remote[name] = 1;
    else choices[name] = pickWanted(choicesOf(items), texts, type) as unknown as Json;
  }
  const pricing = field(body, 'pricing');
  const rule = field(pricing, 'type') ?? 'fixed';
  const perParameter = rule === 'per_parameter' ? textField(pricing, 'parameter') || null : null;
  const entry: Entry = {
    // A pricing rule that is not known makes the price unknown, not the plain price.
    price: rule === 'fixed' || perParameter ? amountIn(body, 'price') : null,
    perParameter,
    // An entry without its parameters says nothing about them.
    parameters: parameters.length > 0 ? parameters : null,
    results: resultsOf(field(body, 'response_fields'), 'display_name'),
  };
  return { ...learnt, entry: entry as unknown as Json, choices, remote };
}

function learnChoices(wanted: Wanted, learnt: Learnt, parameter: string, page: number, body: Json): Learnt {
  const type = typeOf(learnt, parameter) ?? 'choice';
  const offered = choicesOf(listIn(body));
  const texts = wantedFor(wanted, parameter) ?? [];
  const picked = pickWanted(offered, texts, type, choicesLearnt(learnt, parameter));
  const isCut = body === null || page >= CHOICE_PAGES;
  const more = !isCut && field(body, 'has_next_page') === true && offered.length > 0;
  const choices = {
    ...(learnt.choices as object),
    [parameter]: { ...picked, complete: !more && !isCut } as unknown as Json,
  };
  const settled = Object.keys(picked.ids).length === new Set(texts.flatMap((text) => choiceKeys(text, type))).size;
  return { ...learnt, choices, remote: { ...(learnt.remote as object), [parameter]: more && !settled ? page + 1 : 0 } };
}
