// How a command ends: files, report, table, what to do next, and the exit code. The same for every verb.
import { adviceFor, shownPath } from './advice';
import { writeFiles } from './file-records';
import { outcomeTable } from './progress';
import { type Done, makeReport } from './report';
import type { Session } from './session';
import { writeWhole } from './whole-file';

export type Output = { say(line: string): void; warn(line: string): void };

/** `onlyPaused`: see adviceFor. `noTable`: the outcomes are those of the run, and not of this command. */
export type Finish = { tabs: string[]; done: Done; exitOnAdvice: 0 | 2; onlyPaused?: boolean; noTable?: boolean };

export function finish(
  session: Session,
  output: Output,
  { tabs, done, exitOnAdvice, onlyPaused, noTable }: Finish,
): number {
  const { flags, eraseKeys, eraseInMessages } = session;
  writeFiles(session, tabs);
  if (flags.report) writeWhole(flags.report, eraseKeys(`${JSON.stringify(makeReport(session, done), null, 2)}\n`));
  if (done.jobs.length > 0) {
    if (!noTable) output.say(outcomeTable(done));
  } else output.say('Nothing to do.');
  if (flags.out) output.say(`written to ${shownPath(flags.out)}`);
  const advice = adviceFor(done, flags, onlyPaused);
  for (const line of advice) output.warn(eraseInMessages(line));
  return advice.length > 0 ? exitOnAdvice : 0;
}
