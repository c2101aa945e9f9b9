// The panel on the workbench, for the tests of both together: one browser, one workbench and one page for a test file, and for each test a list of
// its own, in a tab of its own, with people that no other list has. Asserts only what every test wants: no console error, no request off this machine.
import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { type Matrix, matrixOf } from '../../workbench/page/matrix';
import { SAMPLE_KEY } from '../../workbench/providers/all';
import { turn } from '../../workbench/providers/simulator';
import { PROVIDER_NAMES } from '../../workbench/runner/provider-table';
import { USER } from '../../workbench/runner/sidebar-calls';
import { openCsv } from '../../workbench/serve/file-routes';
import { cellAt, closeBrowser, type OpenPage, openSidebar, openWorkbench, PATIENCE_MS, sheetDrawn } from './browser';

/** The workbench's clock, so that nothing is waited for. */
const FAST = 20;
/** Half of the shortest time that results are kept. */
const HOLD_MS = 30 * 60_000;
/** After that long what was typed is looked for no more, but typed again. */
const TYPED_MS = 10_000;
const COLUMNS = 'First name,Last name,Company,Website,Work email';

export function panelScene() {
  vi.setConfig({ testTimeout: 5 * PATIENCE_MS, hookTimeout: 5 * PATIENCE_MS });
  let open: OpenPage;
  let lists = 0;
  let leadsSoFar = 0;
  let billedBefore = 0;
  let switches: object[] = [];
  const bench = () => open.workbench.bench;
  const person = () => bench().host.person();
  const databar = () => bench().simulators.find((one) => one.name === 'databar')!;
  const name = () => `leads${lists}`;
  const tab = () => person().tab(name());
  const columnOf = (header: string) => tab().values()[0]!.indexOf(header);
  const rows = () =>
    tab()
      .values()
      .slice(1)
      .map((row) => row.map(String));

  beforeAll(async () => {
    open = await openWorkbench();
    switches = bench().simulators.map((one) => structuredClone(one.switches));
    bench().clock.setSpeed(FAST);
    await sheetDrawn(open.page);
  });
  afterEach(async () => {
    const seen = [[...open.errors], [...open.offLoopback]];
    open.errors.length = 0;
    bench().simulators.forEach((one, index) => {
      Object.assign(one.switches, structuredClone(switches[index]));
    });
    await endRuns();
    for (const other of open.page.context().pages()) if (other !== open.page) await other.close();
    const close = open.page.getByRole('button', { name: 'Close the sidebar' });
    if (await close.count()) await close.click();
    expect(seen).toEqual([[], []]);
  });
  afterAll(async () => {
    await open?.close();
    await closeBrowser();
  });

  /** A call as the panel makes it, for what a test takes as given. */
  // biome-ignore lint/suspicious/noExplicitAny: answers of several calls, each read where it was made
  const rpc = async (call: string, args: object = {}): Promise<any> => {
    const run = { user: USER, fn: 'rpc', args: [call, JSON.stringify(args)], as: 'sidebar' as const };
    const execution = await bench().runs.run(run);
    const reply = execution.ok ? JSON.parse(String(execution.value)) : { error: { message: execution.error } };
    if (!reply.ok) throw new Error(`${call}: ${reply.error.message}`);
    return reply.value;
  };

  /** What a test has left open would stand in the panel of the next. */
  const endRuns = async (): Promise<void> => {
    for (let beats = 0; beats < 50; beats++) {
      const { open: runs } = await rpc('jobs');
      if (runs.length === 0) return;
      for (const { jobId, state } of runs) if (state !== 'stopped') await rpc('stop', { jobId }).catch(() => {});
      bench().clock.moveTo(bench().clock.now() + 60_000);
      await rpc('advance').catch(() => {});
    }
  };

  const giveKeys = async (all: boolean): Promise<void> => {
    for (const provider of PROVIDER_NAMES) {
      if (all) await rpc('saveKey', { provider, key: SAMPLE_KEY, test: false });
      else await rpc('removeKey', { provider });
    }
  };

  /** A command of the grid in the browser, as its menus and keys run it. */
  const command = (id: string, params: object, page = open.page): Promise<unknown> => {
    const { grid } = bench();
    const sheet = { unitId: grid.unit, subUnitId: grid.sheetIds.get(tab().id)! };
    return page.evaluate(`sheet.command(${JSON.stringify(id)}, ${JSON.stringify({ ...sheet, ...params })})`);
  };

  /** A person turns to this test's list, on the page that they have open. */
  const turnToList = async (page = open.page, user = USER): Promise<void> => {
    const drawn = () => page.evaluate(`Object.keys(sheet.matrix()).includes('${name()}')`);
    await expect.poll(drawn).toBe(true);
    await command('sheet.operation.set-worksheet-active', {}, page);
    const range = { startRow: 0, endRow: 0, startColumn: 0, endColumn: 0 };
    const selections = [{ range, primary: null, style: null }];
    await command('sheet.operation.set-selections', { selections }, page);
    await expect.poll(() => bench().host.world.selections.get(user)?.tab).toBe(tab().id);
  };

  /** A tab with this text as CSV, on show in the browser and the active one of the person. */
  const showList = async (csv: string): Promise<void> => {
    lists++;
    openCsv(bench().host, `${name()}.csv`, Buffer.from(csv));
    await turnToList();
  };

  /** Clicks a cell of the sheet until it is the selected one. Rows and columns from 1. */
  const clickCell = async (row: number, column: number): Promise<void> => {
    const click = async () => {
      await open.page.mouse.click(...(await cellAt(open.page, row, column)));
      return bench().host.world.selections.get(USER);
    };
    await expect.poll(click, { interval: 500 }).toMatchObject({ tab: tab().id, row, column });
  };

  /** What the page shows, as soon as it is all that the workbench holds. */
  const drawnAll = (page = open.page) => page.evaluate('sheet.matrix()') as Promise<Matrix>;

  return {
    /** The cells of this test's list, as a page shows them: `row,column` from 0. */
    drawnCells: async (page = open.page) => (await drawnAll(page))[name()]!,
    async agree(page = open.page): Promise<void> {
      await bench().grid.calculated();
      await expect.poll(() => drawnAll(page)).toEqual(matrixOf(bench().grid.engine.workbook));
    },
    clickCell,
    /** A person types into a cell; once more where a busy page has lost a key. */
    async typeInto(row: number, column: number, text: string, isThere: () => boolean): Promise<void> {
      const type = async () => {
        if (isThere()) return true;
        await open.page.keyboard.press('Escape');
        await clickCell(row, column);
        await open.page.keyboard.type(text);
        await open.page.keyboard.press('Enter');
        return vi.waitUntil(isThere, { timeout: TYPED_MS }).catch(() => false);
      };
      await expect.poll(type).toBe(true);
    },
    bench,
    databar,
    tab,
    columnOf,
    rows,
    rpc,
    giveKeys,
    command,
    showList,
    /** Another page, of the same person or of another one, at this test's list, with the panel open. */
    async openPanelOf(user: string): Promise<{ page: Page; frame: Frame }> {
      const page = await open.openAnother(`?user=${user}`);
      await sheetDrawn(page);
      await turnToList(page, user);
      return { page, frame: await openSidebar(page) };
    },
    open: () => open,
    /** How many inputs Databar was paid for since this test's list was opened. */
    billed: () => databar().ledger.billed.length - billedBefore,

    /** `keys: false`: of no provider, as on the first day. */
    async openPanel({ leads = 0, keys = true, csv }: { leads?: number; keys?: boolean; csv?: string }): Promise<Frame> {
      await giveKeys(keys);
      const from = leadsSoFar;
      leadsSoFar += leads;
      const line = (n: number) => `First${from + n},Last${from + n},Company ${from + n},company${from + n}.example,`;
      await showList(csv ?? `${[COLUMNS, ...Array.from({ length: leads }, (_, n) => line(n))].join('\n')}\n`);
      billedBefore = databar().ledger.billed.length;
      return openSidebar(open.page);
    },

    /** The provider is done with nothing before `release`, however slow the machine is. */
    hold: () => turn(databar(), { taskMs: HOLD_MS }),
    /** Between two executions: one that is under way would find its six minutes over. */
    release: () =>
      vi.waitFor(
        () => {
          const { clock, host } = bench();
          if (host.world.running.size > 0) throw new Error('an execution is under way all the time');
          turn(databar(), { taskMs: 0 });
          clock.moveTo(clock.now() + HOLD_MS);
        },
        { timeout: PATIENCE_MS, interval: 5 },
      ),

    /** Every row has its own lead's address, and none is missing. */
    expectFilled(leads: number): void {
      const [website, email] = [columnOf('Website'), columnOf('Work email')];
      const filled = rows().filter((row) => row[website] !== '');
      expect(filled).toHaveLength(leads);
      for (const row of filled) expect(row[email], row.join(',')).toContain(`@${row[website]}`);
    },
  };
}

export const press = (frame: Frame | Page, name: string | RegExp) =>
  frame.getByRole('button', { name }).first().click();
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
