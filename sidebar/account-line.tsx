// Always on top: each connected provider with what is left there. A press opens the connections.
import type { ConnectionView } from '../src/sidebar-calls';
import { credits } from './amounts';
import { usePanel } from './panel-context';

/** The one figure that counts: credits, or the first that the provider tells. */
function leftWords({ account, problem }: ConnectionView): string {
  if (problem) return 'key problem';
  if (!account) return '';
  const [first] = account.figures;
  return account.balance !== null ? credits(account.balance) : first ? `${first.label} ${first.value}` : '';
}

export function AccountLine() {
  const { opened, update } = usePanel();
  const connected = opened.connections.filter((one) => one.masked !== null);
  return (
    <button type="button" class="account-line" onClick={() => update({ place: 'connections' })}>
      {connected.map((one) => (
        <span key={one.provider} class={one.problem ? 'bad' : ''}>
          <strong>{one.name}</strong> {leftWords(one)}
        </span>
      ))}
      {connected.length === 0 && 'No provider is connected'}
      <span class="hidden">: open connections</span>
    </button>
  );
}
