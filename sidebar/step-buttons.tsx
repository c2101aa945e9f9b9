// Back and Next of a step. Next says what is missing instead of going on; the problems stand where they are.
import { useState } from 'preact/hooks';
import { count } from './amounts';
import { Button } from './button';
import type { Problems } from './draft-problems';
import type { Step } from './model';
import { usePanel } from './panel-context';
import { stepFrom } from './steps';

type Props = { step: Step; problems: Problems; onTried?: () => void; isBusy?: boolean };

export function StepButtons({ step, problems, onTried, isBusy }: Props) {
  const { draft, update } = usePanel();
  const [isTried, setTried] = useState(false);
  const missing = Object.keys(problems).length;
  const next = () => {
    setTried(true);
    onTried?.();
    if (missing === 0) update({ step: stepFrom(draft, step, 1) });
    // After it was drawn.
    else setTimeout(() => document.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  return (
    <div class="bottom">
      {isTried && missing > 0 && (
        <p class="wrong" role="alert">
          {count(missing, 'thing needs', 'things need')} your attention above.
        </p>
      )}
      <Button kind="main" onPress={next} isBusy={isBusy}>
        Next
      </Button>
      <Button onPress={() => update({ step: stepFrom(draft, step, -1) })}>Back</Button>
    </div>
  );
}
