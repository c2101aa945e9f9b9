// What Databar's catalogue says about one enrichment: name, parameters, choices, price; and the account's balance.
// The catalogue is optional: where it answers 404 or 501 the run goes on with the price unknown.
import { firstCharacters, hasLoneSurrogate } from '../../text/cut';
import { hasOwn } from '../../text/own';
import { field, isObject, numberField, textField } from '../answer';
import type { Answer, Call, Json, Learning, Learnt, Parameter, Wanted } from '../operation';
import { asList, bodyOf, parameterType, priceFrom, read, unreadable } from './catalogue-answer';
import { type Choices, choiceKeys, choicesOf, pickWanted } from './choices';
import { accountFailure } from './refusal';

/** A remote list longer than this is not read to its end; a text that was not found by then is sent as it is typed. */
const CHOICE_PAGES = 20;
const CHOICES_PER_PAGE = 500;
/** What is learnt is kept with the run, whose memory is small. */
const LABEL_CHARACTERS = 60;
const PARAMETERS_KEPT = 100;

export type Entry = { name: string; price: number | null; perParameter: string | null; parameters: Parameter[] | null };

export function entryOf(learnt: Learnt): Entry | null {
  return isObject(learnt.entry) ? (learnt.entry as unknown as Entry) : null;
}

export function choicesLearnt(learnt: Learnt, parameter: string): Choices | null {
  const choices = field(learnt.choices, parameter);
  return isObject(choices) ? (choices as unknown as Choices) : null;
}

/** Own properties only: parameters have whatever names the provider gives them. */
function wantedFor(wanted: Wanted, parameter: string): readonly string[] | null {
  return hasOwn(wanted, parameter) ? wanted[parameter]! : null;
}

export function catalogueCalls(enrichment: number, wanted: Wanted, learnt: Learnt): Call[] {
  const calls: Call[] = [];
  if (learnt.balance === undefined) calls.push(read('/v1/user/me'));
  if (learnt.entry === undefined) calls.push(read(`/v1/enrichments/${enrichment}`));
  for (const [parameter, page] of Object.entries((learnt.remote ?? {}) as Record<string, number>)) {
    if (!wantedFor(wanted, parameter) || page < 1) continue;
    calls.push(
      read(
        `/v1/enrichments/${enrichment}/params/${encodeURIComponent(parameter)}/choices?page=${page}&limit=${CHOICES_PER_PAGE}`,
      ),
    );
  }
  return calls;
}

export function learnCatalogue(wanted: Wanted, learnt: Learnt, calls: Call[], answers: Answer[]): Learning {
  let known = learnt;
  for (const [i, call] of calls.entries()) {
    const answer = answers[i]!;
    const failure = accountFailure(answer);
    if (failure?.kind === 'pause') return { learnt: known, failure };
    const body = bodyOf(answer);
    if (body === undefined) {
      const tail = call.path.includes('/choices?') && !call.path.includes('page=1&');
      // A page past the last one has been seen to answer 500 with HTML: then the list has ended.
      if (!tail) return { learnt: known, failure: { kind: 'again', reason: unreadable(answer) } };
    }
    if (call.path === '/v1/user/me') known = { ...known, balance: numberField(body, 'balance') };
    else if (call.path.includes('/choices?')) known = learnChoices(wanted, known, call.path, body ?? null);
    else known = learnEntry(wanted, known, body ?? null);
  }
  return { learnt: known };
}

function learnEntry(wanted: Wanted, learnt: Learnt, body: Json): Learnt {
  if (!isObject(body)) return { ...learnt, entry: null };
  const parameters: Parameter[] = [];
  const choices: { [parameter: string]: Json } = Object.create(null);
  const remote: { [parameter: string]: Json } = Object.create(null);
  for (const item of asList(field(body, 'params'))) {
    const parameter = parameterOf(item);
    if (!parameter || parameters.some((one) => one.name === parameter.name)) continue;
    if (parameters.length === PARAMETERS_KEPT) break;
    parameters.push(parameter);
    const { name, type } = parameter;
    const offered = field(item, 'choices');
    const texts = wantedFor(wanted, name);
    if (!isObject(offered) || !texts) continue;
    const items = asList(field(offered, 'items'));
    if (field(offered, 'mode') === 'remote' && items.length === 0) remote[name] = 1;
    else choices[name] = pickWanted(choicesOf(items), texts, type) as unknown as Json;
  }
  const pricing = field(body, 'pricing');
  const perParameter = field(pricing, 'type') === 'per_parameter' ? field(pricing, 'parameter') : null;
  const entry: Entry = {
    name: firstCharacters(textField(body, 'name'), LABEL_CHARACTERS),
    price: priceFrom(field(body, 'price')),
    perParameter: typeof perParameter === 'string' ? perParameter : null,
    // An entry without its parameters says nothing about them.
    parameters: parameters.length > 0 ? parameters : null,
  };
  // A pricing rule that is not known makes the price unknown, not the plain price.
  const rule = field(pricing, 'type');
  if (rule !== undefined && rule !== null && rule !== 'fixed' && entry.perParameter === null) entry.price = null;
  return { ...learnt, entry: entry as unknown as Json, choices, remote };
}

/** One parameter of an entry; null where it has no name that could be asked with. */
function parameterOf(item: Json): Parameter | null {
  const name = field(item, 'name');
  if (typeof name !== 'string' || name === '' || hasLoneSurrogate(name)) return null;
  const label = textField(item, 'description') || name;
  return {
    name,
    label: firstCharacters(label, LABEL_CHARACTERS),
    required: field(item, 'is_required') === true,
    type: parameterType(field(item, 'type_field')),
  };
}

function learnChoices(wanted: Wanted, learnt: Learnt, path: string, body: Json): Learnt {
  const parameter = decodeURIComponent(/\/params\/([^/]+)\/choices/.exec(path)?.[1] ?? '');
  const page = Number(/[?&]page=(\d+)/.exec(path)?.[1] ?? 1);
  const entry = entryOf(learnt);
  const type = entry?.parameters?.find((one) => one.name === parameter)?.type ?? 'choice';
  const offered = choicesOf(Array.isArray(body) ? body : asList(field(body, 'items') ?? field(body, 'results')));
  const before = choicesLearnt(learnt, parameter);
  const texts = wantedFor(wanted, parameter) ?? [];
  const picked = pickWanted(offered, texts, type, before);
  const more = body !== null && field(body, 'has_next_page') === true && page < CHOICE_PAGES && offered.length > 0;
  const complete = !more && body !== null && page < CHOICE_PAGES;
  const choices = { ...(learnt.choices as object), [parameter]: { ...picked, complete } as unknown as Json };
  const settled = Object.keys(picked.ids).length === new Set(texts.flatMap((text) => choiceKeys(text, type))).size;
  return { ...learnt, choices, remote: { ...(learnt.remote as object), [parameter]: more && !settled ? page + 1 : 0 } };
}
