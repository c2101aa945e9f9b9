// Arms or disarms the schedule of a saved recipe. Says who pays, how much at most, and whether a timer can serve here.
import { useState } from 'preact/hooks';
import type { SavedRecipe } from '../src/sidebar-calls';
import { Button } from './button';
import type { Cap, Schedule } from './draft';
import { NumberField, SelectField, TextField } from './labelled';
import { Notice, ProblemNotice } from './notice';
import { useCall, usePanel } from './panel-context';

const ALARM_WORDS = {
  minutes: null,
  'not yet made': null,
  hourly: 'Google starts it within the hour here.',
  none: 'Google lets no timer be made here: the schedule cannot run by itself.',
};

export function ScheduleForm({ saved }: { saved: SavedRecipe }) {
  const { model, update } = usePanel();
  const before = (saved.recipe.schedule ?? null) as Schedule | null;
  const [every, setEvery] = useState<Schedule['every']>(before?.every ?? 'day');
  const [at, setAt] = useState(before?.at ?? '09:00');
  const [cap, setCap] = useState<Cap>(before?.cap ?? {});
  const store = useCall('saveRecipe');
  const arm = useCall('arm');
  const disarm = useCall('disarm');
  const armed = model.opened.schedules.find((one) => one.name === saved.name);
  const hint = ALARM_WORDS[model.opened.alarm];
  const turnOn = async () => {
    const reuse = before?.reuse === undefined ? {} : { reuse: before.reuse };
    const schedule = { every, ...(every === 'hour' ? {} : { at }), ...(Object.keys(cap).length > 0 ? { cap } : {}), ...reuse };
    const kept = await store.run({ recipe: { ...saved.recipe, schedule } });
    if (!kept) return;
    const got = await arm.run({ name: saved.name });
    update(({ opened }) => ({
      opened: { ...opened, recipes: kept.recipes, ...(got ? { schedules: got.schedules, alarm: got.alarm } : {}) },
      said: got ? `${saved.name} is scheduled.` : '',
    }));
  };
  const turnOff = async () => {
    const got = await disarm.run({ name: saved.name });
    if (got)
      update(({ opened }) => ({ opened: { ...opened, schedules: got.schedules }, said: `${saved.name} is not scheduled any more.` }));
  };
  return (
    <div class="inset">
      <SelectField
        label="Run it every"
        value={every}
        choices={[
          { value: 'hour', label: 'hour' },
          { value: 'day', label: 'day' },
          { value: 'week', label: 'week, on the weekday of today' },
        ]}
        onChange={(value) => setEvery(value as Schedule['every'])}
      />
      {every !== 'hour' && (
        <TextField label="At, in the time zone of the sheet" type="time" value={at} onChange={setAt} />
      )}
      <NumberField
        label="Spend at most per run, in credits"
        step="any"
        value={cap.credits}
        onChange={(credits) => setCap(credits === undefined ? {} : { credits })}
      />
      <Notice>
        It spends without asking each time. You pay, with your key, until you turn it off.{hint && ` ${hint}`}
      </Notice>
      <Button kind="main" onPress={() => void turnOn()} isBusy={store.isBusy || arm.isBusy} disabled={model.opened.alarm === 'none'}>
        {armed ? 'Change the schedule' : 'Turn it on'}
      </Button>
      {armed && (
        <Button onPress={() => void turnOff()} isBusy={disarm.isBusy}>
          Turn it off
        </Button>
      )}
      <ProblemNotice
        problem={store.problem ?? arm.problem ?? disarm.problem}
        again={store.problem ? store.again : arm.problem ? arm.again : disarm.again}
      />
    </div>
  );
}
