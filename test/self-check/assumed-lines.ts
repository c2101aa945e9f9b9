// Every line of the host's contract that rests on no document of Google's, and what the self-check asks about it. The scan is in covered.test.ts.

/** Questions of the report that cover the line; or why no program can ask. */
export type Cover = { asked: string[] } | { notCheckable: string };

/** By the test's title, as it stands in test/contract/host. */
export const ASSUMED_LINES: Record<string, Cover> = {
  'a scope that was withdrawn refuses its services as one that was never granted (assumed)': {
    notCheckable: 'only the person can take a permission back, in the account’s own settings',
  },
  'has another id and the same cells and metadata, but neither triggers nor document properties (reported; the switch says otherwise)':
    { notCheckable: 'no scope of ours lets a script copy a spreadsheet' },
  'run late, once, when an execution was in the way (assumed: executions are serial here)': {
    notCheckable: 'a simplification of the host: at Google executions run side by side',
  },
  'are skipped or doubled now and then under slow costs (assumed: 5 % and 2 %), never under nominal ones': {
    notCheckable: 'it takes weeks of firings to count',
  },
  'never fire earlier than `after` says, fire once, and stay listed (reported: GAS-ICS-Sync issue 137)': {
    asked: ['an alarm’s trigger is still listed'],
  },
  'cannot be created at all sometimes (reported: GAS-ICS-Sync issue 77): a switch': {
    notCheckable:
      'an outage comes when it comes; whether one can be made just now is asked ("a one-off trigger can be made")',
  },
  'may have no active spreadsheet (unknown in a published add-on): a switch': {
    asked: ['an alarm has an active spreadsheet'],
  },
  'count against the day, fetchAll with each of its requests (the second half assumed)': {
    notCheckable: 'it would take a day’s quota of calls, and no address may be called but the providers’',
  },
  'are lost as a whole when one request of fetchAll fails, though all were served (reported by several projects)': {
    notCheckable: 'the manifest lets nobody be called but the providers, and the check calls none',
  },
  'reports an error by its message, other kinds with their name (assumed)': {
    asked: ['the page gets of Error', 'the page gets of TypeError'],
  },
  'with unflushedWritesSurvive %s the buffered write shows as "%s" (unknown at Google: a switch)': {
    notCheckable: 'an execution cannot end itself as Google ends one, short of waiting for six minutes',
  },
  'leaves row metadata where it is when rows are sorted (assumed: undocumented)': {
    asked: ['row metadata after a sort by script'],
  },
  'takes 500 KB a store, keys included, and stores nothing of a call that would overflow it (the second half assumed)':
    {
      asked: ['540,000 bytes of properties in one call', 'how many of its 60 were kept'],
    },
  'throw from tryLock and releaseLock when there are too many of them (reported by several projects): a switch': {
    notCheckable: 'it comes under load by many people, which a check must not make',
  },
  'has no user interface in a trigger (reported by several projects)': { asked: ['an alarm opens a page'] },
  'asks for 21 requests in two waves of at most 20 (assumed: 20 lanes)': {
    notCheckable: 'nobody may be called but the providers, and the check calls none',
  },
  'refuse to start below 1, to be empty, or to leave the sheet (the last message assumed)': {
    asked: [
      'a range from row 0',
      'a range of no rows',
      'a range below the sheet',
      'a range of a tab that is not there',
    ],
  },
  'throw on writing when rows that they had are gone by then (assumed)': { asked: ['a write to rows that are gone'] },
  'fails as a whole when one cell has more than 50,000 characters (reported widely)': {
    asked: ['a text of 50,001 characters', 'and what stood beside it'],
  },
  'refuse a write as a whole, %s (when is unknown: a switch)': {
    asked: ['a refused write throws', 'a refused write says', 'what was written beside a refused cell'],
  },
  '%j becomes a formula showing %j (leading = documented, + and - reported)': {
    asked: ['typed "=1+1"', 'typed "+1 555"', 'typed "-abc"', 'typed "+A1"'],
  },
  'keeps text in a plain-text cell, but for a leading = (the exception is unknown: a switch)': {
    asked: ['in a plain-text cell "007"', 'in a plain-text cell "1/2/2024"', 'in a plain-text cell "=1+1"'],
  },
};

/** What the host's own sources call assumed beyond those lines. */
export const ASSUMED_IN_SOURCES: Record<string, Cover> = {
  'cost-model.ts': { asked: ['ms: insert a row', 'ms: list triggers'] },
  'calls/metadata-calls.ts': { asked: ['ms: find metadata'] },
  'running.ts': { asked: ['what was written beside a refused cell'] },
  'grid/typed-text.ts': { asked: ['typed "22 34"', 'typed "5-6"'] },
  'grid/typed-date.ts': { asked: ['typed "2024-01-02T10:00:00Z"'] },
  'options.ts': {
    asked: [
      'row metadata after a sort by script',
      'how many of its 60 were kept',
      'an alarm has an active spreadsheet',
    ],
  },
  'trigger-clock.ts': {
    notCheckable: 'how late a trigger comes takes many firings to say; one firing would only be an anecdote',
  },
  'calls/fetch-calls.ts': {
    notCheckable:
      'whether a key travels along a redirect: nobody may be called but the providers, and the check calls none',
  },
};
