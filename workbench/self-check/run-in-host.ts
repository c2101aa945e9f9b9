// Runs SelfCheck.js in the local host from the menu item to the report, playing the page. What the page does is in src/self-check/page.ts.
import type { Findings, Next, Report, Told } from '../../src/self-check/report-form';
import { createHost, type Execution, type Host, type HostOptions } from '../host/host';

const OWNER = 'owner@example.com';
const MOST_SLICES = 200;
const MOST_LOST = 5;
const SEED = 1;

function answerOf(execution: Execution): unknown {
  if (execution.ok) return execution.value;
  throw new Error(`${execution.fn} ended with: ${execution.error}\n${execution.stack ?? ''}`);
}

/** The formula beside it is calculated by running the function, as Google does; once for each text. */
function calculating(hostOf: () => Host): NonNullable<HostOptions['evaluate']> {
  const known = new Map<string, string>();
  return (formula) => {
    if (!formula.startsWith('=checkGoogleFormula(')) return undefined;
    if (!known.has(formula)) {
      known.set(formula, 'Loading...');
      const tab = hostOf()
        .person()
        .tabs()
        .find(({ name }) => name.startsWith('Backfill check (aside)'));
      known.set(formula, String(hostOf().formula(OWNER, formula, tab?.name)));
    }
    return known.get(formula);
  };
}

export function selfCheckHost(code: string, options: Partial<HostOptions> = {}): Host {
  const host: Host = createHost({ users: [OWNER], evaluate: calculating(() => host), ...options, code });
  return host;
}

function pageCall(host: Host, fn: string, arg: string): Execution {
  return host.run({ user: OWNER, fn, args: [arg], as: 'sidebar' });
}

function throwAll(host: Host, kinds: string[]): Findings {
  const fromMs = host.clock.now();
  answerOf(pageCall(host, 'checkGoogleThrow', 'nothing'));
  const seen: Findings = { 'ms: a call from the page': host.clock.now() - fromMs };
  for (const kind of kinds) {
    const { ok, value, error } = pageCall(host, 'checkGoogleThrow', kind);
    seen[`the page gets of ${kind}`] = ok ? { value: (value ?? null) as Told } : { error: error ?? null };
  }
  return seen;
}

async function beside(host: Host): Promise<Findings> {
  const call = (part: string) => ({ user: OWNER, fn: 'checkGoogleBeside', args: [part], as: 'sidebar' as const });
  const ended = await host.together([call('hold'), call('look')], SEED);
  return Object.assign({}, ...ended.map((execution) => JSON.parse(String(answerOf(execution)))));
}

/** The report of one whole check; `slices` counts the calls of the page. */
export async function runSelfCheck(host: Host): Promise<{ report: Report; slices: number }> {
  answerOf(host.run({ user: OWNER, fn: 'checkGoogle', args: [], as: 'menu' }));
  let heard: unknown = null;
  let lost = 0;
  for (let slices = 1; slices <= MOST_SLICES; slices++) {
    const slice = pageCall(host, 'checkGoogleNext', JSON.stringify(heard));
    // A slice that got lost is asked for again, as the page does.
    if (slice.killed && ++lost <= MOST_LOST) continue;
    const next = JSON.parse(String(answerOf(slice))) as Next;
    heard = null;
    if (next.do === 'finished') return { report: next.report, slices };
    if (next.do === 'again') host.clock.advance(next.afterMs);
    else if (next.do === 'throw') heard = { name: 'throw', seen: throwAll(host, next.kinds) };
    else heard = { name: 'beside', seen: await beside(host) };
  }
  throw new Error(`The self-check did not end within ${MOST_SLICES} slices.`);
}
