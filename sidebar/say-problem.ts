// What a failed call means for a person: what happened, and what to do next. Pure. Texts of Google's that are known are told apart here.
import type { CallError } from './server';

/** Which button helps; null where none in this panel does. */
export type Remedy = 'again' | 'connections' | 'plan' | 'columns' | null;

export type Said = { title: string; text: string; remedy: Remedy };

/** Google's own texts, as far as they are published or reported; the first that fits is taken. */
const TRANSPORT: readonly { fits: RegExp; said: Said }[] = [
  {
    fits: /PERMISSION_DENIED|Authorization is required|ScriptError: Authori[sz]ation/i,
    said: {
      title: 'Google refused this panel',
      text: 'You are probably signed in to several Google accounts, and Google mixed them up. Open this spreadsheet in a window with only one account signed in (a private window does), or sign out of the others.',
      remedy: null,
    },
  },
  {
    fits: /do not have permission|permissions are not sufficient|Access denied|not authorized/i,
    said: {
      title: 'A permission is missing',
      text: 'Backfill may not do this yet. Open Extensions, Backfill, Open again and allow everything that Google asks for. If you can only view this spreadsheet, ask its owner to let you edit.',
      remedy: null,
    },
  },
  {
    fits: /Script function not found|is not a function|ScriptError: .*not found/i,
    said: {
      title: 'This panel is out of date',
      text: 'Backfill was updated while the panel was open. Close the panel and open it again. Runs go on where they stood.',
      remedy: null,
    },
  },
  {
    fits: /NetworkError|Connection failure|Failed to fetch|HTTP 0\b/i,
    said: {
      title: 'You are offline',
      text: 'Google could not be reached from this browser. Check the connection, then try again. Runs go on where they stood.',
      remedy: 'again',
    },
  },
  {
    fits: /no answer in time|Exceeded maximum execution time|timed? ?out/i,
    said: {
      title: 'Google took too long',
      text: 'No answer came within six minutes. Nothing is lost: runs go on where they stood. Try again.',
      remedy: 'again',
    },
  },
  {
    fits: /Service invoked too many times|too many simultaneous|rate limit|quota/i,
    said: {
      title: 'Google’s daily limit is reached',
      text: 'Google limits what an add-on may do in a day. What was sent is kept; runs go on tomorrow, or when the limit is lifted.',
      remedy: null,
    },
  },
];

const NO_ANSWER: Said = {
  title: 'Google did not answer',
  text: 'The answer did not arrive or could not be read. Nothing is lost: runs go on where they stood. Try again.',
  remedy: 'again',
};

const TITLES: { [kind: string]: { title: string; remedy: Remedy } } = {
  recipe: { title: 'This does not fit the sheet', remedy: 'columns' },
  key: { title: 'The key is missing or was rejected', remedy: 'connections' },
  unreachable: { title: 'The provider did not answer', remedy: 'again' },
  busy: { title: 'Somebody else is at it just now', remedy: 'again' },
  changed: { title: 'The plan has changed', remedy: 'plan' },
  nothing: { title: 'There is nothing to fill', remedy: null },
  gone: { title: 'This run is no longer here', remedy: null },
  internal: { title: 'Something went wrong in Backfill', remedy: 'again' },
  denied: { title: 'A permission is missing', remedy: null },
};

export function sayProblem(error: CallError): Said {
  if (error.kind === 'transport') return TRANSPORT.find((one) => one.fits.test(error.message))?.said ?? NO_ANSWER;
  if (/older than the add-on/.test(error.message)) return TRANSPORT[2]!.said;
  if (/^There is no sheet\b|sheet .* (was|is) deleted|deleted sheet/i.test(error.message))
    return { title: 'The sheet is gone', text: `${error.message} Choose another sheet.`, remedy: 'columns' };
  const known = TITLES[error.kind] ?? TITLES.internal!;
  return { ...known, text: error.message };
}
