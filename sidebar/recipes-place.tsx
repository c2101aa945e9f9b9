// The place "Recipes": saved recipes and playbooks with what can be done with each, their schedules, and import.
import { useRef, useState } from 'preact/hooks';
import type { SavedRecipe } from '../src/sidebar-calls';
import { moment } from './amounts';
import { Button } from './button';
import { draftOf } from './draft';
import { Heading } from './heading';
import { Notice, ProblemNotice } from './notice';
import { shapeOf } from './operations';
import { useCall, usePanel } from './panel-context';
import { PlaybookForm } from './playbook-form';
import { copyName, readRecipeFile, recipeText } from './recipe-file';
import { fileName, saveFile } from './save-file';
import { ScheduleForm } from './schedule-form';

export function isPlaybook({ recipe }: SavedRecipe): boolean {
  return Array.isArray(recipe.recipes);
}

function Saved({ saved }: { saved: SavedRecipe }) {
  const { model, update } = usePanel();
  const [isScheduling, setScheduling] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const store = useCall('saveRecipe');
  const remove = useCall('removeRecipe');
  const { name, recipe } = saved;
  const names = model.opened.recipes.map((one) => one.name);
  const schedule = model.opened.schedules.find((one) => one.name === name);
  const shown = (recipes: SavedRecipe[], said: string) => update(({ opened }) => ({ opened: { ...opened, recipes }, said }));
  const duplicate = async () => {
    const copy = copyName(name, names);
    const got = await store.run({ recipe: { ...recipe, name: copy } });
    if (got) shown(got.recipes, `${copy} is saved.`);
  };
  const drop = async () => {
    const got = await remove.run({ name });
    if (got) shown(got.recipes, `${name} is deleted.`);
  };
  const what = isPlaybook(saved)
    ? `Playbook: ${(recipe.recipes as unknown[]).map(String).join(', then ')}`
    : (shapeOf(String(recipe.operation))?.title ?? String(recipe.operation));
  return (
    <li class="saved">
      <h3>{name}</h3>
      <p class="quiet">
        {what} · saved {moment(saved.savedMs, Date.now())} by {saved.savedBy}
      </p>
      {schedule && (
        <p class="quiet">
          Scheduled: every {schedule.every}
          {schedule.nextMs !== null && `, next ${moment(schedule.nextMs, Date.now())}`} · paid by {schedule.own ? 'you' : schedule.user}
          {schedule.last && ` · last ${moment(schedule.last.atMs, Date.now())}: ${schedule.last.text}`}
        </p>
      )}
      {schedule?.paused && <Notice kind="warn">{schedule.paused}</Notice>}
      <div class="together">
        {!isPlaybook(saved) && (
          <Button kind="main" name={`Use ${name}`} onPress={() => update({ draft: draftOf(recipe), place: 'fill', step: 'columns' })}>
            Use
          </Button>
        )}
        <Button onPress={() => setScheduling(!isScheduling)} expanded={isScheduling} name={`Schedule ${name}`}>
          Schedule
        </Button>
        <Button onPress={() => void duplicate()} isBusy={store.isBusy} name={`Duplicate ${name}`}>
          Duplicate
        </Button>
        <Button onPress={() => saveFile(fileName(name, 'json'), recipeText(recipe), 'application/json')} name={`Export ${name}`}>
          Export
        </Button>
        {!isRemoving && (
          <Button onPress={() => setRemoving(true)} name={`Delete ${name}`}>
            Delete …
          </Button>
        )}
      </div>
      {isRemoving && (
        <Notice kind="warn">
          <p role="status">Deletes the recipe for everyone in this document. Runs, results and cells stay.</p>
          <Button kind="danger" onPress={() => void drop()} isBusy={remove.isBusy}>
            Delete it
          </Button>
          <Button onPress={() => setRemoving(false)}>Keep it</Button>
        </Notice>
      )}
      {isScheduling && <ScheduleForm saved={saved} />}
      <ProblemNotice problem={store.problem ?? remove.problem} again={store.problem ? store.again : remove.again} />
    </li>
  );
}

function Import() {
  const { update } = usePanel();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const call = useCall('saveRecipe');
  const read = async (file: File | undefined) => {
    if (!file) return;
    const got = readRecipeFile(file.name, await file.text());
    if (input.current) input.current.value = '';
    setProblem('problem' in got ? got.problem : null);
    if ('problem' in got) return;
    const saved = await call.run({ recipe: got.recipe });
    if (saved) update(({ opened }) => ({ opened: { ...opened, recipes: saved.recipes }, said: 'The recipe is imported.' }));
  };
  return (
    <div class="field">
      <label for="import-recipe">Import a recipe (JSON file)</label>
      <input
        id="import-recipe"
        ref={input}
        type="file"
        accept=".json,application/json"
        disabled={call.isBusy}
        onChange={(event) => void read(event.currentTarget.files?.[0])}
      />
      {problem && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
      <ProblemNotice problem={call.problem} again={call.again} />
    </div>
  );
}

export function RecipesPlace() {
  const { model } = usePanel();
  const { recipes } = model.opened;
  return (
    <>
      <Heading>Recipes</Heading>
      {recipes.length === 0 && <p class="quiet">None is saved yet. The last step of Fill saves what you have set up.</p>}
      <ul class="cards">
        {recipes.map((saved) => (
          <Saved key={saved.name} saved={saved} />
        ))}
      </ul>
      <Import />
      {recipes.filter((saved) => !isPlaybook(saved)).length > 1 && <PlaybookForm />}
    </>
  );
}
