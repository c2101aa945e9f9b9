// Step 1: what to fill. Saved and recent recipes first, then one searchable list over all operations of the connected providers.
import { useState } from 'preact/hooks';
import type { RunView } from '../src/sidebar-calls';
import { moment, rowPrice } from './amounts';
import { Button } from './button';
import { type Draft, draftOf, newDraft } from './draft';
import { Heading } from './heading';
import { Field } from './labelled';
import { Notice, Outcome } from './notice';
import { OFFERS, PROVIDERS, shapeOf } from './operations';
import { usePanel } from './panel-context';
import { useList } from './picker';
import { useRunAgain } from './run-again';
import { Cards, joined, Lines, Quiet, Section } from './section';
import { recentRuns, stepAfterWhat } from './steps';

const matches = (search: string, ...texts: string[]) => {
  const all = texts.join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};

type CardProps = { title: string; lines: (string | null)[]; source: string; draft: Draft };

function Card({ title, lines, source, draft }: CardProps) {
  const { update } = usePanel();
  return (
    <li>
      <Button kind="card" onPress={() => update({ draft, step: stepAfterWhat(draft) })}>
        <Lines title={title} lines={lines} source={source} />
      </Button>
    </li>
  );
}

function RecentCard({ run }: { run: RunView }) {
  const again = useRunAgain(run);
  const when = run.endedMs ?? run.startedMs;
  return (
    <li>
      <Button kind="card" onPress={() => void again.take('empty')} isBusy={again.isBusy}>
        <Lines
          title={run.name}
          lines={[shapeOf(run.operation)?.title]}
          source={joined('Used before', when && moment(when))}
        />
      </Button>
      {again.words}
    </li>
  );
}

function Own({ search }: { search: string }) {
  const { opened } = usePanel();
  const saved = opened.recipes.filter((one) => shapeOf(String(one.recipe.operation)) && matches(search, one.name));
  const recent = recentRuns(opened).filter((run) => matches(search, run.name));
  if (saved.length + recent.length === 0) return null;
  return (
    <Section title="Your recipes">
      <Cards>
        {saved.map(({ name, recipe }) => (
          <Card
            key={name}
            title={name}
            lines={[shapeOf(String(recipe.operation))!.title]}
            source="Saved"
            draft={draftOf(recipe)}
          />
        ))}
        {recent.map((run) => (
          <RecentCard key={run.jobId} run={run} />
        ))}
      </Cards>
    </Section>
  );
}

function Databar({ search, kind }: { search: string; kind: 'enrichment' | 'waterfall' }) {
  const list = useList(`databar.${kind}s`, undefined, search);
  const operation = `databar.${kind}`;
  if (list.isEmpty) return null;
  return (
    <Section title={`Databar ${kind}s`}>
      <Cards>
        {list.items.map(({ id, name, detail, price, source, settings }) => (
          <Card
            key={id}
            title={name}
            lines={[detail, `${rowPrice(price)} ${shapeOf(operation)!.misses}`]}
            source={joined('Databar', source)}
            draft={{ ...newDraft(operation, settings, name), picked: { [kind]: name } }}
          />
        ))}
      </Cards>
      <Outcome of={list.call} wait="Asking Databar …" />
      {list.more}
    </Section>
  );
}

export function WhatStep() {
  const { opened, update } = usePanel();
  const [typed, setSearch] = useState('');
  const search = typed.trim();
  const missing = opened.connections.filter((one) => one.masked === null);
  const isMissing = (provider: string) => missing.some((one) => one.provider === provider);
  const offers = OFFERS.filter(({ operation, title, gives }) => {
    const { provider } = shapeOf(operation)!;
    return !isMissing(provider) && matches(search, title, gives, PROVIDERS[provider].name);
  });
  return (
    <>
      <Heading>What to fill</Heading>
      {missing.length === opened.connections.length ? (
        <Notice>
          <p>Connect a provider first: then what it offers is listed here.</p>
          <Button kind="main" onPress={() => update({ place: 'connections' })}>
            Connect a provider
          </Button>
        </Notice>
      ) : (
        <Field label="Search" type="search" value={typed} onPut={setSearch} />
      )}
      <Own search={search} />
      {!isMissing('databar') && <Databar search={search} kind="waterfall" />}
      {!isMissing('databar') && <Databar search={search} kind="enrichment" />}
      {offers.length > 0 && (
        <Section title="More">
          <Cards>
            {offers.map(({ operation, settings, title, gives }) => (
              <Card
                key={title}
                title={title}
                lines={[gives, shapeOf(operation)!.misses]}
                source={PROVIDERS[shapeOf(operation)!.provider].name}
                draft={newDraft(operation, settings, title)}
              />
            ))}
          </Cards>
        </Section>
      )}
      {missing.length > 0 && <Quiet>Not connected: {missing.map((one) => one.name).join(', ')}.</Quiet>}
    </>
  );
}
