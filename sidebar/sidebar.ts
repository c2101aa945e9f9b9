// The sidebar's page: the key, the open runs, and the heartbeat that moves them while the panel is open. A plain first one; the wizard follows.
import { drawJob, element, type JobView } from './job-card';
import { callServer } from './server';

const SOONEST_MS = 3_000;
const LATEST_MS = 30_000;

const find = (id: string) => document.getElementById(id)!;

function say(text: string, bad = false): void {
  const news = find('news');
  news.className = bad ? 'bad' : '';
  news.textContent = text;
}

function showJobs(jobs: JobView[]): void {
  const cards = jobs.map((job) => drawJob(job, act));
  // Drawing anew would take the focus from a button that somebody is on.
  const focused = document.activeElement?.getAttribute('aria-label');
  find('jobs').replaceChildren(...(cards.length > 0 ? cards : [element('p', 'quiet', 'Nothing is running.')]));
  for (const button of focused ? find('jobs').querySelectorAll('button') : []) {
    if (button.getAttribute('aria-label') === focused) button.focus();
  }
}

async function act(verb: 'stop' | 'resume', job: JobView): Promise<void> {
  const reply = await callServer<JobView>(verb, { jobId: job.jobId });
  say(reply.ok ? '' : reply.error.message, !reply.ok);
  await refresh();
}

async function refresh(): Promise<void> {
  const reply = await callServer<{ open: JobView[] }>('jobs', {});
  if (reply.ok) showJobs(reply.value.open);
  else say(reply.error.message, true);
}

/** One slice, then wait until something can be due; never two at a time. */
async function heartbeat(): Promise<void> {
  const reply = await callServer<{ jobs: JobView[]; nextDueMs: number | null }>('advance', {});
  let waitMs = LATEST_MS;
  if (reply.ok) {
    showJobs(reply.value.jobs);
    const { nextDueMs } = reply.value;
    if (nextDueMs !== null) waitMs = Math.min(LATEST_MS, Math.max(SOONEST_MS, nextDueMs - Date.now()));
  } else if (reply.error.kind !== 'busy') {
    // Busy means that another tab or the trigger is moving the runs right now.
    say(reply.error.message, true);
  }
  setTimeout(heartbeat, waitMs);
}

async function showKey(): Promise<void> {
  const reply = await callServer<{ provider: string; masked: string | null }[]>('keys', {});
  const masked = reply.ok ? reply.value.find((key) => key.provider === 'databar')?.masked : null;
  if (!reply.ok) find('key-state').textContent = reply.error.message;
  else find('key-state').textContent = masked ? `A key is saved: ${masked}` : 'No key is saved yet.';
}

async function saveKey(event: Event): Promise<void> {
  event.preventDefault();
  const input = find('key') as HTMLInputElement;
  const button = find('key-form').querySelector('button')!;
  button.disabled = true;
  const reply = await callServer('saveKey', { provider: 'databar', key: input.value });
  button.disabled = false;
  if (reply.ok) input.value = '';
  say(reply.ok ? 'The key is saved.' : reply.error.message, !reply.ok);
  await showKey();
}

find('key-form').addEventListener('submit', saveKey);
void showKey();
void refresh().then(heartbeat);
