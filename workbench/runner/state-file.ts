// The state file: one spreadsheet with its archive, jobs, triggers, properties and clock, the simulators, and the files that its tabs came from.
// Reads and writes it; never with a key in it.
import { readFileSync } from 'node:fs';
import type { HostState } from '../host/host';
import type { Json } from '../providers/simulator';
import { Complaint } from './complaint';
import type { CsvForm } from './csv-file';
import { writeWhole } from './whole-file';

/** The file that a tab came from and goes to. */
export type FileRecord = {
  tab: string;
  out: string | null;
  form: CsvForm;
  headerRow: number;
  /** Headers of the columns that runs have written here; all others leave byte for byte. */
  ours: string[];
  /** What was loaded, by which recipe, and what was written last: so that the same command given again goes on instead of starting anew. */
  inHash: string | null;
  recipeHash: string | null;
  writtenHash: string | null;
};

export type StateFile = {
  version: 1;
  savedAtMs: number;
  host: HostState | null;
  simulators: Record<string, Json>;
  files: FileRecord[];
  /** Origins that its runs talk to through --route. */
  routed?: string[];
};

export const NO_STATE: StateFile = { version: 1, savedAtMs: 0, host: null, simulators: {}, files: [] };

/** null where there is none yet. */
export function readState(path: string): StateFile | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Complaint(`--state ${path} cannot be read: ${(error as Error).message}`);
  }
  try {
    const state = JSON.parse(text) as StateFile;
    if (state.version === 1 && Array.isArray(state.files)) return state;
  } catch {
    // The same complaint as for a file that is JSON, but not ours.
  }
  throw new Complaint(`--state ${path} is not a state file of this version; --fresh forgets it`);
}

const KEY_PREFIX = 'key.';

/** Keys are user properties of this prefix; they stay in memory and are given anew to every command. */
function withoutKeys(host: HostState): HostState {
  const user: HostState['properties']['user'] = {};
  for (const [email, properties] of Object.entries(host.properties.user)) {
    user[email] = Object.fromEntries(Object.entries(properties).filter(([name]) => !name.startsWith(KEY_PREFIX)));
  }
  return { ...host, properties: { ...host.properties, user } };
}

export function writeState(path: string, state: StateFile, eraseKeys: (text: string) => string): void {
  const host = state.host && withoutKeys(state.host);
  writeWhole(path, eraseKeys(JSON.stringify({ ...state, host })));
}
