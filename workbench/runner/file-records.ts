// Which tab belongs to which file, and writing tabs back to theirs. The CSV itself is tab-file.ts.

import { existsSync } from 'node:fs';
import { NEW_FORM } from './csv-file';
import { headerRowOf, type RecipeFile, writtenHeaders } from './recipe-file';
import type { Session } from './session';
import { USER } from './sidebar-calls';
import type { FileRecord } from './state-file';
import type { LoadedCsv } from './tab-file';
import { loadTab, type Provisional, readCsvFile, writeTabFile } from './tab-file';

export function recordOf(session: Session, tab: string): FileRecord | undefined {
  return session.state.files.find((record) => record.tab === tab);
}

/** Loads a file into its tab for a recipe, and remembers both. `csv` is null where the tab starts blank or stays as it is. */
export function openFile(
  session: Session,
  tab: string,
  csv: LoadedCsv | null,
  { recipe, hash }: RecipeFile,
): FileRecord {
  const { host, state, flags } = session;
  const known = recordOf(session, tab);
  const record: FileRecord = {
    tab,
    out: flags.out,
    form: csv?.form ?? known?.form ?? NEW_FORM,
    headerRow: headerRowOf(recipe),
    ours: [...new Set([...(known?.ours ?? []), ...writtenHeaders(recipe)])],
    inHash: csv?.hash ?? known?.inHash ?? null,
    recipeHash: hash,
    writtenHash: known?.writtenHash ?? null,
  };
  if (csv || !host.person(USER).hasTab(tab)) loadTab(host, tab, csv?.rows ?? [], record.headerRow, record.ours);
  state.files = [...state.files.filter((other) => other !== known), record];
  return record;
}

function reload(session: Session, record: FileRecord, csv: LoadedCsv): void {
  record.form = csv.form;
  loadTab(session.host, record.tab, csv.rows, record.headerRow, record.ours);
}

/** The file as it is now, where somebody changed it since it was written. One that is not there, or not written yet, changes nothing. */
export function reloadIfChanged(session: Session, record: FileRecord): void {
  if (record.out === null || record.writtenHash === null || !existsSync(record.out)) return;
  const csv = readCsvFile('--out', record.out);
  if (csv.hash !== record.writtenHash) reload(session, record, csv);
}

/** What `--in` names instead. */
export function loadInstead(session: Session, record: FileRecord, path: string): void {
  reload(session, record, readCsvFile('--in', path));
}

/** Writes the files of these tabs, with a word for every row that is still open. */
export function writeFiles(session: Session, tabs: string[]): void {
  const provisional = new Map<string, Provisional[]>();
  const jobs = session.call('jobs', {});
  for (const job of jobs.ok ? [...jobs.value.open, ...jobs.value.ended.filter((each) => each.collecting)] : []) {
    const reply = session.call('provisional', { jobId: job.jobId });
    if (reply.ok) provisional.set(job.tab.name, [...(provisional.get(job.tab.name) ?? []), reply.value]);
  }
  for (const tab of new Set(tabs)) {
    const record = recordOf(session, tab);
    if (record) writeTabFile(session.host, record, provisional.get(tab) ?? []);
  }
  session.saveState();
}
