// `backfill serve`: the workbench until the process is ended, with a file, and with what the runner remembers of it. What it shows is in workbench.ts.
import { Complaint } from '../runner/complaint';
import { readState, type StateFile } from '../runner/state-file';
import { readCsvFile } from '../runner/tab-file';
import { startWorkbench } from './workbench';

/** The runner's spreadsheet of that file: its archive, so that what was bought is not bought again here. */
function stateOf(path: string | null): StateFile | null {
  const state = path === null ? null : readState(`${path}.backfill.json`);
  return state?.host ? state : null;
}

export async function serve(port: number, path: string | null): Promise<void> {
  const state = stateOf(path);
  // Read once before the port is taken, so that a file that is missing ends the command.
  const hash = path === null ? null : readCsvFile('--in', path).hash;
  const pathIsOpen = state?.files.some((file) => file.writtenHash === hash) ?? false;
  const from = state?.host ? { host: state.host, simulators: state.simulators } : null;
  try {
    const workbench = await startWorkbench({
      port,
      path,
      pathIsOpen,
      state: from,
      sampleKeys: true,
      opensSidebar: true,
    });
    console.log(`Backfill workbench at ${workbench.url.replace(/\/$/, '')}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const again = `npm run -s backfill -- serve --port ${port + 1}${path === null ? '' : ` --in ${path}`}`;
    throw new Complaint(`Port ${port} is taken, so the page is not shown. Take another one: ${again}`);
  }
}
