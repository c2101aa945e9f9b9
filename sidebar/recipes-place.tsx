// The place "Recipes": saved recipes and playbooks with what can be done with each, their schedules, and import.
import { useState } from 'preact/hooks';
import type { SavedRecipe, ScheduleView } from '../src/sidebar-calls';
import { Act } from './act';
import { moment } from './amounts';
import { Button } from './button';
import { draftOf } from './draft';
import { Heading } from './heading';
import type { Model } from './model';
import { Notes, Outcome } from './notice';
import { shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { stepsIn, toStep } from './playbook';
import { PlaybookForm } from './playbook-form';
import { copyName, readRecipeFile, recipeText } from './recipe-file';
import { fileName, saveFile } from './save-file';
import { ScheduleForm } from './schedule-form';
import { Hint, joined, Quiet, Section } from './section';

function useSaved() {
  const { patch } = usePanel();
  return (said: string) => (got: { recipes: SavedRecipe[] }) => patch(got, said);
}

function ScheduleLines({ schedule }: { schedule: ScheduleView }) {
  const { every, nextMs, own, user, last, paused } = schedule;
  return (
    <>
      <Quiet>
        {joined(
          `Every ${every}`,
          nextMs !== null && `next ${moment(nextMs)}`,
          `paid by ${own ? 'you' : user}`,
          last && `last ${moment(last.atMs)}: ${last.text}`,
        )}
      </Quiet>
      <Notes notes={paused ? [paused] : []} />
    </>
  );
}

/** Into other hands or away: what does not run it. */
function Keeping({ saved: { name, recipe } }: { saved: SavedRecipe }) {
  const { opened } = usePanel();
  const shown = useSaved();
  const copy = copyName(
    name,
    opened.recipes.map((one) => one.name),
  );
  return (
    <>
      <Act
        call="saveRecipe"
        args={{ recipe: { ...recipe, name: copy } }}
        label="Duplicate"
        of={name}
        done={shown(`${copy} is saved.`)}
      />
      <Button onPress={() => saveFile(fileName(name, 'json'), recipeText(recipe), 'application/json')} of={name}>
        Export
      </Button>
      <Act
        call="removeRecipe"
        args={{ name }}
        label="Delete"
        of={name}
        ask={{
          text: 'Deletes the recipe for everyone in this document. Runs, results and cells stay.',
          keep: 'Keep it',
        }}
        done={shown(`${name} is deleted.`)}
      />
    </>
  );
}

function Saved({ saved }: { saved: SavedRecipe }) {
  const { opened, update } = usePanel();
  const [open, setOpen] = useState<'schedule' | 'change' | null>(null);
  const { name, recipe } = saved;
  const schedule = opened.schedules.find((one) => one.name === name);
  const steps = stepsIn(recipe);
  const title = steps?.join(', then ') ?? shapeOf(String(recipe.operation))?.title ?? String(recipe.operation);
  const use = (now: Model): Partial<Model> =>
    steps ? toStep(now, { name, recipes: steps, at: 0 }) : { draft: draftOf(recipe), place: 'fill', step: 'columns' };
  const opener = (what: 'schedule' | 'change', label: string) => (
    <Button onPress={() => setOpen(open === what ? null : what)} expanded={open === what} of={name}>
      {label}
    </Button>
  );
  return (
    <Section title={name} box>
      <Quiet>{joined(title, `saved ${moment(saved.savedMs)} by ${saved.savedBy}`)}</Quiet>
      {schedule && <ScheduleLines schedule={schedule} />}
      <Button kind="main" of={name} onPress={() => update(use)}>
        {steps ? 'Run' : 'Use'}
      </Button>
      {steps && opener('change', 'Change')}
      {opener('schedule', 'Schedule')}
      <Keeping saved={saved} />
      {open === 'schedule' && <ScheduleForm saved={saved} />}
      {open === 'change' && <PlaybookForm saved={saved} done={() => setOpen(null)} />}
    </Section>
  );
}

function Import() {
  const shown = useSaved();
  const [problem, setProblem] = useState<string | null>(null);
  const call = useCall('saveRecipe');
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    if (!file) return;
    const got = readRecipeFile(file.name, await file.text());
    input.value = '';
    setProblem('problem' in got ? got.problem : null);
    const saved = 'recipe' in got && (await call.run({ recipe: got.recipe }));
    if (saved) shown('The recipe is imported.')(saved);
  };
  return (
    <div class="field">
      <label for="import">Import a recipe (JSON file)</label>
      <input
        id="import"
        type="file"
        accept=".json"
        disabled={call.isBusy}
        onChange={(event) => void read(event.currentTarget)}
      />
      {problem && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
      <Outcome of={call} wait="Saving …" />
    </div>
  );
}

export function RecipesPlace() {
  const { recipes } = usePanel().opened;
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <Heading>Recipes</Heading>
      {recipes.length === 0 && <Quiet>None is saved yet. The last step of Fill saves what you have set up.</Quiet>}
      {recipes.map((saved) => (
        <Saved key={saved.name} saved={saved} />
      ))}
      {recipes.length > 0 && (
        <Section title="Playbooks">
          <Hint>A playbook runs several recipes, one after the other.</Hint>
          <Button onPress={() => setMaking(!isMaking)} expanded={isMaking}>
            New playbook
          </Button>
          {isMaking && <PlaybookForm done={() => setMaking(false)} />}
        </Section>
      )}
      <Import />
    </>
  );
}
