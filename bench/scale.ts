// What one person, one company and a published add-on can run in a day: arithmetic over quotas and the measured cost of 1,000 rows.
// `npm run bench -- --scale` prints the tables of docs/scale.md.
// Google's quotas: developers.google.com/apps-script/guides/services/quotas (April 2026). That the 1,000 executions at once belong to a
// script, and so to all users of a published add-on together, is how the page reads; nobody has published a measurement.

type Quotas = { fetches: number; propertyCalls: number; triggerSeconds: number };

const GOOGLES: Record<'ordinary' | 'Workspace', Quotas> = {
  ordinary: { fetches: 20_000, propertyCalls: 50_000, triggerSeconds: 90 * 60 },
  Workspace: { fetches: 100_000, propertyCalls: 500_000, triggerSeconds: 6 * 3600 },
};

/** Of an ordinary account's quotas, for everybody: no script is told whose account it runs under (src/engine/day-meter.ts). */
const OWN_SHARE = 0.8;
const OWN: Quotas = {
  fetches: GOOGLES.ordinary.fetches * OWN_SHARE,
  propertyCalls: GOOGLES.ordinary.propertyCalls * OWN_SHARE,
  triggerSeconds: GOOGLES.ordinary.triggerSeconds * OWN_SHARE,
};

const SCRIPT_AT_ONCE = 1000;
const DAY_SECONDS = 24 * 3600;
/** The hours in which an office works, for what many people do at the same time. */
const WORK_SECONDS = 8 * 3600;

/** Measured on a run of many rows, for each 1,000 of them. `seconds`: of executions, waits for the provider left out. */
export type PerThousand = { fetches: number; propertyCalls: number; seconds: number };

type Limit = { limit: string; rows: number };

/** What binds one person first. One job moves at a time: charges go one after another. */
function onePerson(quotas: Quotas, cost: PerThousand, panelOpen: boolean): Limit {
  const rows = (amount: number, each: number) => (amount / each) * 1000;
  const limits: Limit[] = [
    { limit: 'calls to providers', rows: rows(quotas.fetches, cost.fetches) },
    { limit: 'reads and writes of properties', rows: rows(quotas.propertyCalls, cost.propertyCalls) },
    panelOpen
      ? { limit: 'the hours of the day', rows: rows(DAY_SECONDS, cost.seconds) }
      : { limit: 'time of alarms', rows: rows(quotas.triggerSeconds, cost.seconds) },
  ];
  return limits.reduce((least, one) => (one.rows < least.rows ? one : least));
}

/** Rows a day and person at which `users` people, all within the same working hours, fill the executions that a script may have at once. */
function sharedScript(users: number, cost: PerThousand): number {
  return ((SCRIPT_AT_ONCE * WORK_SECONDS) / (users * cost.seconds)) * 1000;
}

/** More digits than two would promise what nobody measured. */
const count = (rows: number): string => Number(rows.toPrecision(2)).toLocaleString('en-US');

/** The tables of docs/scale.md as Markdown. */
export function scaleTables(cost: PerThousand): string {
  const lines = [
    `Measured for 1,000 rows of a large run: ${cost.fetches} calls to the provider, ${cost.propertyCalls} reads and writes of properties, ${cost.seconds} s of executions.`,
    '',
    '| one person, in 24 hours | rows that Backfill lets itself fill | what binds | Google alone, ordinary account | Google alone, Workspace |',
    '| --- | --- | --- | --- | --- |',
  ];
  for (const panelOpen of [true, false]) {
    const own = onePerson(OWN, cost, panelOpen);
    const googles = Object.values(GOOGLES).map((quotas) => count(onePerson(quotas, cost, panelOpen).rows));
    const title = `panel ${panelOpen ? 'open' : 'closed'}`;
    lines.push(`| ${[title, `**${count(own.rows)}**`, own.limit, ...googles].join(' | ')} |`);
  }
  lines.push(
    '',
    '| people who share one script | rows a day for each before 1,000 executions at once bind |',
    '| --- | --- |',
  );
  for (const users of [50, 1000, 100_000])
    lines.push(`| ${users.toLocaleString('en-US')} | ${count(sharedScript(users, cost))} |`);
  return lines.join('\n');
}
