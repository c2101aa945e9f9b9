// Arms or disarms the schedule of a saved recipe. Says who pays, how much at most, and whether a timer can serve here.
import { useState } from 'preact/hooks';
import type { SavedRecipe } from '../src/sidebar-calls';
import { Act } from './act';
import { Button } from './button';
import type { Cap, Schedule } from './draft';
import { Field, numberOf } from './labelled';
import { Notice, Outcome } from './notice';
import { useCall, usePanel } from './panel-context';

const ALARM_WORDS: { [alarm: string]: string } = {
  hourly: ' Google starts it within the hour here.',
  none: ' Google lets no timer be made here: it cannot run by itself.',
};

type FieldsProps = { schedule: Schedule; set(schedule: Schedule): void };

function ScheduleFields({ schedule, set }: FieldsProps) {
  const setCap = (which: keyof Cap, text: string) => {
    const { cap: { [which]: _, ...cap } = {}, ...rest } = schedule;
    const amount = numberOf(text);
    const next: Cap = amount === undefined ? cap : { ...cap, [which]: amount };
    // Without any, that of the recipe holds.
    set(Object.keys(next).length > 0 ? { ...rest, cap: next } : rest);
  };
  return (
    <>
      <Field
        label="Run it every"
        value={schedule.every}
        choices={[
          ['hour', 'hour'],
          ['day', 'day'],
          ['week', 'week, on the weekday of today'],
        ]}
        onPut={(every) => set({ ...schedule, every: every as Schedule['every'] })}
      />
      {schedule.every !== 'hour' && (
        <Field
          label="At, in the time zone of the sheet"
          type="time"
          value={schedule.at}
          onPut={(at) => set({ ...schedule, at })}
        />
      )}
      <Field
        label="Spend at most in each run, in credits"
        type="amount"
        value={schedule.cap?.credits}
        onPut={(text) => setCap('credits', text)}
      />
      <Field
        label="Buy at most in each run, in requests"
        type="whole"
        value={schedule.cap?.requests}
        onPut={(text) => setCap('requests', text)}
      />
    </>
  );
}

export function ScheduleForm({ saved }: { saved: SavedRecipe }) {
  const { opened, patch } = usePanel();
  const { name, recipe } = saved;
  const [schedule, setSchedule] = useState<Schedule>((recipe.schedule as Schedule) ?? { every: 'day', at: '09:00' });
  const store = useCall('saveRecipe');
  const arm = useCall('arm');
  const turnOn = async () => {
    const kept = await store.run({ recipe: { ...recipe, schedule } });
    const armed = kept && (await arm.run({ name }));
    if (armed) patch({ ...kept, ...armed }, `${name} is scheduled.`);
  };
  const isArmed = opened.schedules.some((one) => one.name === name);
  return (
    <>
      <ScheduleFields schedule={schedule} set={setSchedule} />
      <Notice kind="warn">
        It spends without asking each time. You pay, with your key, until it is turned off.
        {ALARM_WORDS[opened.alarm]}
      </Notice>
      <Button
        kind="main"
        onPress={() => void turnOn()}
        isBusy={store.isBusy || arm.isBusy}
        disabled={opened.alarm === 'none'}
      >
        {isArmed ? 'Change the schedule' : 'Turn it on'}
      </Button>
      {isArmed && (
        <Act
          call="disarm"
          args={{ name }}
          label="Turn it off"
          done={(got) => patch(got, `${name} is not scheduled any more.`)}
        />
      )}
      <Outcome of={store} />
      <Outcome of={arm} />
    </>
  );
}
