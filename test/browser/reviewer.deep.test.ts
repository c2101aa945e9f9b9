// The reviewer's script of the publish kit (docs/publish/reviewer.md), step by step on the real workbench, with its own list and its own words. What
// only Google has (consent, splitting text, uninstalling) is left out.
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { SAMPLE_KEY } from '../../workbench/providers/all';
import { turn } from '../../workbench/providers/simulator';
import { openSidebar } from './browser';
import { finished, panelScene, press } from './panel-on-workbench';

const scene = panelScene();
const { rows, tab, columnOf } = scene;

const [, LIST = ''] = /```text\n(.*?)```/s.exec(readFileSync('docs/publish/reviewer.md', 'utf8')) ?? [];
const PEOPLE = LIST.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.trim().split(','));
const NEW_TAB = 'Back';

const connections = (frame: Frame) => frame.getByRole('button', { name: /: open connections$/ }).click();
const simulator = (name: string) => scene.bench().simulators.find((one) => one.name === name)!;
const filled = () => rows().map((row) => row.slice(2).every((text) => text !== ''));

it('holds from the first step to the last', async () => {
  const { page } = scene.open();
  const { grid, host, http } = scene.bench();
  expect(PEOPLE).toHaveLength(3);

  // 1 to 3: the list, the panel under Connections, the key.
  const csv = `${LIST.trim().replace(/^ +/gm, '')}\n`;
  const frame = await scene.openPanel({ keys: false, csv });
  await frame.getByRole('heading', { name: 'Connections' }).waitFor();
  await frame.getByLabel('Enrichabl Personal API token').fill(SAMPLE_KEY);
  await frame.getByRole('button', { name: 'Test and save' }).and(frame.locator(':enabled')).click();
  await frame.getByText('Key …-key').waitFor();
  expect(await frame.locator('body').textContent()).not.toContain(SAMPLE_KEY);

  // 4: three leads into a new pipeline, free.
  await press(frame, 'Choose what to fill');
  await press(frame, /^Upload leads to Enrichabl/);
  await press(frame, 'New pipeline');
  await frame.getByLabel(/^Name of the new pipeline/).fill('Review');
  await press(frame, 'Next');
  await frame.getByText('What would be sent').waitFor();
  await frame.getByText('Row 2').waitFor();
  await press(frame, 'Next');
  await frame.getByText('Count again').waitFor();
  await press(frame, 'Next');
  await frame.getByText('3 of 3 leads are new to your Enrichabl account').waitFor();
  await press(frame, 'Fill 3 rows · free');

  // 5: sorted meanwhile, every answer is in the row of its lead.
  tab().sort(columnOf('Company') + 1, true);
  await finished(frame);
  expect(rows().map(([, company]) => company)).toEqual(['Barn', 'Mill', 'Works']);
  expect(rows().map((row) => row.at(-1))).toEqual(['found', 'found', 'found']);
  expect(filled()).toEqual([true, true, true]);
  expect(rows().map(([email, company]) => [email, company])).toEqual(
    PEOPLE.toSorted((a, b) => (a[1]! < b[1]! ? -1 : 1)),
  );

  // 6: undone, and filled again without a call.
  await press(frame, /^Undo this run …/);
  await press(frame, /^Undo this run$/);
  await frame.getByText('12 cells emptied.').waitFor();
  expect(rows().map((row) => row.slice(2).join(''))).toEqual(['', '', '']);
  const uploads = () => http.filter(({ method }) => method !== 'GET').length;
  const before = uploads();
  await press(frame, 'Fill the rest');
  await frame.getByText('Bought already, free').waitFor();
  await press(frame, 'Fill 3 rows · free');
  await expect.poll(filled).toEqual([true, true, true]);
  expect(uploads()).toBe(before);

  // 7: the pipeline in a tab of its own, with the panel opened there.
  const own = structuredClone(rows());
  host.person().addTab(NEW_TAB);
  await expect.poll(() => page.evaluate(`Object.keys(sheet.matrix()).includes('${NEW_TAB}')`)).toBe(true);
  const { id } = grid.tabs().find((one) => one.name === NEW_TAB)!;
  const target = JSON.stringify({ unitId: grid.unit, subUnitId: grid.sheetIds.get(id)! });
  await page.evaluate(`sheet.command('sheet.operation.set-worksheet-active', ${target})`);
  await expect.poll(() => host.world.selections.values().next().value?.tab).toBe(id);
  const there = await openSidebar(page);
  await press(there, 'Fill');
  await press(there, /^Bring a pipeline into the sheet/);
  // The list is remembered for minutes, and was empty: a search asks anew.
  await there.getByLabel('Search: Pipeline').fill('Review');
  await press(there, /^Review/);
  await press(there, 'Next');
  await there.getByText(`${NEW_TAB} · 0 rows`).waitFor();
  await press(there, 'Next');
  await press(there, 'Bring in 3 leads · free');
  const brought = () => host.person().tab(NEW_TAB).values().slice(1);
  await expect
    .poll(() =>
      brought()
        .map(([email]) => email)
        .toSorted(),
    )
    .toEqual(PEOPLE.map(([email]) => email).toSorted());
  expect(rows()).toEqual(own);

  // 9: a key that is no key.
  turn(simulator('databar'), { refuseEveryKey: true });
  await connections(there);
  await there.getByLabel('Databar API key').fill('wrong');
  await there.getByRole('button', { name: 'Test and save' }).first().click();
  await there.getByText(/Databar does not take this key: .* It was not kept\./).waitFor();
  await there.getByLabel('Databar API key').waitFor();

  // 10: everything taken away.
  await press(there, 'More');
  await press(there, /^Forget all results …/);
  await press(there, /^Forget all results$/);
  await there.getByText(/results forgotten\./).waitFor();
  await connections(there);
  await press(there, /^Remove/);
  await there.getByText('No provider is connected').waitFor();
});
