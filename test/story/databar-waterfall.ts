// A list and a recipe that fill work e-mails by a Databar waterfall. For story tests; asserts nothing itself.
import { leads, type Recipe, type Scene, scene } from './scene';

export const STATUS = 'Work emails status';
const HEADERS = ['First name', 'Last name', 'Company', 'Work email', 'Provider', 'Cost', STATUS];
export const WATERFALL: Recipe = {
  version: 1,
  name: 'Work emails',
  operation: 'databar.waterfall',
  settings: { waterfall: 'email_getter' },
  sheet: 'Leads',
  inputs: { first_name: 'First name', last_name: 'Last name', company: 'Company' },
  outputs: { email: 'Work email', provider: 'Provider', cost: 'Cost' },
};

export function set(settings: object): Recipe {
  return { ...WATERFALL, settings: { ...(WATERFALL.settings as object), ...settings } };
}

export function people(count: number): string[][] {
  return leads(count).map(([first, company]) => [first!, 'Sample', company!, '', '', '', '']);
}

export function waterfallScene(switches: object = {}, rows = people(12)): Scene {
  const s = scene({ rows, headers: HEADERS, switches: switches as never });
  s.giveKey();
  return s;
}

/** What each POST was: `run`, `bulk-run`. */
export function posts(s: Scene): string[] {
  return s.host.http.filter((one) => one.method.toUpperCase() === 'POST').map((one) => one.url.replace(/^.*\//, ''));
}

/** Every input that was billed, once for each task that it was billed in: a repeat is a double purchase. */
export function paid(s: Scene): string[] {
  const lines = s.databar.ledger.billed.map((one) => JSON.stringify([one.task, one.params]));
  return [...new Set(lines)].map((line) => JSON.stringify(JSON.parse(line)[1]));
}
