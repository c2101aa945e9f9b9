// `backfill serve`: the workbench until the process is ended. What it shows is in workbench.ts.
import { startWorkbench } from './workbench';

export async function serve(port: number, path: string | null): Promise<void> {
  const workbench = await startWorkbench({ port, path });
  console.log(`Backfill workbench at ${workbench.url.replace(/\/$/, '')}`);
}
