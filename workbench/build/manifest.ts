// Checks appsscript.json before it ships: what it must say, and that it asks for nothing else. Changes nothing in it.
export const SCOPES = [
  'https://www.googleapis.com/auth/spreadsheets.currentonly',
  'https://www.googleapis.com/auth/script.container.ui',
  'https://www.googleapis.com/auth/script.external_request',
  'https://www.googleapis.com/auth/script.scriptapp',
  'https://www.googleapis.com/auth/userinfo.email',
];

export const PROVIDER_ORIGINS = [
  'https://api.databar.ai/',
  'https://api-dashboard.influencers.club/',
  'https://api.enrichabl.com/',
];

/** Of what developers.google.com/apps-script/manifest documents, what a Sheets add-on of ours may say; Google ignores a misspelt name silently. */
const FIELDS = [
  'timeZone',
  'dependencies',
  'exceptionLogging',
  'runtimeVersion',
  'oauthScopes',
  'urlFetchWhitelist',
] as const;

type Manifest = Partial<Record<(typeof FIELDS)[number], unknown>>;

function sameSet(value: unknown, wanted: string[]): boolean {
  return Array.isArray(value) && value.length === wanted.length && wanted.every((item) => value.includes(item));
}

/** Throws with one line where the manifest is not the one that we mean to ship; a wider scope asks every user for consent again. */
export function checkManifest(text: string): void {
  const manifest = JSON.parse(text) as Manifest;
  const unknown = Object.keys(manifest).filter((name) => !(FIELDS as readonly string[]).includes(name));
  if (unknown.length > 0) throw new Error(`appsscript.json has a field that is not known here: ${unknown.join(', ')}.`);
  if (manifest.runtimeVersion !== 'V8') throw new Error('appsscript.json must say "runtimeVersion": "V8".');
  if (typeof manifest.timeZone !== 'string') throw new Error('appsscript.json must name a "timeZone".');
  if (!['STACKDRIVER', 'NONE'].includes(String(manifest.exceptionLogging)))
    throw new Error('appsscript.json must say "exceptionLogging": "STACKDRIVER" or "NONE".');
  if (Object.keys((manifest.dependencies ?? {}) as object).length > 0)
    throw new Error('appsscript.json must have no "dependencies": libraries slow every start, services ask for more.');
  if (!sameSet(manifest.oauthScopes, SCOPES))
    throw new Error('appsscript.json asks for other scopes than workbench/build/manifest.ts lists.');
  if (!sameSet(manifest.urlFetchWhitelist, PROVIDER_ORIGINS)) {
    throw new Error('appsscript.json may list the three providers in "urlFetchWhitelist", and nothing else.');
  }
}
