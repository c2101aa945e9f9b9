// A button that makes one call: asks before it where something is lost, shows the wait, says what went wrong. What follows is the caller's.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, type ButtonKind } from './button';
import { Notice, Outcome } from './notice';
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
  done?(value: Value<K>): void;
  /** Shown in place of the button, or below it, once the answer is there. */
  children?(value: Value<K>): ComponentChildren;
};

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
  const [isAsking, setAsking] = useState(false);
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (isAsking) question.current?.focus();
  }, [isAsking]);
  const press = async () => {
    const value = await call.run(args);
    if (value === null) return;
    setAsking(false);
    done?.(value);
  };
  const button = (
    <Button
      onPress={ask && !isAsking ? () => setAsking(true) : () => void press()}
      kind={isAsking ? 'danger' : kind}
      isBusy={call.isBusy}
      disabled={disabled}
      of={of}
    >
      {label}
      {ask && !isAsking && ' …'}
    </Button>
  );
  return (
    <>
      {isAsking ? (
        <Notice kind="warn">
          <p ref={question} tabIndex={-1}>
            {ask?.text}
          </p>
          {button}
          <Button onPress={() => setAsking(false)}>{ask?.keep}</Button>
        </Notice>
      ) : (
        button
      )}
      <Outcome of={call} />
      {call.value !== null && children?.(call.value)}
    </>
  );
}
