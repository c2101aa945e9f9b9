// The steps of the wizard, with the one that is on; those behind can be gone back to.
import { usePanel } from './panel-context';
import { STEP_NAMES, stepsOf } from './steps';

export function Stepper() {
  const { model, update } = usePanel();
  const steps = stepsOf(model.draft);
  const shown = model.step === 'setup' && !steps.includes('setup') ? 'columns' : model.step;
  const current = steps.indexOf(shown);
  return (
    <nav aria-label="Steps">
      <ol class="stepper">
        {steps.map((step, index) => (
          <li key={step} aria-current={index === current ? 'step' : undefined} class={index < current ? 'done' : ''}>
            {index < current ? (
              <button type="button" onClick={() => update({ step })}>
                {STEP_NAMES[step]}
              </button>
            ) : (
              <span>{STEP_NAMES[step]}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
