// Saves a run's log, page by page where it is long. Not how a file is saved.
import { fileName, saveFile } from './save-file';
import { callServer, type Value } from './server';

/** What could not be read is said in the file itself: half a log must not look whole. */
export async function saveLog(jobId: string, { name, csv, nextPage }: Value<'log'>): Promise<void> {
  let whole = csv;
  for (let page = nextPage; page; ) {
    const next = await callServer('log', { jobId, page });
    whole += next.ok ? next.value.csv : '"","The rest could not be read. Download the log again."\r\n';
    page = next.ok ? next.value.nextPage : null;
  }
  saveFile(fileName(name.replace(/\.csv$/i, ''), 'csv'), whole, 'text/csv');
}
