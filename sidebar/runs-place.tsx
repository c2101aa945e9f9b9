// The place "Runs": open runs in full, then the history with who, when, what and spend by provider.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { credits, moment, whole } from './amounts';
import { Button } from './button';
import { Heading } from './heading';
import { freshRuns } from './model';
import { Notice } from './notice';
import { PROVIDERS, shapeOf } from './operations';
import { usePanel } from './panel-context';
import { RunCard } from './run-card';
import { spentWords, stateWords, tallies } from './run-words';
import { Cards, joined, Lines, Quiet, Section } from './section';

function Past({ run }: { run: RunView }) {
  const [isOpen, setOpen] = useState(false);
  const when = run.endedMs ?? run.startedMs;
  const counts = tallies(run).map((one) => `${whole(one.number)} ${one.label}`);
  return (
    <li>
      <Button kind="card" expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        <Lines
          title={run.name}
          lines={[
            joined(shapeOf(run.operation)?.title, when && moment(when), run.user, stateWords(run)),
            joined(...counts, spentWords(run)),
          ]}
        />
      </Button>
      {isOpen && <RunCard run={run} />}
    </li>
  );
}

/** Credits differ in worth from provider to provider, so they are never added up over all. */
export function spendOf(runs: readonly RunView[]): string {
  const spent: { [name: string]: number } = {};
  for (const run of runs) {
    const shape = shapeOf(run.operation);
    if (!shape || !run.credits.spent) continue;
    const { name } = PROVIDERS[shape.provider];
    spent[name] = (spent[name] ?? 0) + run.credits.spent;
  }
  return Object.entries(spent)
    .map(([name, amount]) => `${name}: ${credits(amount)}`)
    .join(', ');
}

function KeepOpen() {
  const { opened } = usePanel();
  const own = opened.jobs.open.some((run) => run.user === opened.user && run.state === 'running');
  if (!own) return null;
  if (opened.alarm === 'none')
    return (
      <Notice kind="warn">
        <strong>Keep this panel open</strong>
        <p>
          Google lets no timer be made here, so the run moves only while this panel is open. Nothing is lost when it
          closes.
        </p>
      </Notice>
    );
  return (
    <Quiet>
      You may close this panel: the run goes on without it{opened.alarm === 'hourly' && ', but only once an hour'}.
    </Quiet>
  );
}

export function RunsPlace() {
  const { model, update } = usePanel();
  const { open, ended } = model.opened.jobs;
  const shown = [...open, ...freshRuns(model)];
  const past = ended.filter((run) => !shown.includes(run));
  const spend = spendOf(ended);
  return (
    <>
      <Heading>Runs</Heading>
      <KeepOpen />
      {shown.map((run) => (
        <RunCard key={run.jobId} run={run} />
      ))}
      {shown.length === 0 && (
        <p>
          Nothing is running. <Button onPress={() => update({ place: 'fill' })}>Fill something</Button>
        </p>
      )}
      {past.length > 0 && (
        <Section title="History">
          {spend && <Quiet>Spent in these runs: {spend}.</Quiet>}
          <Cards>
            {past.map((run) => (
              <Past key={run.jobId} run={run} />
            ))}
          </Cards>
        </Section>
      )}
    </>
  );
}
