// A button that makes one call: asks before it where something is lost, shows the wait, says what went wrong. What follows is the caller's.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonKind } from './button';
import { Outcome } from './notice';
import { useCall } from './panel-context';
import type { Args, CallName, Value } from './server';

type ActProps<K extends CallName> = {
  call: K;
  args: Args<K>;
  label: ComponentChildren;
  of?: string | undefined;
  kind?: ButtonKind;
  disabled?: boolean;
  /** Said before, with the words on the button that keeps things as they are. */
  ask?: { text: string; keep: string };
  /** The wait goes on until it has come to its end. */
  done?(value: Value<K>): unknown;
  /** Shown in place of the button, or below it, once the answer is there. */
  children?(value: Value<K>): ComponentChildren;
};

/** The focus goes to the question, and from there back to the button, which is one and the same all the time. */
function useQuestion() {
  const [isAsking, setAsking] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (isAsking || wasAsking.current) box.current?.querySelector<HTMLElement>(isAsking ? 'p' : 'button')?.focus();
    wasAsking.current = isAsking;
  }, [isAsking]);
  return { isAsking, setAsking, box };
}

export function Act<K extends CallName>({
  call: which,
  args,
  label,
  of,
  kind,
  disabled,
  ask,
  done,
  children,
}: ActProps<K>) {
  const call = useCall(which);
  const { isAsking, setAsking, box } = useQuestion();
  const [isFollowing, setFollowing] = useState(false);
  const press = async () => {
    const value = await call.run(args);
    if (value === null) return;
    setFollowing(true);
    await done?.(value);
    setFollowing(false);
    setAsking(false);
  };
  return (
    <>
      <div class={isAsking ? 'notice warn' : 'bare'} ref={box}>
        {isAsking && <p tabIndex={-1}>{ask?.text}</p>}
        <Button
          onPress={ask && !isAsking ? () => setAsking(true) : () => void press()}
          kind={isAsking ? 'danger' : kind}
          isBusy={call.isBusy || isFollowing}
          disabled={disabled}
          of={of}
        >
          {label}
          {ask && !isAsking && ' …'}
        </Button>
        {isAsking && <Button onPress={() => setAsking(false)}>{ask?.keep}</Button>}
      </div>
      <Outcome of={call} />
      {call.value !== null && children?.(call.value)}
    </>
  );
}
