// The runner's flags as checked data: keys, routes, clock and paths. Reads no file's content and calls nobody.
import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SAMPLE_KEY } from '../providers/all';
import { checkedRoute } from '../route/loopback';
import { Complaint } from './complaint';
import { isProviderName, PROVIDER_NAMES, PROVIDERS, type ProviderName } from './provider-table';

export type ClockKind = 'virtual' | 'real';

/** As commander gives them. */
export type RawFlags = {
  recipe?: string;
  in?: string;
  out?: string;
  key?: string[];
  route?: string[];
  clock?: string;
  state?: string;
  fresh?: boolean;
  report?: string;
};

export type Flags = {
  recipe: string | null;
  in: string | null;
  out: string | null;
  keys: Partial<Record<ProviderName, string>>;
  /** Original origin → loopback origin. */
  routes: Record<string, string>;
  clock: ClockKind;
  state: string;
  fresh: boolean;
  report: string | null;
};

function readKeys(given: string[], environment: NodeJS.ProcessEnv): Flags['keys'] {
  const keys: Flags['keys'] = {};
  for (const name of PROVIDER_NAMES) {
    const key = environment[PROVIDERS[name].environment]?.trim();
    if (key) keys[name] = key;
  }
  for (const text of given) {
    const at = text.indexOf('=');
    const name = text.slice(0, Math.max(at, 0)).trim();
    const key = text.slice(at + 1).trim();
    // The text itself is not shown: it may be the key alone.
    if (at < 1) throw new Complaint('--key must look like databar=KEY');
    if (!isProviderName(name)) throw new Complaint(`--key names no provider: use one of ${PROVIDER_NAMES.join(', ')}`);
    if (key === '') throw new Complaint(`--key ${name}= has no key`);
    keys[name] = key;
  }
  return keys;
}

function readRoutes(given: string[]): Flags['routes'] {
  const routes: Flags['routes'] = {};
  const origins = PROVIDER_NAMES.map((name) => PROVIDERS[name].origin);
  for (const text of given) {
    const at = text.indexOf('=');
    if (at < 1) throw new Complaint(`--route ${text} must look like ${origins[0]}=http://127.0.0.1:4010`);
    let route: { from: string; to: string };
    try {
      route = checkedRoute(text.slice(0, at), text.slice(at + 1));
    } catch (error) {
      throw new Complaint(`--route: ${(error as Error).message}`);
    }
    if (!origins.includes(route.from)) {
      throw new Complaint(`--route ${text}: the left side must be one of ${origins.join(', ')}`);
    }
    if (routes[route.from]) throw new Complaint(`--route gives ${route.from} twice`);
    routes[route.from] = route.to;
  }
  return routes;
}

/** Found out now and not after money was spent. */
function checkWritable(flag: string, path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch {
    throw new Complaint(`${flag} ${path}: the folder is missing or cannot be written`);
  }
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new Complaint(`${flag} ${path} is not a file`);
}

function checkPaths(flags: Flags): void {
  const written = [
    ['--out', flags.out],
    ['--state', flags.state],
    ['--report', flags.report],
  ].filter((pair): pair is [string, string] => pair[1] !== null);
  const taken = new Map<string, string>();
  if (flags.recipe) taken.set(flags.recipe, '--recipe');
  for (const [flag, path] of written) {
    checkWritable(flag, path);
    const other = taken.get(path);
    if (other) throw new Complaint(`${flag} and ${other} are the same file: ${path}`);
    taken.set(path, flag);
  }
  if (flags.in && taken.has(flags.in) && taken.get(flags.in) !== '--out') {
    throw new Complaint(`--in and ${taken.get(flags.in)} are the same file: ${flags.in}`);
  }
}

export function readFlags(raw: RawFlags, environment: NodeJS.ProcessEnv): Flags {
  const routes = readRoutes(raw.route ?? []);
  const clock = raw.clock ?? (Object.keys(routes).length > 0 ? 'real' : 'virtual');
  if (clock !== 'virtual' && clock !== 'real') throw new Complaint(`--clock ${clock}: use virtual or real`);
  const path = (given: string | undefined) => (given ? resolve(given) : null);
  const out = path(raw.out);
  const state = path(raw.state) ?? (out ? `${out}.backfill.json` : null);
  if (!state) throw new Complaint('give --out FILE (or --state FILE): without one there is nothing to work on');
  const flags: Flags = {
    recipe: path(raw.recipe),
    in: path(raw.in),
    out,
    keys: readKeys(raw.key ?? [], environment),
    routes,
    clock,
    state,
    fresh: raw.fresh ?? false,
    report: path(raw.report),
  };
  checkPaths(flags);
  return flags;
}

/** The key that a provider is called with; a routed one needs a real answer, so it needs a real key. */
export function keyFor(name: ProviderName, flags: Flags): string {
  const { origin, environment } = PROVIDERS[name];
  const given = flags.keys[name];
  if (given) return given;
  if (flags.routes[origin]) throw new Complaint(`no key for ${name}: give --key ${name}=KEY or set ${environment}`);
  return SAMPLE_KEY;
}
