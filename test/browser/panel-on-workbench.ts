// The panel on a workbench with a list of leads, for the tests of both together: opened, driven to a run, and its provider held meanwhile.
// One browser for a test file, one workbench for a list. Asserts nothing but what every test wants: no console error, no request off this machine.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { afterAll, afterEach, expect } from 'vitest';
import { turn } from '../../workbench/providers/simulator';
import { closeBrowser, type OpenPage, openSidebar, openWorkbench, sheetDrawn } from './browser';

/** What a slow machine may take for one step; nothing here takes long by itself. */
export const PATIENCE_MS = 60_000;
/** The workbench's clock, so that nothing is waited for. */
const FAST = 20;
const TAB = 'leads';
/** Half of the shortest time that results are kept. */
const HOLD_MS = 30 * 60_000;

/** Makes the scene of a test file; what it opens is closed after each test. */
export function panelScene() {
  const folder = mkdtempSync(join(tmpdir(), 'backfill-panel-'));
  let open: OpenPage | null = null;
  afterEach(async () => {
    const seen = open ? [open.errors, open.offLoopback] : [[], []];
    await open?.close();
    open = null;
    expect(seen).toEqual([[], []]);
  });
  afterAll(async () => {
    await closeBrowser();
    rmSync(folder, { recursive: true, force: true });
  });

  const bench = () => open!.workbench.bench;
  const databar = () => bench().simulators.find((one) => one.name === 'databar')!;
  const tab = () => bench().host.person().tab(TAB);
  const columnOf = (header: string) => tab().values()[0]!.indexOf(header);
  const rows = () =>
    tab()
      .values()
      .slice(1)
      .map((row) => row.map(String));

  return {
    bench,
    databar,
    tab,
    columnOf,
    rows,
    open: () => open!,

    async openPanel({ leads, sampleKeys = true }: { leads: number; sampleKeys?: boolean }): Promise<Frame> {
      const path = join(folder, `${TAB}.csv`);
      const lines = Array.from({ length: leads }, (_, n) => `First${n},Last${n},Company ${n},company${n}.example,`);
      writeFileSync(path, `First name,Last name,Company,Website,Work email\n${lines.join('\n')}\n`);
      open = await openWorkbench({ path, sampleKeys });
      bench().clock.setSpeed(FAST);
      open.page.context().setDefaultTimeout(PATIENCE_MS);
      await sheetDrawn(open.page);
      return openSidebar(open.page);
    },

    /** The provider is done with nothing before `release`, however slow the machine is. */
    hold: () => turn(databar(), { taskMs: HOLD_MS }),
    release(): void {
      const { clock } = bench();
      turn(databar(), { taskMs: 0 });
      clock.moveTo(clock.now() + HOLD_MS);
    },

    /** A command of the grid in the browser, as its menus and keys run it. */
    command(id: string, params: object): Promise<unknown> {
      const { grid, host } = bench();
      const sheet = { unitId: grid.unit, subUnitId: grid.sheetIds.get(host.person().tab(TAB).id)! };
      return open!.page.evaluate(`sheet.command(${JSON.stringify(id)}, ${JSON.stringify({ ...sheet, ...params })})`);
    },

    /** Every row has its own lead's address, and none is missing. */
    expectFilled(leads: number): void {
      const [website, email] = [columnOf('Website'), columnOf('Work email')];
      const filled = rows().filter((row) => row[website] !== '');
      expect(filled).toHaveLength(leads);
      for (const row of filled) expect(row[email], row.join(',')).toContain(`@${row[website]}`);
    },
  };
}

export const press = (frame: Frame, name: string | RegExp) => frame.getByRole('button', { name }).first().click();
export const finished = (frame: Frame) => frame.getByText(/100% · Finished/).waitFor();

/** As far as the step that shows how many rows each choice takes. */
export async function toRows(frame: Frame): Promise<void> {
  await press(frame, /^Find work email Finds/);
  await frame.getByText('What would be sent').waitFor();
  await press(frame, 'Next');
  await frame.getByRole('radio', { name: /Still empty/ }).waitFor();
  await frame.getByText('Count again').waitFor();
}

/** `fill` is what the button must say. */
export async function start(frame: Frame, fill: string): Promise<void> {
  await toRows(frame);
  await press(frame, 'Next');
  await press(frame, new RegExp(`^${fill}`));
  await frame.getByRole('heading', { name: 'Runs' }).waitFor();
}
