// The place for keys: per provider the key (masked), what its account says, and who pays. A key goes to the add-on once and never comes back.
import { useState } from 'preact/hooks';
import type { ConnectionView } from '../src/sidebar-calls';
import { Act } from './act';
import { credits } from './amounts';
import { Button } from './button';
import { Heading } from './heading';
import { Field } from './labelled';
import { withConnection } from './model';
import { Notes, Notice } from './notice';
import { PROVIDERS } from './operations';
import { usePanel } from './panel-context';
import { joined, Quiet, Section } from './section';

function accountWords({ account }: ConnectionView): string {
  if (!account) return '';
  const figures = account.figures.map(({ label, value }) => `${label} ${value}`);
  return joined(account.balance !== null && credits(account.balance), ...figures);
}

type KeyFormProps = { connection: ConnectionView; put(got: ConnectionView): void; keep: (() => void) | null };

/** `keep`: where there is a key already. */
function KeyForm({ connection: { provider, name }, put, keep }: KeyFormProps) {
  const [key, setKey] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        event.currentTarget.querySelector('button')?.click();
      }}
    >
      <Field
        label={`${name} ${PROVIDERS[provider].keyIsCalled}`}
        type="password"
        value={key}
        onPut={setKey}
        hint={PROVIDERS[provider].keyPlace}
      />
      <Act
        call="saveKey"
        args={{ provider, key }}
        label="Test and save"
        kind="main"
        disabled={key.trim() === ''}
        done={(got) => {
          put(got);
          setKey('');
        }}
      />
      {keep && <Button onPress={keep}>Keep the old one</Button>}
    </form>
  );
}

function Connection({ connection }: { connection: ConnectionView }) {
  const { update } = usePanel();
  const { provider, name, masked, account, problem } = connection;
  const [isEntering, setEntering] = useState(false);
  const put = (said: string) => (got: ConnectionView) => {
    update((model) => ({ ...withConnection(model, got), said: got.problem ?? said }));
    setEntering(false);
  };
  return (
    <Section title={name} box>
      {masked !== null && (
        <>
          <p>{joined(`Key ${masked}`, account?.name, accountWords(connection))}</p>
          <Notes notes={problem === null ? [] : [problem]} />
        </>
      )}
      {masked === null || isEntering ? (
        <KeyForm
          connection={connection}
          put={put(`${name} is connected.`)}
          keep={isEntering ? () => setEntering(false) : null}
        />
      ) : (
        <>
          <Act call="testKey" args={{ provider }} label="Test" of={name} done={put(`The ${name} key works.`)}>
            {(got) => got.problem === null && <Notice>The key works.</Notice>}
          </Act>
          <Button onPress={() => setEntering(true)} of={name}>
            Replace
          </Button>
          <Act
            call="removeKey"
            args={{ provider }}
            label="Remove"
            of={name}
            done={put(`The ${name} key is removed.`)}
          />
        </>
      )}
    </Section>
  );
}

export function ConnectionsPlace() {
  const { opened, update } = usePanel();
  return (
    <>
      <Heading>Connections</Heading>
      <Quiet>
        Keys are kept for you alone ({opened.user}) and pay for the runs that you start. Where Backfill is part of this
        spreadsheet’s script, everyone who may edit the script could misuse them: share it with people you trust.
      </Quiet>
      {opened.connections.map((connection) => (
        <Connection key={connection.provider} connection={connection} />
      ))}
      {opened.connections.some((one) => one.masked !== null) && (
        <div class="bottom">
          <Button kind="main" onPress={() => update({ place: 'fill' })}>
            Choose what to fill
          </Button>
        </div>
      )}
    </>
  );
}
