// The store page's texts and the reasons for scopes, read from docs/publish/, with the lengths that Google sets. Judges no wording.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In characters: developers.google.com/workspace/marketplace/create-listing. */
export const MOST_CHARACTERS = {
  'Application name': 50,
  'Short description': 200,
  'Detailed description': 15_999,
};

export type Listing = Record<keyof typeof MOST_CHARACTERS, string>;

function sectionOf(page: string, heading: string): string {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`docs/publish/listing.md has no section "${heading}". Write it, then try again.`);
  const rest = page.slice(start + heading.length + 5);
  const end = rest.indexOf('\n## ');
  return (end < 0 ? rest : rest.slice(0, end)).trim();
}

/** Lines that are only broken for the file's width are joined; paragraphs and points stay. */
function unwrapped(text: string): string {
  return text.replace(/([^\n])\n(?![\n•])/g, '$1 ');
}

export function readListing(root: string): Listing {
  const page = readFileSync(join(root, 'docs/publish/listing.md'), 'utf8');
  const texts = Object.keys(MOST_CHARACTERS).map((name) => [name, unwrapped(sectionOf(page, name))]);
  const listing = Object.fromEntries(texts) as Listing;
  for (const [name, most] of Object.entries(MOST_CHARACTERS)) {
    const { length } = listing[name as keyof Listing];
    if (length > most)
      throw new Error(`"${name}" in docs/publish/listing.md has ${length} characters, ${most} at most. Shorten it.`);
  }
  return listing;
}

/** Scope → the reason, from the table of docs/publish/scopes.md. */
export function readScopes(root: string): Record<string, string> {
  const page = readFileSync(join(root, 'docs/publish/scopes.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(https:[^`]+)`\s*\|\s*([^|]+?)\s*\|/gm)];
  return Object.fromEntries(rows.map((row) => [row[1]!, `${row[2]!}.`]));
}
