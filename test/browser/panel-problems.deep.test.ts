// Each named problem of the panel, seen on the real workbench where it comes about as at Google: an upgrade under an open panel, a permission taken
// back, a tab deleted, a lost network. Only what Google's own servers say of several accounts is put into the answer.
import type { Frame } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { openSidebar } from './browser';
import { finished, panelScene, press, start, toRows } from './panel-on-workbench';

const LEADS = 12;
const FILL = 'Fill 12 rows · up to 0.6 credits';

const scene = panelScene();
const { hold, release, billed, rows, tab, columnOf } = scene;
const world = () => scene.bench().host.world;

let undo: (() => void)[] = [];
afterEach(() => {
  for (const one of undo) one();
  undo = [];
});

/** From now on the add-on is another version, as after a new deployment. */
function upgrade(change: (code: string) => string): void {
  const { options } = world();
  const { code } = options;
  const changed = change(code);
  expect(changed).not.toBe(code);
  options.code = changed;
  undo.push(() => {
    options.code = code;
  });
}

const alert = (frame: Frame, title: string) => frame.getByRole('alert').filter({ hasText: title }).first();
const choose = (frame: Frame) => press(frame, /^Find work email Finds/);

describe('an old panel after an upgrade', () => {
  const TITLE = 'This panel is out of date';
  it('whose function is gone says so; closed and opened again it works', async () => {
    const frame = await scene.openPanel({ leads: LEADS });
    await frame.getByText('Find work email', { exact: true }).waitFor();
    upgrade((code) => code.replace(/^function rpc\(/m, 'function rpcOfTheNextVersion('));
    await choose(frame);
    await alert(frame, TITLE).waitFor();
    await alert(frame, 'Close the panel and open it again. Runs go on where they stood.').waitFor();
    undo.pop()!();
    const again = await openSidebar(scene.open().page);
    await choose(again);
    await again.getByText('What would be sent').waitFor();
  });

  it('whose calls are named otherwise now says so too', async () => {
    const frame = await scene.openPanel({ leads: LEADS });
    await frame.getByText('Find work email', { exact: true }).waitFor();
    upgrade((code) => code.replace(/^function rpc\((\w+), (\w+)\) ?\{/m, (line, name) => `${line} ${name} += 2;`));
    await choose(frame);
    await alert(frame, TITLE).waitFor();
  });
});

it('several Google accounts: what to do is said, and nothing that cannot help is offered', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  await frame.getByText('Find work email', { exact: true }).waitFor();
  const { runs } = scene.bench();
  const { run } = runs;
  undo.push(() => {
    runs.run = run;
  });
  runs.run = async (request) => {
    const execution = await run(request);
    return request.as === 'sidebar'
      ? {
          ...execution,
          ok: false,
          error: 'We’re sorry, a server error occurred while reading from storage. Error code PERMISSION_DENIED.',
        }
      : execution;
  };
  await choose(frame);
  const said = alert(frame, 'Google refused this panel');
  await said.waitFor();
  await said.getByText('signed in to several Google accounts').waitFor();
  expect(await said.getByRole('button').count()).toBe(0);
});

it('a permission that was taken back: its own words, and it goes on once it is given again', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  await frame.getByText('Find work email', { exact: true }).waitFor();
  const { switches } = world();
  const { scopesWithdrawn } = switches;
  const giveBack = () => {
    switches.scopesWithdrawn = scopesWithdrawn;
  };
  undo.push(giveBack);
  switches.scopesWithdrawn = ['spreadsheets.currentonly'];
  await choose(frame);
  await alert(frame, 'A permission is missing').waitFor();
  await alert(frame, 'Open it again from the Extensions menu and allow it.').waitFor();
  giveBack();
  const again = await openSidebar(scene.open().page);
  await choose(again);
  await again.getByText('What would be sent').waitFor();
});

describe('a deleted sheet', () => {
  it('while a run is set up: the sheet is gone, and another one can be chosen', async () => {
    const frame = await scene.openPanel({ leads: LEADS });
    await toRows(frame);
    const { name } = tab();
    scene.bench().host.person().deleteTab(name);
    await press(frame, 'Count again');
    await alert(frame, 'The sheet is gone').getByText(`There is no sheet "${name}"`).waitFor();
    await press(frame, 'Go to columns');
    await frame.getByRole('heading', { name: 'Find work email' }).waitFor();
    await scene.showList('Vorname,Nachname,Firma,Website,Work email\n');
  });

  it('while a run is under way: the run says so and ends, and what was bought is kept', async () => {
    const frame = await scene.openPanel({ leads: LEADS });
    hold();
    await start(frame, FILL);
    await expect.poll(billed).toBeGreaterThan(0);
    scene.bench().host.person().deleteTab(tab().name);
    await scene.showList('First name,Last name,Company,Website,Work email\n');
    await release();
    await frame
      .getByText(/The sheet of this run|was deleted|is gone/)
      .first()
      .waitFor();
  });
});

it('an offline browser: said at once, nothing started; back online the same press starts it, once', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  const context = scene.open().page.context();
  undo.push(() => void context.setOffline(false));
  await toRows(frame);
  await press(frame, 'Next');
  await frame.getByRole('button', { name: new RegExp(`^${FILL}`) }).waitFor();
  await context.setOffline(true);
  await press(frame, new RegExp(`^${FILL}`));
  await alert(frame, 'You are offline').waitFor();
  expect(billed()).toBe(0);
  await context.setOffline(false);
  await press(frame, 'Try again');
  await press(frame, new RegExp(`^${FILL}`));
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(billed()).toBe(LEADS);
  expect(rows().every((row) => row[columnOf('Work email')] !== '')).toBe(true);
});
