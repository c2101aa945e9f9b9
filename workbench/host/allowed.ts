// Which services an execution may call: authorisation modes, the formula whitelist, OAuth scopes. Not who may edit which cell.
// Table: developers.google.com/workspace/add-ons/concepts/editor-auth-lifecycle; formulas: developers.google.com/apps-script/guides/sheets/functions.
import { GoogleError } from './google-error';
import type { AuthMode } from './options';

export type Need =
  | 'nothing'
  | 'menu'
  | 'ui'
  | 'read sheet'
  | 'write sheet'
  | 'properties'
  | 'cache'
  | 'lock'
  | 'fetch'
  | 'triggers'
  | 'identity';

const ALLOWED: Record<AuthMode, Need[]> = {
  NONE: ['nothing', 'menu'],
  LIMITED: ['nothing', 'menu', 'read sheet', 'write sheet', 'properties', 'cache', 'lock'],
  CUSTOM_FUNCTION: ['nothing', 'read sheet', 'properties', 'cache', 'lock', 'fetch'],
  FULL: [
    'nothing',
    'menu',
    'ui',
    'read sheet',
    'write sheet',
    'properties',
    'cache',
    'lock',
    'fetch',
    'triggers',
    'identity',
  ],
};

const SCOPES: Partial<Record<Need, string[]>> = {
  'read sheet': ['spreadsheets.currentonly', 'spreadsheets'],
  'write sheet': ['spreadsheets.currentonly', 'spreadsheets'],
  ui: ['script.container.ui'],
  fetch: ['script.external_request'],
  triggers: ['script.scriptapp'],
  identity: ['userinfo.email'],
};

function scopeUrl(name: string): string {
  return `https://www.googleapis.com/auth/${name}`;
}

/** @param withdrawn names of scopes that were granted once */
export function checkAllowed(
  need: Need,
  name: string,
  mode: AuthMode,
  granted: string[] | undefined,
  withdrawn: string[] = [],
): void {
  const scopes = (SCOPES[need] ?? []).map(scopeUrl);
  const isGranted = (scope: string): boolean =>
    (!granted || granted.includes(scope)) && !withdrawn.some((one) => scope === scopeUrl(one));
  const hasScope = scopes.length === 0 || scopes.some(isGranted);
  if (ALLOWED[mode].includes(need) && hasScope) return;
  if (mode === 'CUSTOM_FUNCTION' || scopes.length === 0)
    throw new GoogleError(`You do not have permission to call ${name}`);
  const list = scopes.length > 1 ? `(${scopes.join(' || ')})` : scopes[0];
  throw new GoogleError(`You do not have permission to call ${name}. Required permissions: ${list}`);
}
