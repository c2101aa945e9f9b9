// What Databar says about one waterfall: inputs, providers in order with their prices, e-mail verifiers. Optional like the rest of the
// catalogue, but for the default providers: a run must name at least one, so without a catalogue the recipe has to.
import { nearestHint } from '../../text/nearest';
import { field, isObject, textField } from '../answer';
import type { Answer, Call, Failure, Json, Learning, Learnt, Parameter, Price } from '../operation';
import type { Entry } from './catalogue';
import { asList, bodyOf, numberOf, parameterType, priceFrom, read, unreadable } from './catalogue-answer';
import { accountFailure } from './refusal';
import type { WaterfallSettings } from './settings';

const LIST = '/v1/waterfalls/';

/** Provider ids in the order asked, and the most that one request costs; null where unknown. */
type Cascade = { enrichments: number[]; maxCredits: number | null };

type Priced = { id: number; name: string; credits: number | null; isDefault: boolean };

export function cascadeOf(learnt: Learnt): Cascade | null {
  return isObject(learnt.cascade) ? (learnt.cascade as unknown as Cascade) : null;
}

/** The one waterfall first; where that call is missing, the list. */
export function waterfallCalls({ waterfall }: WaterfallSettings, learnt: Learnt): Call[] {
  const calls: Call[] = [];
  if (learnt.balance === undefined) calls.push(read('/v1/user/me'));
  if (learnt.entry === undefined) calls.push(read(LIST + encodeURIComponent(waterfall)));
  else if (learnt.entry === null && learnt.listed === undefined) calls.push(read(LIST));
  return calls;
}

export function learnWaterfall(
  settings: WaterfallSettings,
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
): Learning {
  let known = learnt;
  for (const [i, call] of calls.entries()) {
    const answer = answers[i]!;
    const account = accountFailure(answer);
    if (account?.kind === 'pause') return { learnt: known, failure: account };
    const body = bodyOf(answer);
    if (body === undefined) return { learnt: known, failure: { kind: 'again', reason: unreadable(answer) } };
    if (call.path === '/v1/user/me') known = { ...known, balance: numberOf(field(body, 'balance')) };
    else {
      const learning = call.path === LIST ? learnList(settings, known, body) : learnOne(settings, known, body);
      if (learning.failure) return learning;
      known = learning.learnt;
    }
  }
  return { learnt: known };
}

/** `body`: null where Databar does not know the waterfall, or does not offer the list. */
function learnList(settings: WaterfallSettings, learnt: Learnt, body: Json): Learning {
  const listed = asList(Array.isArray(body) ? body : (field(body, 'items') ?? field(body, 'results')));
  const known = { ...learnt, listed: body !== null };
  const own = listed.find((one) => field(one, 'identifier') === settings.waterfall);
  if (own) return learnOne(settings, known, own);
  if (listed.length > 0) {
    const names = listed.map((one) => textField(one, 'identifier'));
    return refuse(
      known,
      `There is no waterfall "${settings.waterfall}" at Databar.${nearestHint(settings.waterfall, names)}`,
    );
  }
  if (settings.enrichments) {
    const cascade: Cascade = { enrichments: settings.enrichments, maxCredits: null };
    return { learnt: { ...known, cascade: cascade as unknown as Json } };
  }
  return refuse(
    known,
    `Databar does not say which providers the waterfall "${settings.waterfall}" asks by default. Name them in the setting "enrichments".`,
  );
}

function learnOne(settings: WaterfallSettings, learnt: Learnt, body: Json): Learning {
  if (!isObject(body)) return { learnt: { ...learnt, entry: null } };
  const providers = asList(field(body, 'available_enrichments')).flatMap(pricedOf);
  const verifiers = asList(field(body, 'email_verifiers')).flatMap(pricedOf);
  const problem = problemOf(settings, providers, verifiers);
  if (problem) return refuse(learnt, problem);
  const enrichments = settings.enrichments ?? providers.filter((one) => one.isDefault).map((one) => one.id);
  const paid = [
    ...enrichments.map((id) => providers.find((one) => one.id === id)),
    ...(settings.emailVerifier === undefined ? [] : [verifiers.find((one) => one.id === settings.emailVerifier)]),
  ];
  const known = paid.every((one) => typeof one?.credits === 'number');
  const sum = paid.reduce((total, one) => total + (one?.credits ?? 0), 0);
  const maxCredits = known && Number.isFinite(sum) ? sum : null;
  const cascade: Cascade = { enrichments, maxCredits };
  const parameters = parametersOf(body);
  const entry: Entry = {
    name: textField(body, 'name') || settings.waterfall,
    price: null,
    perParameter: null,
    parameters: parameters.length > 0 ? parameters : null,
  };
  return { learnt: { ...learnt, entry: entry as unknown as Json, cascade: cascade as unknown as Json } };
}

function refuse(learnt: Learnt, reason: string): Learning {
  const failure: Extract<Failure, { kind: 'pause' }> = { kind: 'pause', why: 'refused', reason };
  return { learnt, failure };
}

/** Waterfalls have other field names than enrichments, and their prices are texts. */
function pricedOf(item: Json): Priced[] {
  const id = numberOf(field(item, 'id'));
  if (id === null) return [];
  const name = textField(item, 'name') || String(id);
  // Told since October 2026; absent means yes.
  const isDefault = field(item, 'enabled_by_default') !== false;
  return [{ id, name, credits: priceFrom(field(item, 'price')), isDefault }];
}

function parametersOf(body: Json): Parameter[] {
  return asList(field(body, 'input_params')).flatMap((item): Parameter[] => {
    const name = field(item, 'name');
    if (typeof name !== 'string' || name === '') return [];
    const required = field(item, 'required') === true;
    const type = parameterType(field(item, 'type'));
    // No choices are told with a waterfall, so such an input goes as it is typed.
    return [{ name, label: name, required, type: type === 'choice' || type === 'choices' ? 'text' : type }];
  });
}

function problemOf(
  { waterfall, enrichments, emailVerifier }: WaterfallSettings,
  providers: Priced[],
  verifiers: Priced[],
): string | null {
  const offered = (list: Priced[]): string => list.map((one) => `${one.id} (${one.name})`).join(', ');
  if (!enrichments && !providers.some((one) => one.isDefault)) {
    return `The waterfall "${waterfall}" has no default providers. Name some in the setting "enrichments".`;
  }
  const unknown = (enrichments ?? []).filter((id) => !providers.some((one) => one.id === id));
  if (unknown.length > 0 && providers.length > 0) {
    return `The waterfall "${waterfall}" has no provider ${unknown.join(', ')}. It has ${offered(providers)}.`;
  }
  if (emailVerifier === undefined || verifiers.some((one) => one.id === emailVerifier)) return null;
  return verifiers.length === 0
    ? `The waterfall "${waterfall}" verifies no e-mail addresses. Leave out the setting "emailVerifier".`
    : `The waterfall "${waterfall}" has no e-mail verifier ${emailVerifier}. It has ${offered(verifiers)}.`;
}

export function waterfallPrice(learnt: Learnt): Price {
  const max = cascadeOf(learnt)?.maxCredits ?? null;
  // It stops at the first provider that has it, and whether a miss is charged is not documented.
  return max === null ? 'unknown' : { min: 0, max };
}
