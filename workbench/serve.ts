// `backfill serve`: for now a page that says what is there. The workbench page, with the sheet in the browser, takes its place later.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { readCsv } from './runner/csv-file';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function tableOf(rows: string[][]): string {
  const line = (cells: string[], tag: string) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  const [header = [], ...rest] = rows.slice(0, 101);
  return `<table><thead>${line(header, 'th')}</thead><tbody>${rest.map((row) => line(row, 'td')).join('')}</tbody></table>`;
}

function pageFor(path: string | null): string {
  const shown =
    path === null ? '' : `<h2>${escapeHtml(basename(path))}</h2>${tableOf(readCsv(readFileSync(path)).rows)}`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Backfill workbench</title>
<style>body{font:14px/20px Arial,sans-serif;margin:24px}td,th{border:1px solid #dadce0;padding:2px 6px;text-align:left}table{border-collapse:collapse}</style>
</head><body><h1>Backfill workbench</h1>
<p>The add-on runs here without Google. Fill a file from the command line:</p>
<pre>npm run -s backfill -- run --recipe workbench/samples/work-emails.json --in workbench/samples/leads.csv --out filled.csv</pre>
${shown}</body></html>`;
}

/** Stays until the process is ended. Only this machine can reach it. */
export async function serve(port: number, path: string | null): Promise<void> {
  // Read once before the port is taken, so that a file that is missing ends the command instead of every request.
  pageFor(path);
  const server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(pageFor(path));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  console.log(`Backfill workbench at http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}
