// One person's keys as the sidebar sees them: tried before they are kept, shown by their last characters, never given back.
import { fenceEntries } from '../engine/fence';
import { connect, keyName } from '../job/connection';
import { connectFor } from '../job/learn';
import { userTag } from '../job/user-tag';
import type { Platform } from '../platform/ports';
import type { Account } from '../providers/account-reads';
import { PROVIDERS } from '../providers/all';
import type { ProviderId } from '../providers/operation';
import type { ConnectionView } from '../sidebar-calls';
import { fail, ok, type Result } from '../text/problem';
import { forgetRemembered, recall, remember } from './remembered';

const KEY_LENGTH = 2000;
const MASKED_FROM = 8;
const ACCOUNT_MINUTES = 30;

/** What the last test of a key said. */
type Tested = Pick<ConnectionView, 'account' | 'problem'>;

const UNTESTED: Tested = { account: null, problem: null };

const accountName = (provider: ProviderId): string => `account ${provider}`;

/** All providers, with what is in the cache of their accounts; asks nobody. */
export function connections(platform: Platform): ConnectionView[] {
  const keys = platform.userStore.all();
  const ids = Object.values(PROVIDERS).map((provider) => provider.id);
  const known = recall<Tested>(platform, ids.map(accountName));
  return ids.map((id, n) => connectionView(id, keys[keyName(id)] ?? null, known[n]));
}

function connectionView(provider: ProviderId, key: string | null, tested: Tested | null | undefined): ConnectionView {
  const masked = key ? `…${key.length > MASKED_FROM ? key.slice(-4) : ''}` : null;
  return { provider, name: PROVIDERS[provider].name, masked, ...(key && tested ? tested : UNTESTED) };
}

/** @param test false: keep it as it is, for programs that will hear soon enough */
export function saveKey(
  platform: Platform,
  args: { provider: ProviderId; key: string; test?: boolean | undefined },
): Result<ConnectionView> {
  const { provider, test = true } = args;
  // Copied keys come with spaces, and one provider shows them with the word that goes before them in the header.
  const key = args.key.trim().replace(/^Bearer\s+/i, '');
  const { name } = PROVIDERS[provider];
  if (key === '') return fail('key', `The ${name} key is empty.`);
  if (key.length > KEY_LENGTH || !/^[\x21-\x7e]+$/.test(key))
    return fail('key', `This does not look like a ${name} key: it has spaces or characters that no key has.`);
  const said = test ? testOf(platform, provider, key) : UNTESTED;
  if ('rejected' in said)
    return fail('key', `${name} does not take this key: ${said.problem} It was not kept. Copy it again from ${name}.`);
  const isOther = ![key, null].includes(platform.userStore.get(keyName(provider)));
  platform.userStore.set({ [keyName(provider)]: key });
  if (isOther) endSlice(platform);
  return ok(tested(platform, provider, key, said));
}

export function testKey(platform: Platform, { provider }: { provider: ProviderId }): Result<ConnectionView> {
  const connected = connectFor(platform, provider);
  if (!connected.ok) return connected;
  const key = platform.userStore.get(keyName(provider))!;
  const { account, problem } = testOf(platform, provider, key);
  return ok(tested(platform, provider, key, { account, problem }));
}

/** Runs that need it pause at their next charge. */
export function removeKey(platform: Platform, { provider }: { provider: ProviderId }): Result<ConnectionView> {
  platform.userStore.remove([keyName(provider)]);
  endSlice(platform);
  forgetRemembered(platform, accountName(provider));
  return ok(connectionView(provider, null, null));
}

/** A slice of this document that is under way has the key that it began with: it charges no more, and the next one reads the key anew. */
function endSlice({ documentStore, user }: Platform): void {
  documentStore.set(fenceEntries(documentStore.all(), userTag(user())));
}

function tested(platform: Platform, provider: ProviderId, key: string, said: Tested): ConnectionView {
  remember(platform, accountName(provider), said, ACCOUNT_MINUTES);
  return connectionView(provider, key, said);
}

/** Asks for the account behind a key: free. */
function testOf(platform: Platform, provider: ProviderId, key: string): Tested | (Tested & { rejected: true }) {
  const reading = PROVIDERS[provider].account;
  if (!reading) return UNTESTED;
  const said: Account | { problem: string; rejected?: boolean } = reading.read(
    connect(platform, provider, key)!.many(reading.calls()),
  );
  if (!('problem' in said)) return { account: said, problem: null };
  return { account: null, problem: said.problem, ...(said.rejected ? { rejected: true } : {}) };
}
