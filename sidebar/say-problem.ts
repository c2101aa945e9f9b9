// What a failed call means for a person: what happened, and what to do next. Pure. Texts of Google's that are known are told apart here.
/** `kind` is one of the add-on's own, or `transport`: no answer, or one that is none of ours. */
export type CallError = { kind: string; message: string };

/** Which button helps; null where none in this panel does. */
export type Remedy = 'again' | 'connections' | 'plan' | 'columns' | null;

export type Said = { title: string; text: string; remedy: Remedy };

/** Google's own texts, as far as they are published or reported; the first that fits is taken. */
const TRANSPORT: readonly (readonly [fits: RegExp, title: string, text: string, remedy: Remedy])[] = [
  [
    /PERMISSION_DENIED|authori[sz]ation is required/i,
    'Google refused this panel',
    'You are probably signed in to several Google accounts. Open this spreadsheet in a private window with one account only.',
    null,
  ],
  [
    /do not have permission|permissions are not sufficient|access denied|not authorized/i,
    'A permission is missing',
    'Open Backfill from the Extensions menu again and allow what Google asks for. If you may only view this spreadsheet, ask its owner to let you edit.',
    null,
  ],
  [
    /script function not found|is not a function/i,
    'This panel is out of date',
    'Backfill was updated meanwhile. Close the panel and open it again. Runs go on where they stood.',
    null,
  ],
  [
    /NetworkError|Connection failure|Failed to fetch/i,
    'You are offline',
    'Google cannot be reached from this browser. Check the connection, then try again. Runs go on where they stood.',
    'again',
  ],
  [
    /no answer in time|maximum execution time|timed? ?out/i,
    'Google took too long',
    'No answer came within six minutes. Nothing is lost. Try again.',
    'again',
  ],
  [
    /too many times|too many simultaneous|rate limit|quota/i,
    'Google’s limit is reached',
    'Nothing is lost: runs go on when Google lifts it, tomorrow at the latest.',
    'again',
  ],
  [/./s, 'Google did not answer', 'The answer did not arrive. Nothing is lost. Try again.', 'again'],
];

function fromGoogle(message: string): Said {
  const [, title, text, remedy] = TRANSPORT.find(([fits]) => fits.test(message || ' '))!;
  return { title, text, remedy };
}

const OLD_PANEL = 'Script function not found';

const TITLES: { [kind: string]: readonly [string, Remedy] } = {
  recipe: ['This does not fit the sheet', 'columns'],
  key: ['The key is missing or was rejected', 'connections'],
  unreachable: ['The provider did not answer', 'again'],
  busy: ['Somebody else is at it just now', 'again'],
  changed: ['The plan has changed', 'plan'],
  nothing: ['There is nothing to fill', null],
  gone: ['This run is no longer here', null],
};

/** What the add-on says in words of its own, whatever call it was. */
const BEGINNINGS: readonly (readonly [beginning: string, says: readonly [string, Remedy]])[] = [
  ['There is no sheet', ['The sheet is gone', 'columns']],
  ['Google no longer lets', ['A permission is missing', null]],
  ["Google's limit for today", ['Google’s limit is reached', 'again']],
];

export function sayProblem({ kind, message }: CallError): Said {
  if (kind === 'transport') return fromGoogle(message);
  if (kind === 'denied') return fromGoogle('not authorized');
  if (message.includes('older than the add-on')) return fromGoogle(OLD_PANEL);
  const known = BEGINNINGS.find(([beginning]) => message.startsWith(beginning));
  const [title, remedy] = known?.[1] ?? TITLES[kind] ?? (['Something went wrong', 'again'] as const);
  return { title, text: message, remedy };
}
