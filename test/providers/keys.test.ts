// How a key travels: in the one header that each provider names, to its one origin.
import { expect, test } from 'vitest';
import { PROVIDERS } from '../../src/providers/all';

test.each([
  ['databar', 'https://api.databar.ai', { 'x-apikey': 'KEY' }],
  ['influencers', 'https://api-dashboard.influencers.club', { Authorization: 'Bearer KEY' }],
  ['enrichabl', 'https://api.enrichabl.com', { Authorization: 'Bearer KEY' }],
] as const)('the key for %s goes to %s in its own header', (id, origin, header) => {
  expect(PROVIDERS[id].origin).toBe(origin);
  expect(PROVIDERS[id].keyHeader('KEY')).toEqual(header);
});
