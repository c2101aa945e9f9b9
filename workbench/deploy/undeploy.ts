// `npm run undeploy`: takes the add-on out of the spreadsheet that deploy put it into. Deletes no cell, no tab and no spreadsheet.
// clasp 3.4.1's delete-script moves a script's Drive file into the trash (core/project.js, trashScript); a script bound to a spreadsheet has no
// such file (google/clasp issues 208, 1028). So what can be done is done: its files are replaced by a farewell that removes the triggers.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { troubleOf } from './clasp-trouble';
import { type Edge, shown } from './deploy';
import { type Script, scriptAddress, sheetAddress } from './next-step';
import { credentialsOf, runClasp } from './run-clasp';
import { forgetScript, knownScript, LOCAL_FILE } from './script-file';

/** Asks for nothing that was not granted before, so that it runs without a new consent. */
const FAREWELL_MANIFEST = {
  timeZone: 'Etc/UTC',
  exceptionLogging: 'STACKDRIVER',
  runtimeVersion: 'V8',
  oauthScopes: ['https://www.googleapis.com/auth/script.scriptapp'],
};

const FAREWELL_CODE = `// Backfill was taken out of this spreadsheet. Each person's trigger removes itself the next time that it fires (within the hour).
function alarm() {
  ScriptApp.getProjectTriggers().forEach(function (trigger) { ScriptApp.deleteTrigger(trigger); });
}
function checkGoogleAlarm() { alarm(); }
`;

const PUSH = ['--project', '.', 'push', '--force', '--json'];

function farewell({ root, clasp }: Edge, script: Script) {
  const folder = join(root, '.workbench', 'farewell');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, '.clasp.json'), JSON.stringify({ scriptId: script.scriptId, rootDir: '.' }));
  writeFileSync(join(folder, 'appsscript.json'), JSON.stringify(FAREWELL_MANIFEST, null, 2));
  writeFileSync(join(folder, 'Code.js'), FAREWELL_CODE);
  const ran = runClasp(clasp, PUSH, folder, false);
  rmSync(folder, { recursive: true, force: true });
  return ran;
}

function explain(script: Script, say: Edge['say']): void {
  const sheet = script.parentId ? sheetAddress(script.parentId) : 'the spreadsheet of this script';
  say(`This takes Backfill out of ${sheet}:`);
  say(`  - The script's files (${scriptAddress(script.scriptId)}) are replaced by a few lines that remove the alarms.`);
  say(
    '  - Menu, panel and formulas are gone at the next reload; =BACKFILL(…) cells then show #NAME?. Freeze them first if you',
  );
  say('    want their values: Extensions › Backfill › Freeze formulas to values.');
  say(
    '  - Runs that are still open are not moved on any more. Collect what was paid for first: open the panel, let them finish.',
  );
  say('What stays, and how to remove it by hand:');
  say('  - Every cell and tab, the hidden archive of results too: Backfill never deletes data of yours.');
  say(
    '  - Keys and run records in the script’s own store: they go with the script. Disconnect providers in the panel first.',
  );
  say(
    '  - The emptied script: clasp cannot delete one that is bound to a spreadsheet. https://script.google.com › the project › Remove.',
  );
  say(
    '  - The permission that you gave: https://myaccount.google.com/connections › the project › Delete all connections.',
  );
  say('  - clasp’s login on this machine: npx clasp logout.');
}

export type UndeployFlags = { script: string | null; yes: boolean; dryRun: boolean; confirm: () => boolean };

export function undeploy(edge: Edge, flags: UndeployFlags): number {
  const { root, clasp, say, warn } = edge;
  const script = knownScript(root, flags.script);
  if (!script) {
    say(`Nothing is deployed from here: there is no ${LOCAL_FILE}. (Another script: --script ID.)`);
    return 0;
  }
  explain(script, say);
  if (flags.dryRun) {
    say(`Step 1: Push the farewell.\n  $ ${shown(PUSH)}\nStep 2: Forget the script: delete ${LOCAL_FILE}.`);
    say('This was a dry run: nothing was changed.');
    return 0;
  }
  if (!flags.yes && !flags.confirm()) {
    warn('Nothing was changed. Add --yes to do it without being asked.');
    return 1;
  }
  say(`Step 1: Push the farewell.\n  $ ${shown(PUSH)}`);
  const ran = farewell(edge, script);
  if (ran.code !== 0) {
    const asked = { credentials: credentialsOf(clasp, process.env), scriptId: script.scriptId };
    warn(`${troubleOf(`${ran.stderr}\n${ran.stdout}`, asked).text} Nothing was changed.`);
    return 1;
  }
  say(`Step 2: Forget the script: delete ${LOCAL_FILE}.`);
  forgetScript(root);
  say(`Done. To put Backfill back into the same spreadsheet: npm run deploy -- --script ${script.scriptId}`);
  return 0;
}
