// The Marketplace kit as files: what is pushed, texts, scopes, pictures. Says nothing to Google and nothing of what to do with them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Listing, readListing, readScopes } from './listing';
import { BANNER_PX, bannerSvg, ICON_PX, iconSvg, pngOf } from './pictures';

/** What an add-on for everybody ships; whatever else a build makes, the self-check say, is for one's own spreadsheet. */
const SHIPPED = ['Code.js', 'appsscript.json', 'sidebar.html'];

export type Files = Record<string, string | Buffer>;

export function scriptFiles(root: string): Files {
  return Object.fromEntries(SHIPPED.map((name) => [`script/${name}`, readFileSync(join(root, 'dist', name))]));
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function textFiles(root: string): Files {
  const listing: Listing = readListing(root);
  return { 'listing.json': asJson(listing), 'scopes.json': asJson(readScopes(root)) };
}

export async function drawnFiles(): Promise<Files> {
  const files: Files = {};
  for (const px of ICON_PX) files[`images/icon-${px}.png`] = await pngOf(iconSvg(px), px, px);
  files['images/card-banner.png'] = await pngOf(bannerSvg(), BANNER_PX.width, BANNER_PX.height);
  return files;
}
