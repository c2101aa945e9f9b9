// A stand-in for the add-on: answers the panel's calls from a script, typed by the same table of calls. No workbench and no sheet behind it.
import { readFileSync } from 'node:fs';
import type { BrowserContextOptions, Page } from 'playwright-core';
import type { Calls } from '../../src/sidebar-calls';
import { newContext } from './browser';

export type Failure = { fails: { kind: string; message: string } };
/** What Google itself says instead of an answer. */
export type GoogleSays = { googleSays: string };

type Answer<K extends keyof Calls> = Calls[K]['value'] | Failure | GoogleSays;

/** One function per call that the test expects; what is not there is an error of the test. */
export type Script = { [K in keyof Calls]?: (args: Calls[K]['args']) => Answer<K> | Promise<Answer<K>> };

export const fails = (kind: string, message: string): Failure => ({ fails: { kind, message } });
export const googleSays = (message: string): GoogleSays => ({ googleSays: message });

/** Stands where Google's own object stands. Handlers are set on a copy each, as there. */
const RUNNER = `
  const runner = (success, failure) => ({
    withSuccessHandler: (next) => runner(next, failure),
    withFailureHandler: (next) => runner(success, next),
    withUserObject: () => runner(success, failure),
    rpc: (name, json) => window.answerRpc(name, json).then(
      (got) => got.googleSays === undefined ? success(got.text) : failure({ message: got.googleSays }),
    ),
  });
  window.google = { script: { run: runner(() => {}, () => {}), host: { close() {}, editor: { focus() {} } } } };
`;

export type Sidebar = {
  page: Page;
  /** Every call made, in order. */
  calls: { name: keyof Calls; args: Record<string, unknown> }[];
  script: Script;
  errors: string[];
  offPage: string[];
  close(): Promise<void>;
};

const ADDRESS = 'http://127.0.0.1:9/sidebar';

export const WIDTH_PX = 300;

export async function openSidebar(script: Script, look: BrowserContextOptions = {}): Promise<Sidebar> {
  const context = await newContext({ viewport: { width: WIDTH_PX, height: 760 }, ...look });
  const page = await context.newPage();
  const calls: Sidebar['calls'] = [];
  const errors: string[] = [];
  const offPage: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(ADDRESS) && !/^(blob|data):/.test(request.url())) offPage.push(request.url());
  });
  await page.exposeFunction('answerRpc', async (name: keyof Calls, json: string) => {
    const args = JSON.parse(json);
    calls.push({ name, args });
    const answer = script[name] as ((args: unknown) => unknown) | undefined;
    if (!answer) return { text: JSON.stringify({ ok: false, error: { kind: 'internal', message: `no ${name}` } }) };
    const got = (await answer(args)) as Failure | GoogleSays;
    if (typeof got === 'object' && got !== null && 'googleSays' in got) return got;
    if (typeof got === 'object' && got !== null && 'fails' in got)
      return { text: JSON.stringify({ ok: false, error: got.fails }) };
    return { text: JSON.stringify({ ok: true, value: got }) };
  });
  await page.addInitScript(RUNNER);
  await page.clock.install();
  const html = readFileSync('dist/sidebar.html', 'utf8');
  await page.route(`${ADDRESS}**`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.goto(ADDRESS);
  return { page, calls, script, errors, offPage, close: () => context.close() };
}
