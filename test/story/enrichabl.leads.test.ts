// Whole runs of `enrichabl.leads` on the built bundle.
import { expect, test } from 'vitest';
import { leads, scene, UPLOAD } from './enrichabl-scene';

test('rows become leads of a pipeline that is made once, with its base columns, and their ids come back', () => {
  const s = scene();
  const job = s.run(UPLOAD);
  expect(job).toMatchObject({ state: 'finished', outcomes: { found: 8 }, credits: { spent: 0 } });
  const { pipelines, leads: held } = s.account();
  expect(pipelines).toHaveLength(1);
  expect(pipelines[0]).toMatchObject({ name: 'Q3 outbound', columns: [{ key: 'industry' }, { key: 'company' }] });
  expect(held.sort()).toEqual(
    leads(8)
      .map((row) => row[0])
      .sort(),
  );
  expect(s.column('Stage')).toEqual(Array(8).fill('IMPORTED'));
  expect(new Set(s.column('Lead')).size).toBe(8);
});
