// A validation job that hangs until its results would be gone: days of looks, so it is not in `npm test`.
import { expect, test } from 'vitest';
import { proveDeep } from '../deep-table';
import { leadScene, people, VALIDATE } from './enrichabl-scene';

test('a job that never ends is given up when its results would be gone, and nothing failed', async () => {
  await proveDeep('a job that hangs', () => {
    const some = people(2);
    some[0]![0] = 'stuck@example.com';
    const s = leadScene({ rows: some });
    const started = s.start(VALIDATE);
    s.drive(undefined, 3000);
    expect(s.view(started.value.jobId)).toMatchObject({ state: 'finished', outcomes: { failed: 0, check: 2 } });
    return { cases: 1, problems: [] };
  });
});
