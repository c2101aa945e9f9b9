// Every service call of a run failing in turn, and Google's daily limit on properties reached at every point of it.
import { test } from 'vitest';
import { proveDeep } from '../deep-table';
import { OPERATIONS } from './crash-subjects';
import { judge, runThrough, sweepFailures } from './failing-calls';
import { billed, leads, type Scene, scene, WORK_EMAILS } from './scene';

const LONG = { timeout: 3_600_000 };
const DAY_MS = 24 * 3_600_000;

function open(): Scene {
  const s = scene({ rows: leads(12, true), host: { addOn: true } });
  s.giveKey();
  return s;
}

const SUBJECT = { open, recipe: WORK_EMAILS, billed };

test('a run of 12 rows with each service call failing in turn, before and after its effect', LONG, () =>
  proveDeep('one failing service call', () => sweepFailures(SUBJECT)),
);

test.each(OPERATIONS.slice(1))(
  '%s: each service call of a run failing in turn, before and after its effect',
  LONG,
  async (operation, make) => {
    await proveDeep(`one failing service call: ${operation}`, () => sweepFailures(make()));
  },
);

test(
  'the day’s properties used up from any call on: nothing is bought twice, and the run goes on the next day',
  LONG,
  () =>
    proveDeep('day’s properties used up', () => {
      const messages = new Set<string>();
      const reference = runThrough(SUBJECT, () => null, messages);
      const result = { cases: 0, checks: 0, problems: [] as string[], messages };
      for (let at = 1; at <= reference.seen.length; at++) {
        if (!reference.seen[at - 1]!.name.startsWith('Properties')) continue;
        result.cases++;
        const where = `properties used up at call ${at} (${reference.seen[at - 1]!.detail.slice(0, 60)})`;
        try {
          let sinceMs = 0;
          let now = (): number => 0;
          const opened = (): Scene => {
            const s = open();
            now = () => s.host.clock.now();
            return s;
          };
          const done = runThrough(
            { ...SUBJECT, open: opened },
            (n, call, phase) => {
              if (phase === 'after' || n < at || !call.name.startsWith('Properties')) return null;
              sinceMs ||= now();
              return now() - sinceMs < DAY_MS ? 'Service invoked too many times for one day: properties.' : null;
            },
            messages,
            DAY_MS / 4,
          );
          // Used up between a charge and its ticket: nobody can write down what the provider answered, so that batch is to check.
          judge(where, SUBJECT, reference.s, done.s, true, result);
        } catch (error) {
          result.problems.push(`${where}: ${(error as Error).message}`);
        }
      }
      console.log(`properties used up at ${result.cases} points, rows in check over all of them: ${result.checks}`, [
        ...messages,
      ]);
      return result;
    }),
);
