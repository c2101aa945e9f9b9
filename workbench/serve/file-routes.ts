// CSV files in and out of the workbench: every cell is the text that it is. How CSV is read and written is the runner's.
import type { Hono } from 'hono';
import type { Host } from '../host/host';
import { NEW_FORM, readCsv, writeCsv } from '../runner/csv-file';
import { loadTab, tabNameOf, textOf } from '../runner/tab-file';
import type { Bench } from './workbench';

/** Replaces the tab of that name, or the one empty tab of a new spreadsheet; else adds one. */
export function openCsv(host: Host, path: string, bytes: Uint8Array): { tab: string; rows: number } {
  const { rows } = readCsv(bytes);
  const tab = tabNameOf(path);
  const person = host.person();
  const [first, ...others] = person.tabs();
  if (first && others.length === 0 && host.world.grid.lastRow(first.id) === 0) person.tab(first.name).rename(tab);
  loadTab(host, tab, rows, 1, []);
  return { tab, rows: rows.length };
}

export function fileRoutes(app: Hono, bench: Bench): void {
  const { host } = bench;
  app.post('/open', async (c) => {
    // Another page that this browser has open may post here; it cannot hide where from. Not every browser names the origin to itself, but then
    // it says that it is the same, which no page can (developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site).
    const origin = c.req.header('origin');
    const isOwn = origin === undefined && c.req.header('sec-fetch-site') === 'same-origin';
    if (!isOwn && origin !== new URL(c.req.url).origin) return c.text('Not from here.', 403);
    const name = c.req.query('name') || 'Sheet.csv';
    try {
      const { tab, rows } = openCsv(host, name, new Uint8Array(await c.req.arrayBuffer()));
      return c.text(`${name} is open in the tab ${tab}: ${rows} rows.`);
    } catch (error) {
      return c.text(`${name} was not opened: ${(error as Error).message}.`, 400);
    }
  });
  app.get('/download', (c) => {
    const asked = bench.tabOf(c.req.query('tab') ?? '');
    const tab =
      host
        .person()
        .tabs()
        .find((one) => one.id === asked) ??
      host
        .person()
        .tabs()
        .find((one) => !one.hidden);
    if (!tab) return c.text('There is no such tab.', 404);
    const shown = host.person().tab(tab.name);
    const displayed = shown.displayed();
    const rows = shown
      .values()
      .map((row, r) => row.map((value, c) => (typeof value === 'object' ? displayed[r]![c]! : textOf(value))));
    const name = encodeURIComponent(`${tab.name}.csv`);
    return c.body(writeCsv({ rows, form: NEW_FORM }), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    });
  });
}
