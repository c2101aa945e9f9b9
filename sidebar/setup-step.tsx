// Step "Set up": the settings of one operation, drawn from its fields in operations.ts. What they may be is checked by the add-on.
import { useState } from 'preact/hooks';
import { setupProblems } from './draft-problems';
import { Heading } from './heading';
import { type Field, fieldsOf } from './operation-fields';
import { shapeOf } from './operations';
import { usePanel } from './panel-context';
import { More, Quiet } from './section';
import { SettingField } from './setting-field';
import { StepButtons } from './step-buttons';

export function SetupStep() {
  const { draft } = usePanel();
  const shape = shapeOf(draft.operation);
  const [isTried, setTried] = useState(false);
  const problems = setupProblems(draft);
  const fields = fieldsOf(shape, draft.settings);
  const draw = (field: Field) => (
    <SettingField key={field.setting} field={field} problem={isTried ? problems[field.setting] : undefined} />
  );
  return (
    <>
      <Heading>Set up: {draft.name}</Heading>
      <Quiet>{shape?.misses}</Quiet>
      {fields.filter((field) => !field.more).map(draw)}
      {fields.some((field) => field.more) && (
        <More title="More settings">{fields.filter((field) => field.more).map(draw)}</More>
      )}
      <StepButtons step="setup" problems={problems} onTried={() => setTried(true)} />
    </>
  );
}
