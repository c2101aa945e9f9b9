// The place "Keys": per provider the key (masked), what its account says, and who pays. A key goes to the add-on once and never comes back.
import { useState } from 'preact/hooks';
import type { ConnectionView, ProviderId } from '../src/sidebar-calls';
import { credits } from './amounts';
import { Button } from './button';
import { Heading } from './heading';
import { TextField } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { PROVIDERS } from './operations';
import { type Panel, useCall, usePanel } from './panel-context';

function put({ update }: Panel, connection: ConnectionView, said: string): void {
  update(({ opened }) => ({
    opened: {
      ...opened,
      connections: opened.connections.map((one) => (one.provider === connection.provider ? connection : one)),
    },
    said,
  }));
}

export function accountWords({ account }: ConnectionView): string {
  if (!account) return '';
  const parts = [account.balance === null ? '' : credits(account.balance)];
  for (const figure of account.figures) parts.push(`${figure.label} ${figure.value}`);
  return parts.filter(Boolean).join(' · ');
}

function KeyForm({ provider, onDone, isReplacing }: { provider: ProviderId; onDone(): void; isReplacing: boolean }) {
  const panel = usePanel();
  const [key, setKey] = useState('');
  const call = useCall('saveKey');
  const info = PROVIDERS[provider];
  const save = async () => {
    const got = await call.run({ provider, key });
    if (!got) return;
    put(panel, got, got.problem ? `${info.name}: ${got.problem}` : `${info.name} is connected.`);
    if (got.masked !== null && got.problem === null) {
      setKey('');
      onDone();
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== '' && !call.isBusy) void save();
      }}
    >
      <TextField
        label={`${info.name} ${info.keyIsCalled}`}
        type="password"
        value={key}
        onChange={setKey}
        required
        hint={info.keyPlace}
      />
      <button class="button main" type="submit" disabled={key.trim() === '' || call.isBusy} aria-busy={call.isBusy ? 'true' : undefined}>
        {call.isBusy && <span class="spinner" aria-hidden="true" />}
        {call.isBusy ? 'Testing …' : 'Test and save'}
      </button>
      {isReplacing && (
        <Button onPress={onDone} disabled={call.isBusy}>
          Keep the old one
        </Button>
      )}
      <ProblemNotice problem={call.problem} again={call.again} />
    </form>
  );
}

function Connection({ connection }: { connection: ConnectionView }) {
  const panel = usePanel();
  const { provider, name, masked } = connection;
  const [isEntering, setEntering] = useState(false);
  const test = useCall('testKey');
  const remove = useCall('removeKey');
  const say = async (which: 'test' | 'remove') => {
    const got = await (which === 'test' ? test : remove).run({ provider });
    if (got) put(panel, got, got.problem ?? (which === 'test' ? `The ${name} key works.` : `The ${name} key is removed.`));
  };
  return (
    <section class="connection" aria-labelledby={`connection-${provider}`}>
      <h3 id={`connection-${provider}`}>{name}</h3>
      {masked === null ? (
        <KeyForm provider={provider} onDone={() => setEntering(false)} isReplacing={false} />
      ) : (
        <>
          <p>
            Key <code>{masked}</code>
            {connection.account?.name && ` · ${connection.account.name}`}
          </p>
          {accountWords(connection) && <p class="quiet">{accountWords(connection)}</p>}
          {connection.problem && <Notice kind="bad">{connection.problem}</Notice>}
          {test.value && !connection.problem && <Notice>The key works.</Notice>}
          {isEntering ? (
            <KeyForm provider={provider} onDone={() => setEntering(false)} isReplacing={true} />
          ) : (
            <>
              <Button onPress={() => void say('test')} isBusy={test.isBusy} name={`Test the ${name} key`}>
                Test
              </Button>
              <Button onPress={() => setEntering(true)} name={`Replace the ${name} key`}>
                Replace
              </Button>
              <Button onPress={() => void say('remove')} isBusy={remove.isBusy} name={`Remove the ${name} key`}>
                Remove
              </Button>
            </>
          )}
          <ProblemNotice problem={test.problem ?? remove.problem} again={test.problem ? test.again : remove.again} />
        </>
      )}
    </section>
  );
}

export function ConnectionsPlace() {
  const { model, update } = usePanel();
  const { connections, user } = model.opened;
  const isConnected = connections.some((one) => one.masked !== null);
  return (
    <>
      <Heading>Connections</Heading>
      <p class="quiet">
        Keys are kept for you alone ({user}), and your runs are paid with them. Other people who open this sheet use keys of
        their own. One thing to know: whoever may edit this spreadsheet’s script, where Backfill is part of it, could change what it
        does with keys. Share it with people you trust.
      </p>
      {connections.map((connection) => (
        <Connection key={connection.provider} connection={connection} />
      ))}
      {isConnected && (
        <div class="bottom">
          <Button kind="main" onPress={() => update({ place: 'fill', step: model.draft ? model.step : 'what' })}>
            Choose what to fill
          </Button>
        </div>
      )}
    </>
  );
}
