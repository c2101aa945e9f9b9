// Always on top: each connected provider with what is left there. A press opens the connections.
import { accountWords } from './connections-place';
import { usePanel } from './panel-context';

export function AccountLine() {
  const { opened, update } = usePanel();
  const connected = opened.connections.filter((one) => one.masked !== null);
  return (
    <button type="button" class="account-line" onClick={() => update({ place: 'connections' })}>
      {connected.map((one) => (
        <span key={one.provider} class={one.problem ? 'bad' : ''}>
          <strong>{one.name}</strong> {one.problem ? 'key problem' : accountWords(one)}
        </span>
      ))}
      {connected.length === 0 && 'No provider is connected'}
      <span class="hidden">: open connections</span>
    </button>
  );
}
