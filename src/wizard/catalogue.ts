// What can be looked up at a provider before a recipe is complete: lists to pick from, and what an operation takes and gives. Free
// reads, kept for minutes in the person's cache under a tag of the key that read them.
import type { Connection } from '../job/connection';
import { connectFor, learn } from '../job/learn';
import type { Platform } from '../platform/ports';
import type { ListAsk, ListItem, ListPage, ReadProblem } from '../providers/account-reads';
import { type AnyOperation, OPERATIONS, PROVIDERS } from '../providers/all';
import { type Attach, attachCalls, readAttached } from '../providers/databar/table-attach';
import type { Answer, Learnt, ProviderId } from '../providers/operation';
import { readSettings } from '../recipe/recipe';
import type { Calls, Described } from '../sidebar-calls';
import { fail, ok, type Result } from '../text/problem';
import { forgetRemembered, remembered } from './remembered';

const LIST_MINUTES = 5;
const CATALOGUE_MINUTES = 10;
/** Names of a choice that a panel can show. */
const CHOICES = 200;

const firstPage = (within: string): ListAsk => ({ within, search: '', page: 1 });

/** `of` may be any text: a name that no provider has is refused. */
type ListArgs = Omit<Calls['list']['args'], 'of'> & { of: string };

export function list(platform: Platform, args: ListArgs): Result<ListPage> {
  const { id, lists } = Object.values(PROVIDERS).find((one) => args.of.startsWith(`${one.id}.`)) ?? {};
  const reading = lists?.find((one) => one.of === args.of);
  if (!id || !reading) return fail('internal', 'This list is not known. Close this panel and open it again.');
  const ask = { ...firstPage(args.within ?? ''), search: (args.search ?? '').trim(), page: args.page ?? 1 };
  return asked(platform, id, [args.of, ask], LIST_MINUTES, (connection) => {
    return listed(reading.read(ask, connection.many(reading.calls(ask))));
  });
}

export function describe(platform: Platform, args: Calls['describe']['args']): Result<Described> {
  const operation = OPERATIONS.find((one) => one.id === args.operation);
  if (!operation) return fail('recipe', `There is no operation "${args.operation}".`);
  const read = readSettings(operation, args.settings);
  if ('problem' in read) return fail('recipe', read.problem);
  const { settings } = read;
  const known = learnAlone(platform, operation, settings);
  if (!known.ok) return known;
  const learnt = known.value;
  const price = operation.priceOf({ canonical: {}, sent: {} }, settings, learnt);
  return ok({
    parameters:
      operation.parameters(settings, learnt)?.map((one) => ({
        ...one,
        choices: operation.choicesOf?.(one.name, learnt)?.slice(0, CHOICES) ?? null,
      })) ?? null,
    results: operation.results?.(settings, learnt) ?? [],
    price: price === 'unknown' ? null : price,
    balance: operation.balance(learnt),
    notes: operation.warnings?.(settings, learnt) ?? [],
    offered: operation.offered?.(learnt),
  });
}

/**
 * Puts an enrichment or a waterfall onto a Databar table, because the person asked for it: looked for first, so that a second press
 * adds nothing.
 */
export function attach(platform: Platform, args: Attach): Result<ListItem> {
  if ((args.enrichment === undefined) === (args.waterfall === undefined))
    return fail('recipe', 'Choose one enrichment or one waterfall to be attached.');
  const connected = connectFor(platform, 'databar');
  if (!connected.ok) return connected;
  const { one, many } = connected.value;
  const rounds: Answer[][] = [];
  for (;;) {
    const calls = attachCalls(args, rounds);
    if (calls.length === 0) break;
    rounds.push(calls[0]!.effect === 'create' ? calls.map(one) : many(calls));
  }
  forgetRemembered(platform, nameOf(connected.value, ['databar.tableEnrichments', firstPage(args.table)]));
  return listed(readAttached(args, rounds));
}

function listed<T extends object>(said: T | ReadProblem): Result<T> {
  return 'problem' in said ? fail(said.rejected ? 'key' : 'unreachable', said.problem) : ok(said);
}

/** What an operation's catalogue says without a sheet: its parameters, and the choices of those that have some. */
export function learnAlone(platform: Platform, operation: AnyOperation, settings: unknown): Result<Learnt> {
  return asked(platform, operation.provider, [operation.id, settings], CATALOGUE_MINUTES, (connection) => {
    const first = learn(connection, operation, settings, {});
    if (!first.ok) return first;
    const wanted: Record<string, string[]> = Object.create(null);
    for (const { name, type } of operation.parameters(settings, first.value) ?? [])
      if (type === 'choice' || type === 'choices') wanted[name] = [];
    return Object.keys(wanted).length > 0 ? learn(connection, operation, settings, wanted) : first;
  });
}

function asked<T>(
  platform: Platform,
  provider: ProviderId,
  what: unknown[],
  minutes: number,
  ask: (connection: Connection) => Result<T>,
): Result<T> {
  const connected = connectFor(platform, provider);
  if (!connected.ok) return connected;
  return remembered(platform, nameOf(connected.value, what), minutes, () => ask(connected.value));
}

/** Under another key everything may be another. */
function nameOf({ tag }: Connection, what: unknown[]): string {
  return JSON.stringify([tag, ...what]);
}
