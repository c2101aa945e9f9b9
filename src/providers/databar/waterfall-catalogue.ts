// What Databar says about one waterfall: inputs, providers in order with their prices, e-mail verifiers. Optional like the rest of the
// catalogue, but for the default providers: a run must name at least one, so without a catalogue the recipe has to.
import { nearestHint } from '../../text/nearest';
import { amountIn, field, isObject, listIn, numberField, textField } from '../answer';
import type { Answer, Call, Json, Learning, Learnt, Offered, Wanted } from '../operation';
import { pause } from '../refusal';
import type { Entry } from './catalogue';
import { learnEach, parameterOf, readsMissing, resultsOf, withoutChoices } from './catalogue-answer';
import type { WaterfallSettings } from './settings';

export const LIST = '/v1/waterfalls/';

type Priced = { id: number; name: string; credits: number | null; isDefault: boolean };

/** The one waterfall first; where that call is missing, the list. */
export function waterfallCalls({ waterfall }: WaterfallSettings, _wanted: Wanted, learnt: Learnt): Call[] {
  return readsMissing(
    learnt,
    learnt.entry === null ? { listed: LIST } : { entry: LIST + encodeURIComponent(waterfall) },
  );
}

export function learnWaterfall(
  settings: WaterfallSettings,
  _wanted: Wanted,
  learnt: Learnt,
  calls: Call[],
  answers: Answer[],
): Learning {
  return learnEach(learnt, calls, answers, (known, path, body) =>
    path === LIST ? learnList(settings, known, body) : learnOne(settings, known, body),
  );
}

/** `body`: null where Databar does not offer the list. */
function learnList(settings: WaterfallSettings, learnt: Learnt, body: Json): Learning {
  const { waterfall, enrichments } = settings;
  const known = { ...learnt, listed: body !== null };
  const names = listIn(body).map((one) => textField(one, 'identifier'));
  const at = names.indexOf(waterfall);
  if (at >= 0) return learnOne(settings, known, listIn(body)[at]!);
  if (names.length > 0)
    return refuse(known, `There is no waterfall "${waterfall}" at Databar.${nearestHint(waterfall, names)}`);
  if (enrichments) return { learnt: known };
  return refuse(
    known,
    `Databar does not say which providers the waterfall "${waterfall}" asks by default. ${NAME_THEM}`,
  );
}

const NAME_THEM = 'Name them in the setting "enrichments".';

/** `body`: null where Databar does not know the waterfall. */
function learnOne(settings: WaterfallSettings, learnt: Learnt, body: Json): Learning {
  if (!isObject(body)) return { learnt: { ...learnt, entry: null } };
  const providers = pricedIn(body, 'available_enrichments');
  const verifiers = pricedIn(body, 'email_verifiers');
  const problem = problemOf(settings, providers, verifiers);
  if (problem) return refuse(learnt, `The waterfall "${settings.waterfall}" ${problem}`);
  const enrichments = settings.enrichments ?? providers.filter((one) => one.isDefault).map((one) => one.id);
  const parameters = listIn(field(body, 'input_params')).flatMap((item) => parameterOf(item, 'required', 'type') ?? []);
  for (const one of parameters) one.type = withoutChoices(one.type);
  const entry: Entry = {
    price: mostOf(
      enrichments,
      providers,
      settings.emailVerifier === undefined ? 0 : creditsOf(verifiers, settings.emailVerifier),
    ),
    perParameter: null,
    parameters: parameters.length > 0 ? parameters : null,
    enrichments,
    results: [
      ...resultsOf(field(body, 'output_fields'), 'label'),
      { path: 'provider', label: 'Provider that had it' },
      { path: 'cost', label: 'Credits it cost' },
    ],
    offered: {
      enrichments: providers.map(offeredOf),
      emailVerifier: verifiers.map((one) => ({ ...offeredOf(one), on: false })),
    },
  };
  return { learnt: { ...learnt, entry: entry as unknown as Json } };
}

const offeredOf = ({ id, name, credits, isDefault }: Priced): Offered => ({
  value: id,
  label: credits === null ? name : `${name} · ${credits} credits`,
  on: isDefault,
});

function refuse(learnt: Learnt, reason: string): Learning {
  return { learnt, failure: pause('refused', reason) };
}

/**
 * What a request may cost at most: every provider asked, and the address checked after each of them, since it goes on to the next
 * one where an address is found but not verified. Null where a price is not told.
 */
function mostOf(ids: number[], providers: Priced[], verifier: number): number | null {
  const price = ids.reduce((sum, id) => sum + creditsOf(providers, id) + verifier, 0);
  return Number.isFinite(price) ? price : null;
}

/** What the list of waterfalls says of one: its price with the providers that it asks by default, and their names. */
export function defaultsOf(body: Json): { most: number | null; names: string } {
  const providers = pricedIn(body, 'available_enrichments').filter((one) => one.isDefault);
  const ids = providers.map((one) => one.id);
  return {
    most: ids.length > 0 ? mostOf(ids, providers, 0) : null,
    names: providers.map((one) => one.name).join(', '),
  };
}

/** The ids of the providers that it asks by default; none where it does not say. */
export function providersByDefault(body: Json | undefined): number[] {
  return pricedIn(body, 'available_enrichments').flatMap((one) => (one.isDefault ? [one.id] : []));
}

/** Not a number where the price is not told. */
function creditsOf(list: Priced[], id: number): number {
  return list.find((one) => one.id === id)?.credits ?? Number.NaN;
}

/** Waterfalls have other field names than enrichments, and their prices are texts. */
function pricedIn(body: Json | undefined, list: string): Priced[] {
  return listIn(field(body, list)).flatMap((item) => {
    const id = numberField(item, 'id');
    if (id === null) return [];
    // Whether it is one of the defaults is told since October 2026; absent means yes.
    const isDefault = field(item, 'enabled_by_default') !== false;
    return [{ id, name: textField(item, 'name') || String(id), credits: amountIn(item, 'price'), isDefault }];
  });
}

function problemOf(
  { enrichments, emailVerifier }: WaterfallSettings,
  providers: Priced[],
  verifiers: Priced[],
): string | null {
  const offered = (list: Priced[]): string => list.map((one) => `${one.id} (${one.name})`).join(', ');
  if (!enrichments && !providers.some((one) => one.isDefault)) return `has no default providers. ${NAME_THEM}`;
  const unknown = (enrichments ?? []).filter((id) => !providers.some((one) => one.id === id));
  if (unknown.length > 0 && providers.length > 0)
    return `has no provider ${unknown.join(', ')}. It has ${offered(providers)}.`;
  if (emailVerifier === undefined || verifiers.some((one) => one.id === emailVerifier)) return null;
  return verifiers.length === 0
    ? 'verifies no e-mail addresses. Leave out the setting "emailVerifier".'
    : `has no e-mail verifier ${emailVerifier}. It has ${offered(verifiers)}.`;
}
