// The free reads of the waterfalls: all of them, or one. Prices are texts here, unlike an enrichment's. No task is touched.

import { type HttpReply, jsonReply } from '../http';
import type { DatabarSwitches } from './switches';
import { WATERFALLS, type Waterfall, waterfallOf } from './waterfalls';

/** No search and no pages: official clients filter on their side. */
export function listWaterfalls(switches: DatabarSwitches): HttpReply {
  return jsonReply(
    200,
    WATERFALLS.map((one) => describe(one, switches)),
  );
}

export function describeWaterfall(identifier: string, switches: DatabarSwitches): HttpReply {
  const waterfall = waterfallOf(identifier);
  return waterfall ? jsonReply(200, describe(waterfall, switches)) : jsonReply(404, { detail: 'Not found' });
}

function describe(waterfall: Waterfall, switches: DatabarSwitches) {
  const priced = (credits: number) => (switches.waterfallPrices === 'text' ? String(credits) : credits);
  return {
    ...waterfall,
    available_enrichments: waterfall.available_enrichments.map(({ enabled_by_default, ...one }) => ({
      ...one,
      price: priced(one.price),
      ...(switches.enabledByDefault === 'given' && enabled_by_default !== undefined ? { enabled_by_default } : {}),
    })),
    email_verifiers: waterfall.email_verifiers.map((one) => ({ ...one, price: priced(one.price) })),
  };
}
