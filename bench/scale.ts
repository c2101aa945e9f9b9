// What one person, one company and a published add-on can run in a day: arithmetic over Google's quotas and the measured cost of 1,000
// rows. `npm run bench -- --scale` prints the tables of docs/scale.md.
// Quotas: developers.google.com/apps-script/guides/services/quotas (April 2026). That the 1,000 executions at once belong to a script, and
// so to all users of a published add-on together, is how the page reads; nobody has published a measurement.

export type Account = 'consumer' | 'Workspace';

type Quotas = { fetches: number; propertyCalls: number; triggerSeconds: number };

export const QUOTAS: Record<Account, Quotas> = {
  consumer: { fetches: 20_000, propertyCalls: 50_000, triggerSeconds: 90 * 60 },
  Workspace: { fetches: 100_000, propertyCalls: 500_000, triggerSeconds: 6 * 3600 },
};

export const AT_ONCE = { user: 30, script: 1000 };

const DAY_SECONDS = 24 * 3600;
/** The hours in which an office works, for what many people do at the same time. */
const WORK_SECONDS = 8 * 3600;

/** Measured on a run of many rows, for each 1,000 of them. `seconds`: of executions, waits for the provider left out. */
export type PerThousand = { fetches: number; propertyCalls: number; seconds: number };

export type Limit = { limit: string; rows: number };

/** Rows a day by each limit that binds one person; the smallest is what binds. One job moves at a time: charges go one after another. */
export function onePerson(account: Account, cost: PerThousand, sidebarOpen: boolean): Limit[] {
  const quotas = QUOTAS[account];
  const rows = (amount: number, each: number) => Math.floor((amount / each) * 1000);
  return [
    { limit: 'UrlFetch calls', rows: rows(quotas.fetches, cost.fetches) },
    { limit: 'property calls', rows: rows(quotas.propertyCalls, cost.propertyCalls) },
    sidebarOpen
      ? { limit: 'time: one execution after another, all day', rows: rows(DAY_SECONDS, cost.seconds) }
      : { limit: 'trigger minutes', rows: rows(quotas.triggerSeconds, cost.seconds) },
  ];
}

/** Rows a day and person at which `users` people, all within the same working hours, fill the executions that a script may have at once. */
export function sharedScript(users: number, cost: PerThousand): number {
  return Math.floor(((AT_ONCE.script * WORK_SECONDS) / (users * cost.seconds)) * 1000);
}

export const binding = (limits: Limit[]): Limit => limits.reduce((least, one) => (one.rows < least.rows ? one : least));

const count = (rows: number): string => rows.toLocaleString('en-US');

/** The tables of docs/scale.md as Markdown. */
export function scaleTables(cost: PerThousand): string {
  const lines = [
    `Measured for 1,000 rows of a large run: ${cost.fetches} UrlFetch calls, ${cost.propertyCalls} property calls, ${cost.seconds} s of executions.`,
    '',
    '| one person | binds first | rows a day | the other limits |',
    '| --- | --- | --- | --- |',
  ];
  for (const account of ['consumer', 'Workspace'] as const)
    for (const sidebarOpen of [true, false]) {
      const limits = onePerson(account, cost, sidebarOpen);
      const first = binding(limits);
      const others = limits.filter((one) => one !== first).map((one) => `${one.limit}: ${count(one.rows)}`);
      lines.push(
        `| ${account}, sidebar ${sidebarOpen ? 'open' : 'closed'} | ${first.limit} | ${count(first.rows)} | ${others.join('; ')} |`,
      );
    }
  lines.push(
    '',
    '| people who share one script | rows a day for each before 1,000 executions at once bind |',
    '| --- | --- |',
  );
  for (const users of [50, 1000, 100_000]) lines.push(`| ${count(users)} | ${count(sharedScript(users, cost))} |`);
  return lines.join('\n');
}
