// What a clasp command's end tells. Pure; the texts it reads are clasp 3.4.1's own.
import { troubleOf } from './clasp-trouble';
import type { ClaspStep, Known, Wishes } from './next-step';

export type Ran = { code: number; stdout: string; stderr: string };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function idIn(text: string, pattern: RegExp): string | null {
  return pattern.exec(text)?.[1] ?? null;
}

/** clasp says the addresses before it pulls the new files; so they count even where the pull fails. */
function created(known: Known, { stdout }: Ran, wishes: Wishes): Known | null {
  const scriptId = idIn(stdout, /script\.google\.com\/d\/([\w-]+)/);
  if (!scriptId) return null;
  const parentId = wishes.spreadsheet ?? idIn(stdout, /drive\.google\.com\/open\?id=([\w-]+)/);
  return { ...known, script: { scriptId, parentId }, saved: false };
}

function account(known: Known, ran: Ran): Known {
  const said = parsed(ran.stdout) as { loggedIn?: boolean; email?: string } | null;
  return { ...known, loggedIn: said?.loggedIn === true, account: said?.email ?? null };
}

export function heard(known: Known, step: ClaspStep, ran: Ran, wishes: Wishes, credentials: string): Known {
  const asked = { credentials, scriptId: known.script?.scriptId ?? null };
  const trouble = () => troubleOf(`${ran.stderr}\n${ran.stdout}`, asked);
  if (step.name === 'create') {
    const made = created(known, ran, wishes);
    if (made) return made;
    const problem = trouble();
    const orphan = wishes.spreadsheet
      ? ''
      : ` If an empty spreadsheet named "${wishes.title}" appeared in your Drive, delete it: the next try makes its own.`;
    return { ...known, trouble: { ...problem, text: problem.text + orphan } };
  }
  if (step.name === 'reach' && ran.code !== 0) {
    const problem = trouble();
    // Of a script that nobody has, "not found" is the good answer.
    if (!known.script && problem.kind === 'script') return { ...known, reachable: true };
    return { ...known, trouble: problem };
  }
  if (ran.code !== 0) {
    // An open browser is a comfort: without it the address is printed all the same.
    return step.name === 'open' ? { ...known, opened: true } : { ...known, trouble: trouble() };
  }
  switch (step.name) {
    case 'account': {
      const now = account(known, ran);
      return now.loggedIn ? now : { ...now, trouble: troubleOf('Not logged in.', asked) };
    }
    case 'login':
      return { ...known, loggedIn: true, trouble: null };
    case 'reach':
      return { ...known, reachable: true };
    case 'push': {
      const files = parsed(ran.stdout);
      if (!Array.isArray(files))
        return { ...known, trouble: { kind: 'other', text: 'clasp did not say what it pushed: nothing is certain.' } };
      return { ...known, pushed: files.map(String) };
    }
    case 'open':
      return { ...known, opened: true };
  }
}
