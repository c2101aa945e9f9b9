// Makes a playbook: saved recipes of a tab, run in an order by a schedule. Saved like a recipe.
import { useState } from 'preact/hooks';
import { Button } from './button';
import { TextField, Tick } from './labelled';
import { ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';

export function PlaybookForm() {
  const { model, update } = usePanel();
  const [name, setName] = useState('');
  const [order, setOrder] = useState<readonly string[]>([]);
  const call = useCall('saveRecipe');
  const singles = model.opened.recipes.filter((saved) => !Array.isArray(saved.recipe.recipes));
  const save = async () => {
    const got = await call.run({ recipe: { version: 1, name: name.trim(), recipes: [...order] } });
    if (!got) return;
    setName('');
    setOrder([]);
    update(({ opened }) => ({ opened: { ...opened, recipes: got.recipes }, said: 'The playbook is saved.' }));
  };
  return (
    <details>
      <summary>Make a playbook</summary>
      <p class="hint">Recipes that run one after the other, each on the rows that the one before has filled.</p>
      <TextField label="Name of the playbook" value={name} onChange={setName} />
      <fieldset>
        <legend>Recipes, in the order in which you tick them</legend>
        {singles.map((saved) => {
          const place = order.indexOf(saved.name);
          return (
            <Tick
              key={saved.name}
              label={`${place >= 0 ? `${place + 1}. ` : ''}${saved.name}`}
              on={place >= 0}
              onChange={(on) => setOrder(on ? [...order, saved.name] : order.filter((one) => one !== saved.name))}
            />
          );
        })}
      </fieldset>
      <Button onPress={() => void save()} isBusy={call.isBusy} disabled={name.trim() === '' || order.length < 2}>
        Save playbook
      </Button>
      <ProblemNotice problem={call.problem} again={call.again} />
    </details>
  );
}
