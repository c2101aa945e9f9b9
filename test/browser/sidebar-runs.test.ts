// Runs in the panel, against a scripted add-on: while one goes on, and after it.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ended, leadsScript, opened, run } from './fake-leads';
import { fakePanel, press } from './fake-panel';
import type { Script } from './fake-server';

const { open, namesOf, argsOf } = fakePanel();

describe('while a run goes on', () => {
  const running = (): Script => {
    const now = { open: [run()], ended: [] as ReturnType<typeof run>[] };
    return {
      ...leadsScript(),
      open: () => opened({ jobs: now }),
      jobs: () => now,
      advance: () => ({ jobs: now.open, nextDueMs: null }),
      stop: () => {
        now.open = [run({ state: 'stopped', reason: 'Stopped by you.', reasonKind: 'stopped' })];
        return now.open[0]!;
      },
      resume: () => {
        now.open = [run()];
        return now.open[0]!;
      },
      cancel: () => now.open[0]!,
    };
  };

  it('closed and opened again it shows the same run, in every place', async () => {
    const page = await open(running());
    for (const place of ['Recipes', 'More', 'Fill']) {
      await press(page, place);
      await page.getByRole('region', { name: 'Runs' }).getByText('41%').first().waitFor();
    }
    await page.reload();
    await page.getByRole('region', { name: 'Runs' }).getByText('41%').first().waitFor();
    expect(namesOf().filter((name) => name === 'open')).toHaveLength(2);
  });

  it('moves it on by a heartbeat, three to thirty seconds apart', async () => {
    const page = await open(running());
    await page.getByRole('region', { name: 'Runs' }).waitFor();
    await page.clock.runFor(1_100);
    await expect.poll(() => argsOf('advance').length).toBe(1);
    await page.clock.runFor(31_000);
    await expect.poll(() => argsOf('advance').length).toBe(2);
  });

  it('stops only after saying what is on its way, and offers to cancel that', async () => {
    const page = await open(running());
    await press(page, 'Runs');
    await press(page, /^Stop/);
    await page.getByText('37 requests were sent already: at most 4.2 credits more.').waitFor();
    expect(namesOf()).not.toContain('stop');
    await press(page, /^Stop Work emails/);
    await page.getByText('Stopped, still collecting').waitFor();
    await press(page, 'Ask it to leave off');
    await expect.poll(() => argsOf('cancel').length).toBe(1);
  });

  it('says why it pauses and what to do, and goes on after that', async () => {
    const script = running();
    script.open = () =>
      opened({
        jobs: {
          open: [run({ state: 'paused', reasonKind: 'out of credits', reason: 'Databar is out of credits.' })],
          ended: [],
        },
      });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Top up your account at the provider.').waitFor();
    await press(page, /^Resume/);
    await page.getByText(/41% · Running/).waitFor();
    expect(argsOf('resume')).toEqual([{ jobId: 'run-1' }]);
  });

  it('of another person it says who pays, and offers no button', async () => {
    const script = running();
    script.open = () => opened({ jobs: { open: [run({ user: 'bob@example.com' })], ended: [] } });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Started by bob@example.com').waitFor();
    expect(await page.getByRole('button', { name: /^Stop/ }).count()).toBe(0);
  });

  it('says to keep the panel open where no timer can be made', async () => {
    const script = running();
    script.open = () => opened({ alarm: 'none', jobs: { open: [run()], ended: [] } });
    const page = await open(script);
    await press(page, 'Runs');
    await page.getByText('Keep this panel open').waitFor();
  });

  it('announces that it has ended, and keeps it in sight until it is put away', async () => {
    const script = running();
    const page = await open(script);
    await page.getByRole('region', { name: 'Runs' }).waitFor();
    script.advance = () => ({ jobs: [], nextDueMs: null });
    script.jobs = () => ({ open: [], ended: [ended()] });
    await page.clock.runFor(31_000);
    await page.getByText('Work emails: finished, 100 percent, 240 found.').waitFor({ state: 'attached' });
    await press(page, /^Hide/);
    expect(await page.getByRole('region', { name: 'Runs' }).count()).toBe(0);
  });
});

describe('after a run', () => {
  const over = (): Script => ({
    ...leadsScript(),
    open: () => opened({ jobs: { open: [], ended: [ended()] } }),
    jobs: () => ({ open: [], ended: [ended()] }),
    job: () => ({
      ...ended(),
      recipe: {
        version: 1,
        name: 'Work emails',
        operation: 'databar.enrichment',
        settings: { enrichment: 833 },
        inputs: { domain: 'Website' },
        outputs: { email: 'Work email' },
      },
    }),
    undo: () => ({ ...ended(), blanked: 240, left: 3 }),
    log: () => ({ name: 'Work emails.csv', csv: 'row,outcome\r\n2,found\r\n' }),
    doubts: () => [{ id: 'a', input: 'Amara', known: 'the connection was lost', rows: [2] }],
    settle: () => ({}),
  });

  async function toRun(page: Page): Promise<void> {
    await press(page, 'Runs');
    await press(page, /^Work emails/);
  }

  it('retries what failed by a new plan, and starts nothing by itself', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, 'Retry 12 failed');
    await page.getByRole('heading', { name: 'Check and run' }).waitFor();
    await page.clock.runFor(1_000);
    await expect.poll(() => argsOf('plan')).toMatchObject([{ recipe: { rows: 'errors', name: 'Work emails' } }]);
    expect(namesOf()).not.toContain('start');
  });

  it('undoes it after saying what that leaves alone', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, /^Undo this run/);
    expect(namesOf()).not.toContain('undo');
    await press(page, /^Undo this run/);
    await page.getByText('240 cells emptied, 3 changed cells left as they are.').waitFor();
  });

  it('gives the log as a file', async () => {
    const page = await open(over());
    await toRun(page);
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, /^Download log/)]);
    expect(download.suggestedFilename()).toBe('Work emails.csv');
  });

  it('settles one request by its id', async () => {
    const page = await open(over());
    await toRun(page);
    await press(page, /^2 requests to check/);
    await press(page, /^Was not sent/);
    await expect.poll(() => argsOf('settle')).toEqual([{ jobId: 'run-1', as: 'not-sent', requests: ['a'] }]);
  });
});
