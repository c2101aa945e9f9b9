// What `npm run deploy` does next, from what is known. Pure: it runs nothing, reads nothing, writes nothing.
import type { Trouble } from './clasp-trouble';
import type { CheckedDist } from './dist-check';

export type Script = { scriptId: string; parentId: string | null };
export type Wishes = {
  /** Bind a new script to this spreadsheet instead of making one. */
  spreadsheet: string | null;
  title: string;
  open: boolean;
  /** Somebody sits there: clasp may ask and may open a browser. */
  interactive: boolean;
};
export type Known = {
  dist: CheckedDist;
  loggedIn: boolean | null;
  account: string | null;
  script: Script | null;
  /** The Apps Script API answers for this account, and for the script where there is one. */
  reachable: boolean;
  saved: boolean;
  pushed: string[] | null;
  opened: boolean;
  trouble: Trouble | null;
};

export type ClaspStep = {
  kind: 'clasp';
  name: 'account' | 'login' | 'reach' | 'create' | 'push' | 'open';
  why: string;
  args: string[];
  /** In an empty folder of its own: clasp makes a project file there, and pulls into it. */
  apart?: boolean;
  /** clasp talks to the person itself. */
  terminal?: boolean;
};
export type Step = ClaspStep | { kind: 'save'; why: string } | { kind: 'stop'; text: string } | { kind: 'done' };

/** No such script exists: asking for it tells whether the API is switched on, before anything is made. */
const NOBODYS_SCRIPT = '1BackfillAsksWhetherTheAppsScriptApiIsSwitchedOn000000';

export function sheetAddress(parentId: string): string {
  return `https://docs.google.com/spreadsheets/d/${parentId}/edit`;
}

export function scriptAddress(scriptId: string): string {
  return `https://script.google.com/d/${scriptId}/edit`;
}

function reachStep({ script }: Known): Step {
  const asked = script?.scriptId ?? NOBODYS_SCRIPT;
  const why = script
    ? `Ask Google for the script ${script.scriptId}: is it there, may this account change it?`
    : 'Ask Google whether this account lets programs make scripts (a setting of yours), before anything is made.';
  return { kind: 'clasp', name: 'reach', why, args: ['list-versions', asked, '--json'] };
}

function createStep({ spreadsheet, title }: Wishes): Step {
  const into = spreadsheet ? ['--type', 'standalone', '--parentId', spreadsheet] : ['--type', 'sheets'];
  const why = spreadsheet
    ? `Make a script bound to your spreadsheet ${sheetAddress(spreadsheet)}. Its cells are not touched.`
    : `Make a new spreadsheet named "${title}" in your Drive, and a script bound to it.`;
  return { kind: 'clasp', name: 'create', why, args: ['create-script', ...into, '--title', title], apart: true };
}

function pushStep({ dist }: Known): Step {
  const files = 'files' in dist ? Object.keys(dist.files).join(', ') : 'dist/';
  const why = `Push ${files}. They replace the script's files as a whole; the spreadsheet's cells are not touched.`;
  return { kind: 'clasp', name: 'push', why, args: ['push', '--force', '--json'] };
}

export function nextStep(known: Known, wishes: Wishes): Step {
  if ('problem' in known.dist) return { kind: 'stop', text: known.dist.problem };
  if (known.trouble && !(known.trouble.kind === 'login' && wishes.interactive && known.loggedIn === false))
    return { kind: 'stop', text: known.trouble.text };
  if (known.loggedIn === null)
    return {
      kind: 'clasp',
      name: 'account',
      why: 'Look whether clasp, Google’s own tool, is logged in.',
      args: ['show-authorized-user', '--json'],
    };
  if (!known.loggedIn)
    return {
      kind: 'clasp',
      name: 'login',
      why: 'Log in: a browser opens, you choose the Google account and tick what clasp asks for. The credentials stay on this machine.',
      args: ['login'],
      terminal: true,
    };
  const { script } = known;
  if (script && wishes.spreadsheet && script.parentId && script.parentId !== wishes.spreadsheet)
    return {
      kind: 'stop',
      text: `Backfill is already deployed to ${sheetAddress(script.parentId)}. Take it out there first (npm run undeploy), or name the other spreadsheet's script with --script ID.`,
    };
  if (!known.reachable) return reachStep(known);
  if (!script) return createStep(wishes);
  if (!known.saved) return { kind: 'save', why: 'Note the script in .clasp.local.json, which git ignores.' };
  if (!known.pushed) return pushStep(known);
  if (wishes.open && wishes.interactive && script.parentId && !known.opened)
    return { kind: 'clasp', name: 'open', why: 'Open the spreadsheet in your browser.', args: ['open-container'] };
  return { kind: 'done' };
}
