// One row's result of a waterfall as it travels: result, steps, costs as text. The shape is known from an official client's types only.

import { type Attempt, attemptPrice, attempts, type Cascade, cascadeVerdict, outputsOf, verifierOf } from './cascade';
import type { Result } from './result';
import type { Params } from './state';
import type { DatabarSwitches } from './switches';
import { waterfallOf } from './waterfalls';

export function cascadeElement(cascade: Cascade, params: Params, switches: DatabarSwitches): Result | null {
  const tried = attempts(cascade, params, switches);
  if (cascadeVerdict(tried) !== 'found' && switches.waterfallMiss === 'null') return null;
  const outputs = outputsOf(cascade, tried) ?? {};
  return {
    enrichment_data: tried.find((one) => one.isHit)?.found ?? {},
    result: outputs,
    steps: tried.flatMap((one) => stepsOf(cascade, one, switches)),
    result_field: waterfallOf(cascade.waterfall)!.output_fields.map((field) => field.name),
  };
}

function stepsOf(cascade: Cascade, attempt: Attempt, switches: DatabarSwitches): Result[] {
  const verifier = attempt.found === null ? null : verifierOf(cascade);
  const inOneStep = switches.verifierStep === 'in-provider-step';
  const look = attemptPrice(attempt, switches);
  const own = {
    action: 'enrichment',
    provider_logo: null,
    result: attempt.isHit ? 'found' : attempt.failed ? 'error' : 'not found',
    details: attempt.failed ? 'The data provider returned an error.' : null,
    cost: costText(look + (verifier && inOneStep ? verifier.price : 0)),
    provider: attempt.provider.name,
    is_verified: attempt.isVerified,
  };
  if (!verifier || inOneStep) return [own];
  const check = { ...own, action: 'email_verification', cost: costText(verifier.price), provider: verifier.name };
  return [{ ...own, is_verified: false }, check];
}

function costText(credits: number): string {
  return String(Math.round(credits * 1e6) / 1e6);
}
