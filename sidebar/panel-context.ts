// How the parts of the panel reach its state, and the hook through which they call the server: a wait, a problem or a value.
import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Model, Update } from './model';
import { type Said, sayProblem } from './say-problem';
import { type Args, type CallName, callServer, type Value } from './server';

export type Panel = {
  model: Model;
  update: Update;
  /** Asks for a slice now: something was started or resumed. */
  beat(): void;
};

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  return useContext(PanelContext)!;
}

export type CallState<K extends CallName> = {
  isBusy: boolean;
  problem: Said | null;
  /** The call that failed, to be made again. */
  again: (() => void) | null;
  value: Value<K> | null;
  run(args: Args<K>): Promise<Value<K> | null>;
  clear(): void;
};

/** Only the answer to the newest call counts: an older one may arrive later, and a part that is gone hears nothing. */
export function useCall<K extends CallName>(name: K): CallState<K> {
  const [state, setState] = useState<{ isBusy: boolean; problem: Said | null; value: Value<K> | null }>({
    isBusy: false,
    problem: null,
    value: null,
  });
  const newest = useRef(0);
  const last = useRef<Args<K> | null>(null);
  useEffect(
    () => () => {
      newest.current = -1;
    },
    [],
  );
  const run = useCallback(
    async (args: Args<K>): Promise<Value<K> | null> => {
      if (newest.current < 0) return null;
      const mine = ++newest.current;
      last.current = args;
      setState((before) => ({ ...before, isBusy: true, problem: null }));
      const reply = await callServer(name, args);
      if (newest.current !== mine) return null;
      if (reply.ok) setState({ isBusy: false, problem: null, value: reply.value });
      else setState((before) => ({ ...before, isBusy: false, problem: sayProblem(reply.error) }));
      return reply.ok ? reply.value : null;
    },
    [name],
  );
  const clear = useCallback(() => {
    newest.current = Math.max(0, newest.current) + 1;
    setState({ isBusy: false, problem: null, value: null });
  }, []);
  const args = last.current;
  return { ...state, run, clear, again: args === null ? null : () => void run(args) };
}
