// What a waterfall does with one row: which providers are asked, which one has it, and what each costs. Pure; knows no task and no table.

import { digest } from '../repeatable';
import { magicIn } from './magic';
import { expectedResult, hostileResult, numberOf, type Result, slug, verdictOn } from './result';
import type { Params } from './state';
import type { DatabarSwitches } from './switches';
import { type EmailVerifier, type Waterfall, type WaterfallProvider, waterfallOf } from './waterfalls';

/** A waterfall as it was asked for: its providers in the order sent. */
export type Cascade = { waterfall: string; enrichments: number[]; verifier: number | null };

/** One provider asked. `found` is its own answer, before the waterfall picks its output fields. */
export type Attempt = {
  provider: WaterfallProvider;
  found: Result | null;
  failed: boolean;
  isVerified: boolean;
  isHit: boolean;
};
/** One amount of one row. `verifier` where a check of the address is paid, not a look-up. */
export type Charge = { enrichment: number; credits: number; verifier?: true };

/** Stops at the first provider that has it: later ones are not asked and cost nothing. */
export function attempts(cascade: Cascade, params: Params, switches: DatabarSwitches): Attempt[] {
  const tried: Attempt[] = [];
  const providers = providersOf(cascade);
  for (const [n, provider] of providers.entries()) {
    const found = findAt(cascade, provider, params, n, providers.length);
    const isFirstFind = found !== null && tried.every((one) => one.found === null);
    const isVerified =
      found !== null && cascade.verifier !== null && !(isFirstFind && magicIn(params, 'unverified') !== null);
    const passes = cascade.verifier === null || isVerified || switches.unverifiedAddress === 'kept';
    const isHit = found !== null && passes;
    tried.push({ provider, found, failed: verdictOn(params) === 'failed', isVerified, isHit });
    if (isHit) break;
  }
  return tried;
}

export function cascadeVerdict(tried: Attempt[]): 'found' | 'miss' | 'failed' {
  if (tried.some((one) => one.isHit)) return 'found';
  return tried.length > 0 && tried.every((one) => one.failed) ? 'failed' : 'miss';
}

/** The most that a row can cost: every provider, and the verifier as often as it can be needed. */
export function worstCharges(cascade: Cascade, switches: DatabarSwitches): Charge[] {
  const verifier = verifierOf(cascade);
  const providers = providersOf(cascade);
  const times = switches.unverifiedAddress === 'next-provider' ? providers.length : 1;
  return [
    ...providers.map((one) => ({ enrichment: one.id, credits: one.price })),
    ...(verifier ? providers.slice(0, times).map(() => verification(verifier)) : []),
  ];
}

export function chargesOf(cascade: Cascade, tried: Attempt[], switches: DatabarSwitches): Charge[] {
  const verifier = verifierOf(cascade);
  return tried.flatMap((one) => {
    const look = { enrichment: one.provider.id, credits: attemptPrice(one, switches) };
    return verifier && one.found !== null ? [look, verification(verifier)] : [look];
  });
}

export function attemptPrice(attempt: Attempt, switches: DatabarSwitches): number {
  if (attempt.isHit) return attempt.provider.price;
  if (attempt.failed) return switches.failures === 'charged' ? attempt.provider.price : 0;
  return switches.cascadeCharge === 'each-tried' ? attempt.provider.price : 0;
}

export function verifierOf(cascade: Cascade): EmailVerifier | null {
  return entryOf(cascade).email_verifiers.find((one) => one.id === cascade.verifier) ?? null;
}

/** The waterfall's own fields, out of what the provider gave. */
export function outputsOf(cascade: Cascade, tried: Attempt[]): Result | null {
  const hit = tried.find((one) => one.isHit)?.found;
  if (!hit) return null;
  return Object.fromEntries(entryOf(cascade).output_fields.map(({ name }) => [name, hit[name] ?? null]));
}

function verification(verifier: EmailVerifier): Charge {
  return { enrichment: verifier.id, credits: verifier.price, verifier: true };
}

function entryOf(cascade: Cascade): Waterfall {
  const waterfall = waterfallOf(cascade.waterfall);
  if (!waterfall) throw new Error(`The simulated Databar has no waterfall "${cascade.waterfall}".`);
  return waterfall;
}

function providersOf(cascade: Cascade): WaterfallProvider[] {
  const all = entryOf(cascade).available_enrichments;
  return cascade.enrichments.flatMap((id) => all.find((one) => one.id === id) ?? []);
}

/** Each provider but the last misses one input in four, so that cascades go on; what nobody has carries a magic word. */
function findAt(
  cascade: Cascade,
  provider: WaterfallProvider,
  params: Params,
  n: number,
  count: number,
): Result | null {
  if (verdictOn(params) !== 'found') return null;
  const isLast = n === count - 1;
  if (!isLast && n === 0 && magicIn(params, 'fallback') !== null) return null;
  if (!isLast && numberOf({ ...params, provider: provider.id }, 4) === 0) return null;
  if (magicIn(params, 'hostile') !== null) return hostileResult(entryOf(cascade).output_fields);
  return cascade.waterfall === 'person_getter' ? person(params, provider) : email(params, provider);
}

function email(params: Params, provider: WaterfallProvider): Result {
  if (provider.id === 833 || provider.id === 966) return expectedResult(provider.id, params) as Result;
  return { ...(expectedResult(833, params) as Result), email: `archive.${slug(params.last_name)}@sample.example` };
}

function person(params: Params, provider: WaterfallProvider): Result {
  const [local = ''] = String(params.email ?? '').split('@');
  const [first = '', last = ''] = local.split(/[._-]/);
  const handle = `${slug(first)}-${slug(last) || digest(local).slice(0, 4)}`;
  return {
    first_name: capital(first),
    last_name: last === '' ? null : capital(last),
    linkedin_url: `https://people.example/in/${handle}`,
    source: provider.name,
  };
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
}
