// Makes or changes a playbook: which recipes, in which order. It is saved like a recipe; whether it fits is checked by the add-on.
import { useState } from 'preact/hooks';
import type { SavedRecipe } from '../src/sidebar-calls';
import { Act } from './act';
import { Field, Ticks } from './labelled';
import { usePanel } from './panel-context';
import { stepsIn } from './playbook';

/** `saved`: the one to change. */
export function PlaybookForm({ saved, done }: { saved?: SavedRecipe; done(): void }) {
  const { opened, patch } = usePanel();
  const [typed, setName] = useState('');
  const [steps, setSteps] = useState(saved ? stepsIn(saved.recipe)! : []);
  const name = saved?.name ?? typed.trim();
  const isTaken = !saved && opened.recipes.some((one) => one.name === name);
  const names = opened.recipes.filter((one) => !stepsIn(one.recipe)).map((one) => one.name);
  return (
    <>
      {!saved && (
        <Field
          label="Name of the playbook"
          value={typed}
          onPut={setName}
          problem={isTaken ? 'This name is taken. Choose another.' : undefined}
        />
      )}
      <Ticks
        label="Recipes, in the order of ticking"
        hint="Each fills the sheet before the next is planned."
        inOrder
        choices={[...new Set([...names, ...steps])].map((one) => [one, one] as const)}
        chosen={steps}
        onPut={setSteps}
      />
      <Act
        call="saveRecipe"
        args={{ recipe: { ...saved?.recipe, version: 1, name, recipes: steps } }}
        label="Save the playbook"
        kind="main"
        disabled={name === '' || isTaken || steps.length === 0}
        done={({ recipes }) => {
          patch({ recipes }, `${name} is saved.`);
          done();
        }}
      />
    </>
  );
}
