// Back and Next of a step. Next says what is missing instead of going on; the problems stand where they are.
import { useState } from 'preact/hooks';
import { Button } from './button';
import { hasProblems, type Problems } from './draft-problems';
import type { Step } from './model';
import { usePanel } from './panel-context';
import { nextStep, previousStep } from './steps';
import { count } from './amounts';

type Props = { step: Step; problems: Problems; onTried?: () => void; isBusy?: boolean };

export function StepButtons({ step, problems, onTried, isBusy }: Props) {
  const { model, update } = usePanel();
  const [isTried, setTried] = useState(false);
  const draft = model.draft!;
  const missing = Object.keys(problems).length;
  const next = () => {
    if (hasProblems(problems)) {
      setTried(true);
      onTried?.();
      return;
    }
    update({ step: nextStep(draft, step) });
  };
  return (
    <div class="bottom">
      {isTried && missing > 0 && (
        <p class="wrong" role="alert">
          {count(missing, 'thing needs', 'things need')} your attention above.
        </p>
      )}
      <Button kind="main" onPress={next} isBusy={isBusy === true}>
        Next
      </Button>
      <Button onPress={() => update({ step: previousStep(draft, step) })}>Back</Button>
    </div>
  );
}
