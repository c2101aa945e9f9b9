// The steps of the wizard, with the one that is on; those behind can be gone back to.
import { Button } from './button';
import { usePanel } from './panel-context';
import { STEP_NAMES, stepsOf } from './steps';

export function Stepper() {
  const { model, update } = usePanel();
  const steps = stepsOf(model.draft, model.step);
  const current = steps.indexOf(model.step);
  return (
    <nav aria-label="Steps">
      <ol class="stepper">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === current ? 'step' : undefined} class={index < current ? 'done' : ''}>
            {index < current ? (
              <Button kind="link" onPress={() => update({ step })}>
                {STEP_NAMES[step]}
              </Button>
            ) : (
              STEP_NAMES[step]
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
