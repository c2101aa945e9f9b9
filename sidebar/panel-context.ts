// How the parts of the panel reach its state, and the hook through which they call the server: a wait, a problem or a value.
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Opened } from '../src/sidebar-calls';
import type { Draft } from './draft';
import type { Model, Update } from './model';
import { type Said, sayProblem } from './say-problem';
import { type Args, type CallName, callServer, type Value } from './server';

export type Panel = {
  model: Model;
  opened: Opened;
  /** What is being set up; only the steps after the first ask for it. */
  draft: Draft;
  update: Update;
  /** Changes what the add-on said on opening, after a call that said something newer. */
  patch(change: Partial<Opened>, said?: string): void;
  set(change: Partial<Draft>): void;
  /** Asks for a slice now: something was started or resumed. */
  beat(): void;
};

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  return useContext(PanelContext)!;
}

export type Call<K extends CallName> = {
  isBusy: boolean;
  problem: Said | null;
  value: Value<K> | null;
  run(args: Args<K>): Promise<Value<K> | null>;
  /** The same call once more. */
  again(): void;
};

/** Only the answer to the newest call counts: an older one may arrive later, and a part that is gone hears nothing. */
export function useCall<K extends CallName>(name: K): Call<K> {
  const [state, setState] = useState<Pick<Call<K>, 'isBusy' | 'problem' | 'value'>>({
    isBusy: false,
    problem: null,
    value: null,
  });
  const newest = useRef(0);
  const again = useRef(() => {});
  useEffect(
    () => () => {
      newest.current = Number.NaN;
    },
    [],
  );
  const run = async (args: Args<K>): Promise<Value<K> | null> => {
    const mine = ++newest.current;
    again.current = () => void run(args);
    setState((before) => ({ ...before, isBusy: true, problem: null }));
    const reply = await callServer(name, args);
    if (newest.current !== mine) return null;
    const value = reply.ok ? reply.value : null;
    setState((before) => ({
      isBusy: false,
      problem: reply.ok ? null : sayProblem(reply.error),
      value: value ?? before.value,
    }));
    return value;
  };
  return { ...state, run, again: () => again.current() };
}
