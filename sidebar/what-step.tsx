// Step 1: what to fill. Saved and recent recipes first, then one searchable list over all operations of the connected providers.
import { useState } from 'preact/hooks';
import type { ListItem, ProviderId, RunView } from '../src/sidebar-calls';
import { moment, priceRange } from './amounts';
import { Button, Waiting } from './button';
import { type Draft, draftOf, newDraft } from './draft';
import { Heading } from './heading';
import { TextField } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { OFFERS, PROVIDERS, shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { useList } from './picker';
import { recentRuns, stepAfterWhat } from './steps';

type CardProps = { title: string; lines: (string | null)[]; source: string; onPress(): void; isBusy?: boolean };

function Card({ title, lines, source, onPress, isBusy }: CardProps) {
  return (
    <li>
      <button type="button" class="card" onClick={onPress} disabled={isBusy} aria-busy={isBusy ? 'true' : undefined}>
        <span class="title">{title}</span>
        {lines.filter(Boolean).map((line, index) => (
          <span key={String(index)} class="quiet">
            {line}
          </span>
        ))}
        <span class="source">{source}</span>
      </button>
    </li>
  );
}

const matches = (search: string, ...texts: string[]) => {
  const wanted = search.trim().toLowerCase().split(/\s+/);
  const all = texts.join(' ').toLowerCase();
  return wanted.every((word) => all.includes(word));
};

function useOpenDraft() {
  const { update } = usePanel();
  return (draft: Draft) => update({ draft, place: 'fill', step: stepAfterWhat(draft) });
}

function Recipes({ search }: { search: string }) {
  const { model } = usePanel();
  const open = useOpenDraft();
  const saved = model.opened.recipes.filter((one) => shapeOf(String(one.recipe.operation)) && matches(search, one.name));
  const recent = recentRuns(model.opened).filter((run) => matches(search, run.name));
  if (saved.length + recent.length === 0) return null;
  return (
    <section aria-labelledby="own-recipes">
      <h3 id="own-recipes">Your recipes</h3>
      <ul class="cards">
        {saved.map((one) => (
          <Card
            key={`saved ${one.name}`}
            title={one.name}
            lines={[shapeOf(String(one.recipe.operation))!.title]}
            source="Saved"
            onPress={() => open(draftOf(one.recipe))}
          />
        ))}
        {recent.map((run) => (
          <RecentCard key={run.jobId} run={run} />
        ))}
      </ul>
    </section>
  );
}

function RecentCard({ run }: { run: RunView }) {
  const open = useOpenDraft();
  const job = useCall('job');
  const press = async () => {
    const got = await job.run({ jobId: run.jobId });
    if (got?.recipe) open(draftOf(got.recipe));
  };
  const when = run.endedMs ?? run.startedMs;
  return (
    <>
      <Card
        title={run.name}
        lines={[shapeOf(run.operation)?.title ?? run.operation]}
        source={when ? `Last used ${moment(when, Date.now())}` : 'Used before'}
        onPress={() => void press()}
        isBusy={job.isBusy}
      />
      {job.value && !job.value.recipe && <Notice>How this run was set up is not kept any more. Set it up again below.</Notice>}
      <ProblemNotice problem={job.problem} again={job.again} />
    </>
  );
}

function Databar({ search, of }: { search: string; of: 'databar.enrichments' | 'databar.waterfalls' }) {
  const open = useOpenDraft();
  const list = useList(of, undefined, search.trim());
  const operation = of === 'databar.enrichments' ? 'databar.enrichment' : 'databar.waterfall';
  const setting = of === 'databar.enrichments' ? 'enrichment' : 'waterfall';
  const pick = (item: ListItem) => {
    const draft = newDraft(operation, item.settings, item.name);
    draft.picked[setting] = { name: item.name, price: item.price, source: item.source };
    open(draft);
  };
  if (list.isReady && list.items.length === 0) return null;
  return (
    <section aria-label={of === 'databar.enrichments' ? 'Databar enrichments' : 'Databar waterfalls'}>
      <h3>{of === 'databar.enrichments' ? 'Enrichments' : 'Waterfalls'}</h3>
      <ul class="cards">
        {list.items.map((item) => (
          <Card
            key={item.id}
            title={item.name}
            lines={[item.detail, `${priceRange(item.price)} a row. ${shapeOf(operation)!.misses}`]}
            source={item.source ? `Databar · ${item.source}` : 'Databar'}
            onPress={() => pick(item)}
          />
        ))}
      </ul>
      {list.isBusy && <Waiting>Asking Databar …</Waiting>}
      <ProblemNotice problem={list.problem} again={list.again} />
      {list.more && !list.isBusy && <Button onPress={list.more}>Show more {setting}s</Button>}
    </section>
  );
}

function Offers({ search, connected }: { search: string; connected: readonly ProviderId[] }) {
  const open = useOpenDraft();
  const offers = OFFERS.filter((offer) => {
    const shape = shapeOf(offer.operation)!;
    return connected.includes(shape.provider) && matches(search, offer.title, offer.gives, PROVIDERS[shape.provider].name);
  });
  if (offers.length === 0) return null;
  return (
    <section aria-labelledby="more-operations">
      <h3 id="more-operations">More</h3>
      <ul class="cards">
        {offers.map((offer) => {
          const shape = shapeOf(offer.operation)!;
          return (
            <Card
              key={offer.title}
              title={offer.title}
              lines={[offer.gives, `${offer.price}. ${shape.misses}`]}
              source={PROVIDERS[shape.provider].name}
              onPress={() => open(newDraft(offer.operation, offer.settings, offer.title))}
            />
          );
        })}
      </ul>
    </section>
  );
}

export function WhatStep() {
  const { model, update } = usePanel();
  const [search, setSearch] = useState('');
  const connected = model.opened.connections.filter((one) => one.masked !== null).map((one) => one.provider);
  const missing = model.opened.connections.filter((one) => one.masked === null);
  return (
    <>
      <Heading>What to fill</Heading>
      {connected.length === 0 ? (
        <Notice>
          <p>Connect a provider first: then its enrichments are listed here.</p>
          <Button kind="main" onPress={() => update({ place: 'connections' })}>
            Connect a provider
          </Button>
        </Notice>
      ) : (
        <TextField label="Search" type="search" value={search} onChange={setSearch} placeholder="e.g. work email, creator" />
      )}
      <Recipes search={search} />
      {connected.includes('databar') && <Databar search={search} of="databar.waterfalls" />}
      {connected.includes('databar') && <Databar search={search} of="databar.enrichments" />}
      <Offers search={search} connected={connected} />
      {connected.length > 0 && missing.length > 0 && (
        <p class="quiet">Not connected: {missing.map((one) => one.name).join(', ')}.</p>
      )}
    </>
  );
}
