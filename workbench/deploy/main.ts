// The command lines `npm run deploy` and `npm run undeploy`: flags and exit codes. What happens is in deploy.ts and undeploy.ts.
import { readSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { ROOT } from '../runner/built-add-on';
import { deploy } from './deploy';
import { ownClasp } from './run-clasp';
import { idOf } from './script-file';
import { undeploy } from './undeploy';

type Options = {
  script?: string;
  spreadsheet?: string;
  title: string;
  auth?: string;
  user?: string;
  open: boolean;
  yes?: boolean;
  dryRun?: boolean;
};

function readId(text: string): string {
  const id = idOf(text);
  if (!id) throw new InvalidArgumentError('give the id, or the address of the page that shows it.');
  return id;
}

function edgeOf(options: Options) {
  const clasp = ownClasp(ROOT, options.auth ?? null, options.user ?? null);
  return { root: ROOT, clasp, say: (line: string) => console.log(line), warn: (line: string) => console.error(line) };
}

const interactive = process.stdin.isTTY === true && process.stdout.isTTY === true;

function confirm(): boolean {
  if (!interactive) return false;
  process.stdout.write('Do it? Type yes: ');
  const line = Buffer.alloc(100);
  const length = readSync(0, line, 0, line.length, null);
  return /^y(es)?$/i.test(line.toString('utf8', 0, length).trim());
}

function withFlags(command: Command): Command {
  return command
    .option('--script <id>', 'the script to use: its id or address (default: the one in .clasp.local.json)', readId)
    .option('--auth <file>', "clasp's credential file (default: ~/.clasprc.json, or $clasp_config_auth)")
    .option('--user <name>', 'a named login of clasp (clasp login --user NAME)')
    .option('--dry-run', 'tell each step and do none');
}

const program = new Command('backfill-deploy');
withFlags(program.command('deploy').description('pushes dist/ into a Google spreadsheet of your own'))
  .option('--spreadsheet <id>', 'bind a new script to this spreadsheet instead of making a new one', readId)
  .option('--title <name>', 'name of the new spreadsheet and script', 'Backfill')
  .option('--no-open', 'do not open the browser afterwards')
  .action((options: Options) => {
    const { script = null, spreadsheet = null, title, open, dryRun = false } = options;
    process.exitCode = deploy(edgeOf(options), { script, spreadsheet, title, open, dryRun, interactive });
  });
withFlags(program.command('undeploy').description('takes the add-on out of that spreadsheet; deletes no data'))
  .option('--yes', 'do not ask')
  .action((options: Options) => {
    const { script = null, yes = false, dryRun = false } = options;
    process.exitCode = undeploy(edgeOf(options), { script, yes, dryRun, confirm });
  });
program.parse();
