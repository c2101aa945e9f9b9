// The next version's number and its section of CHANGELOG.md, as texts. Pure: reads and writes nothing.

const VERSION = /^(\d+)\.(\d+)\.(\d+)$/;
const UNRELEASED = '## Unreleased';

/** `bump` is patch, minor, major, or the version itself. Null where it is none of these, or not above the one before. */
export function nextVersion(version: string, bump: string): string | null {
  const [major, minor, patch] = VERSION.exec(version)!.slice(1).map(Number) as [number, number, number];
  if (bump === 'major') return `${major + 1}.0.0`;
  if (bump === 'minor') return `${major}.${minor + 1}.0`;
  if (bump === 'patch') return `${major}.${minor}.${patch + 1}`;
  const given = VERSION.exec(bump)?.slice(1).map(Number);
  if (!given) return null;
  const [by] = [given[0]! - major, given[1]! - minor, given[2]! - patch].filter((difference) => difference !== 0);
  return by !== undefined && by > 0 ? bump : null;
}

/** By the folder that a subject begins with (`job: find rows again`), each once, in the order of the commits. */
function byFolder(subjects: string[]): string[] {
  const folders = new Map<string, string[]>();
  for (const subject of new Set(subjects)) {
    const [, folder = 'other', text = subject] = /^([\w/, -]+): (.*)$/s.exec(subject) ?? [];
    folders.set(folder, [...(folders.get(folder) ?? []), text]);
  }
  return [...folders].map(([folder, texts]) => `- ${folder}: ${texts.join('; ')}`);
}

/** What was written by hand under "Unreleased" stays and comes first; the commits' subjects follow it. */
export function withRelease(changelog: string, version: string, date: string, subjects: string[]): string {
  const start = changelog.indexOf(UNRELEASED);
  if (start < 0) throw new Error(`CHANGELOG.md has no section "${UNRELEASED}". Add one above the newest version.`);
  const rest = changelog.slice(start + UNRELEASED.length);
  const end = rest.indexOf('\n## ');
  const notes = (end < 0 ? rest : rest.slice(0, end)).trim();
  const older = end < 0 ? '' : rest.slice(end + 1);
  const commits = subjects.length > 0 ? `Commits:\n\n${byFolder(subjects).join('\n')}` : '';
  const section = [`## ${version} (${date})`, notes, commits].filter(Boolean).join('\n\n');
  return `${[changelog.slice(0, start).trimEnd(), UNRELEASED, section, older.trim()].filter(Boolean).join('\n\n')}\n`;
}

/** A package.json or package-lock.json under another version; everything else stays as it is, byte for byte. */
export function withVersion(text: string, before: string, after: string): string {
  const own = /("name": "backfill",\s*"version": ")([^"]*)(")/g;
  const changed = text.replace(own, (all, head, version, tail) => (version === before ? head + after + tail : all));
  if (changed === text) throw new Error(`The version ${before} was not found where it should be.`);
  return changed;
}
