// Draws one run: its name, how far it is, its outcomes, and Stop or Resume. Every text goes in by textContent: provider text never becomes markup.
export interface JobView {
  jobId: string;
  name: string;
  tab: { id: number; name: string };
  state: 'running' | 'paused' | 'stopped' | 'finished';
  collecting: boolean;
  reason: string | null;
  requests: number;
  done: number;
  outcomes: Record<string, number>;
  credits: { spent: number | null };
  nextDueMs: number | null;
}

export function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  if (className !== '') made.className = className;
  made.textContent = text;
  return made;
}

export function percentOf(job: JobView): number {
  if (job.requests === 0) return 100;
  return Math.floor((100 * job.done) / job.requests);
}

export function describeOutcomes(job: JobView): string {
  const parts = Object.entries(job.outcomes).filter(([, count]) => count > 0);
  return parts.length === 0 ? 'No results yet' : parts.map(([outcome, count]) => `${count} ${outcome}`).join(' · ');
}

function button(label: string, job: JobView, press: () => void): HTMLElement {
  const made = element('button', '', label);
  made.setAttribute('type', 'button');
  made.setAttribute('aria-label', `${label} ${job.name}`);
  made.addEventListener('click', () => {
    (made as HTMLButtonElement).disabled = true;
    press();
  });
  return made;
}

export function drawJob(job: JobView, act: (verb: 'stop' | 'resume', job: JobView) => void): HTMLElement {
  const card = element('article', 'job', '');
  const percent = percentOf(job);
  const bar = document.createElement('progress');
  bar.max = 100;
  bar.value = percent;
  bar.setAttribute('aria-label', `Progress of ${job.name}`);
  const state = job.collecting && job.state !== 'running' ? `${job.state}, collecting what is in the air` : job.state;
  card.append(
    element('div', 'name', `${job.name} (${job.tab.name})`),
    bar,
    element('div', '', `${percent}% · ${state}`),
    element('div', 'quiet', describeOutcomes(job)),
  );
  if (job.credits.spent !== null) card.append(element('div', 'quiet', `${job.credits.spent} credits spent`));
  if (job.reason !== null) card.append(element('div', 'bad', job.reason));
  if (job.state === 'running' || job.state === 'paused') card.append(button('Stop', job, () => act('stop', job)));
  if (job.state === 'paused') card.append(button('Resume', job, () => act('resume', job)));
  return card;
}
