// The Marketplace kit's texts: Google's lengths and words, scopes as the manifest asks, what is to be filled in marked; and what is pushed.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { scriptFiles } from '../../workbench/publish/kit';
import { MOST_CHARACTERS, readListing, readScopes } from '../../workbench/publish/listing';

const listing = readListing('.');
const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));

test.each(Object.entries(MOST_CHARACTERS))('the listing’s "%s" has at most %i characters', (name, most) => {
  const { length } = listing[name as keyof typeof listing];
  expect(length).toBeGreaterThan(3);
  expect(length).toBeLessThanOrEqual(most);
});

test('the name has no product of Google’s in it', () => {
  expect(listing['Application name']).not.toMatch(/google|sheets|gmail|drive|docs/i);
});

test('a text that is too long is refused with its name and its length', () => {
  expect(() => readListing('test/docs/too-long')).toThrow(/"Short description".* has 201 characters, 200 at most/);
});

describe('scopes', () => {
  test('each that the manifest asks for has its reason, and no other has', () => {
    const reasons = readScopes('.');
    expect(Object.keys(reasons).sort()).toEqual([...manifest.oauthScopes].sort());
    for (const reason of Object.values(reasons)) expect(reason.length).toBeGreaterThan(40);
  });

  test('each names a file that uses it', () => {
    const page = readFileSync('docs/publish/scopes.md', 'utf8');
    const files = [...page.matchAll(/\| `(src\/[^`]+)`/g)].map((match) => match[1]!);
    expect(files).toHaveLength(manifest.oauthScopes.length);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });
});

test('privacy policy, terms and the reviewer’s script say where something is to be filled in', () => {
  for (const name of ['privacy-policy', 'terms', 'reviewer', 'listing'])
    expect(readFileSync(`docs/publish/${name}.md`, 'utf8'), name).toMatch(/«[^»]+»/);
});

test('the privacy policy names every host that the manifest lets the add-on call, by the provider’s name', () => {
  const page = readFileSync('docs/publish/privacy-policy.md', 'utf8');
  expect(manifest.urlFetchWhitelist).toHaveLength(3);
  for (const name of ['Databar', 'Influencers.club', 'Enrichabl']) expect(page).toContain(name);
});

test('what is pushed for everybody is the bundle, the manifest and the panel, as they were built', () => {
  const files = scriptFiles('.');
  expect(Object.keys(files)).toEqual(['script/Code.js', 'script/appsscript.json', 'script/sidebar.html']);
  expect(String(files['script/Code.js'])).toBe(readFileSync('dist/Code.js', 'utf8'));
});
