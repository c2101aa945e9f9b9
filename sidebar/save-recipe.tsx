// Saves what is set up as a recipe of this document, under its name. Recipes hold no key.
import { Button } from './button';
import { recipeOf } from './draft';
import { ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';

export function SaveRecipe() {
  const { model, update } = usePanel();
  const call = useCall('saveRecipe');
  const draft = model.draft!;
  const isThere = model.opened.recipes.some((one) => one.name === draft.name.trim());
  const save = async () => {
    const got = await call.run({ recipe: recipeOf(draft) });
    if (got)
      update(({ opened }) => ({
        opened: { ...opened, recipes: got.recipes },
        said: `The recipe ${draft.name} is saved.`,
      }));
  };
  return (
    <div>
      <Button kind="quiet" onPress={() => void save()} isBusy={call.isBusy}>
        {isThere ? `Save recipe again` : 'Save as recipe'}
      </Button>
      {call.value && <span class="quiet"> Saved.</span>}
      <ProblemNotice problem={call.problem} again={call.again} />
    </div>
  );
}
