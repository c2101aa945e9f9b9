// The program `backfill`: this process is one command. The commands are in command-line.ts.
import { runCommandLine } from './command-line';

// Whoever reads the output may stop reading (`| head`); a run that was paid for still goes on to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });

await runCommandLine(process.argv.slice(2));
