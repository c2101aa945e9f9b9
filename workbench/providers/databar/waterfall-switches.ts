// Every point where the behaviour of Databar's waterfalls is not known for certain, as one switch with the likeliest reading as its default. Decides nothing itself.

import type { Endpoint } from './switches';

export type WaterfallSwitches = {
  /** GET of the list and of one. */
  waterfalls: Endpoint;
  /** Documented, but missing from some descriptions of the API. */
  waterfallBulkRun: 'works' | '404' | '405';
  /** `enrichments` of a run: needed (current page), [833] where absent (2025), or the default cascade (official client since October 2026). */
  waterfallEnrichments: 'required' | 'default-833' | 'default-cascade';
  /** Is an id that the waterfall does not have refused, or left out? */
  unknownProviders: 'refused' | 'ignored';
  /** Is `price` a text (documented) or a number (an official client takes both)? */
  waterfallPrices: 'text' | 'number';
  /** `enabled_by_default` is told since October 2026. */
  enabledByDefault: 'given' | 'absent';
  /** First word of a waterfall's task, and how long it stays. */
  waterfallStartWord: 'created' | 'processing';
  waterfallCreatedMs: number;
  /** Data of a single run: one official client reads an object, another the first of a list. */
  singleWaterfall: 'object' | 'array';
  /** Element of a row that nobody had: nothing, or the steps with an empty result. */
  waterfallMiss: 'null' | 'with-steps';
  /** Is a provider charged that was asked and did not have it? Not documented. */
  cascadeCharge: 'each-tried' | 'only-hit';
  /** Does the verifier have a step of its own, or is its cost in the provider's ("one step per provider tried")? */
  verifierStep: 'in-provider-step' | 'own-step';
  /** An address that the verifier does not confirm: given anyway, or the next provider is asked (and the verifier paid again). */
  unverifiedAddress: 'kept' | 'next-provider';
};

export function defaultWaterfallSwitches(): WaterfallSwitches {
  return {
    waterfalls: 'works',
    waterfallBulkRun: 'works',
    waterfallEnrichments: 'required',
    unknownProviders: 'refused',
    waterfallPrices: 'text',
    enabledByDefault: 'given',
    waterfallStartWord: 'created',
    waterfallCreatedMs: 1000,
    singleWaterfall: 'object',
    waterfallMiss: 'null',
    cascadeCharge: 'each-tried',
    verifierStep: 'in-provider-step',
    unverifiedAddress: 'kept',
  };
}
