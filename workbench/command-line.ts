// The commands of `backfill`: names, flags and exit codes. What they do is in runner/, providers/ and serve/.
import { Command, CommanderError } from 'commander';
import { Complaint, oneLine } from './runner/complaint';
import type { Output } from './runner/finish';
import { type Flags, type RawFlags, readFlags } from './runner/flags';
import { messageEraser } from './runner/secrets';

const output: Output = { say: (line) => console.log(line), warn: (line) => console.error(line) };
const collect = (value: string, all: string[] = []) => [...all, value];

function withFlags(command: Command): Command {
  return command
    .option('--in <file>', 'the CSV file to read (run: the one to fill; else: in place of --out)')
    .option('--out <file>', 'the filled CSV file')
    .option('--key <provider=KEY>', 'a key; also BACKFILL_KEY_DATABAR, …_INFLUENCERS, …_ENRICHABL', collect)
    .option('--route <origin=loopback>', 'send calls to an origin to a server on this machine instead', collect)
    .option('--clock <kind>', 'virtual or real (default: virtual without --route, real with one)')
    .option('--state <file>', 'where the spreadsheet is kept (default: <out>.backfill.json)')
    .option('--report <file>', 'write what happened as JSON');
}

/** Whatever a command throws becomes one line and exit 1; keys that were given never appear in it. */
function act(verb: (flags: Flags, options: RawFlags & { as?: string }) => Promise<number>) {
  return async (options: RawFlags & { as?: string }): Promise<void> => {
    let erase = (text: string) => text;
    try {
      const flags = readFlags(options, process.env);
      erase = messageEraser(Object.values(flags.keys));
      process.exitCode = await verb(flags, options);
    } catch (error) {
      const known = error instanceof Complaint;
      console.error(erase(oneLine(known ? error.message : `Unexpected: ${(error as Error).stack ?? error}`)));
      process.exitCode = 1;
    }
  };
}

function readPort(text: string | undefined): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new CommanderError(1, 'port', `--port ${text} is not a port`);
  return port;
}

function makeProgram(): Command {
  const program = new Command('backfill').description(
    'Runs the built Backfill add-on without Google: fills CSV files.',
  );
  withFlags(program.command('run').description('fill the columns of a CSV file as a recipe says'))
    .option('--recipe <file>', 'the recipe, or a playbook')
    .option('--fresh', 'forget the state')
    .action(act(async (flags) => (await import('./runner/run')).run(flags, output)));
  withFlags(program.command('resume').description('go on with paused runs')).action(
    act(async (flags) => (await import('./runner/verbs')).resume(flags, output)),
  );
  withFlags(program.command('stop').description('give up what is unsent, collect what is in the air')).action(
    act(async (flags) => (await import('./runner/verbs')).stop(flags, output)),
  );
  withFlags(program.command('undo').description('take back what the newest run wrote')).action(
    act(async (flags) => (await import('./runner/verbs')).undo(flags, output)),
  );
  withFlags(program.command('settle').description('decide about requests in check'))
    .requiredOption('--as <what>', 'sent or not-sent')
    .action(
      act(async (flags, { as }) => {
        if (as !== 'sent' && as !== 'not-sent') throw new Complaint(`--as ${as}: use sent or not-sent`);
        return (await import('./runner/verbs')).settle(flags, as, output);
      }),
    );
  program
    .command('serve')
    .description('the workbench: the add-on beside a spreadsheet, in a browser on this machine')
    .option('--port <number>', 'where', '8080')
    .option('--in <file>', 'a CSV file to open')
    .action(async (options) => (await import('./serve/serve')).serve(readPort(options.port), options.in ?? null));
  program
    .command('providers')
    .description('the simulated providers alone, over HTTP')
    .option('--port <number>', 'where', '4010')
    .action(async (options) => {
      const { runProviders } = await import('./providers/run-providers');
      await runProviders({ port: readPort(options.port) });
    });
  return program;
}

/** `args` as they follow the program's name. Sets the exit code; never throws. */
export async function runCommandLine(args: string[]): Promise<void> {
  const program = makeProgram();
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .showSuggestionAfterError(true)
      .configureOutput({ writeErr: () => {}, outputError: () => {} });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const { exitCode = 1, message } = error as CommanderError;
    if (exitCode === 0) return;
    const text =
      message === '(outputHelp)' ? 'name a command: run, resume, stop, undo, settle, serve or providers' : message;
    console.error(oneLine(text.replace(/^error: /, '')));
    process.exitCode = 1;
  }
}
