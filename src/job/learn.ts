// Asks a provider's catalogue for what a plan needs. Reads only; each is tried a few times.
import type { Platform } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import { PROVIDERS } from '../providers/all';
import type { Learnt, ProviderId, Wanted } from '../providers/operation';
import { fail, ok, type Result } from '../text/problem';
import { type Connection, connect } from './connection';

/** Rounds of questions: the entry, then pages of choices. More means that a provider leads us in circles. */
const ROUNDS = 40;
const TRIES = 3;

/** The person's connection to the provider, or what to do to get one. */
export function connectFor(platform: Platform, provider: ProviderId): Result<Connection> {
  const connection = connect(platform, provider);
  const { name } = PROVIDERS[provider];
  return connection ? ok(connection) : fail('key', `There is no key for ${name} yet. Enter yours under Connections.`);
}

export function learn(
  connection: Connection,
  operation: AnyOperation,
  settings: unknown,
  wanted: Wanted,
): Result<Learnt> {
  const { name } = PROVIDERS[operation.provider];
  let learnt: Learnt = {};
  let failures = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const calls = operation.toLearn(settings, wanted, learnt);
    if (calls.length === 0) return ok(learnt);
    const said = operation.learn(settings, wanted, learnt, calls, connection.many(calls));
    learnt = said.learnt;
    if (!said.failure) continue;
    if (said.failure.kind === 'pause')
      return fail(said.failure.why === 'refused' ? 'recipe' : 'key', said.failure.reason);
    failures++;
    if (failures >= TRIES)
      return fail(
        'unreachable',
        `${name} could not be asked: ${said.failure.reason}. Nothing was sent; try again later.`,
      );
  }
  return fail(
    'unreachable',
    `${name} gave no complete answer about ${operation.id}. Nothing was sent; try again later.`,
  );
}

/** Asks with the person's own key. */
export function learnFor(
  platform: Platform,
  operation: AnyOperation,
  settings: unknown,
  wanted: Wanted,
): Result<Learnt> {
  const connection = connectFor(platform, operation.provider);
  return connection.ok ? learn(connection.value, operation, settings, wanted) : connection;
}
