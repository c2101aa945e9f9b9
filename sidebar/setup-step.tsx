// Step "Set up": the settings of one operation, drawn from its fields in operations.ts. What they may be is checked by the add-on.
import { useState } from 'preact/hooks';
import { Button } from './button';
import { setupProblems } from './draft-problems';
import { Heading } from './heading';
import { type Field, applies } from './operation-fields';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';
import { SettingField } from './setting-field';
import { StepButtons } from './step-buttons';

export function SetupStep() {
  const { model } = usePanel();
  const draft = model.draft!;
  const shape = shapeOf(draft.operation);
  const [isTried, setTried] = useState(false);
  const problems = setupProblems(draft);
  const fields = (shape?.fields ?? []).filter((field) => applies(field, draft.settings, shape!.fields));
  const first = fields.filter((field) => !field.more);
  const more = fields.filter((field) => field.more);
  const draw = (field: Field) => (
    <SettingField key={field.setting} field={field} problem={isTried ? problems[field.setting] : undefined} />
  );
  return (
    <>
      <Heading>Set up: {draft.name}</Heading>
      <p class="quiet">{shape?.misses}</p>
      {first.map(draw)}
      {more.length > 0 && (
        <details>
          <summary>More settings</summary>
          {more.map(draw)}
        </details>
      )}
      <StepButtons step="setup" problems={problems} onTried={() => setTried(true)} />
    </>
  );
}

/** The settings that are seldom changed, beside the columns of an operation that was chosen with all that it needs. */
export function MoreSettings() {
  const { model, update } = usePanel();
  const draft = model.draft!;
  const shape = shapeOf(draft.operation);
  const fields = (shape?.fields ?? []).filter((field) => applies(field, draft.settings, shape!.fields));
  if (fields.length === 0) return null;
  return (
    <Button kind="quiet" onPress={() => update({ step: 'setup' })}>
      Change settings
    </Button>
  );
}
