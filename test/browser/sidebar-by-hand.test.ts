// What a person does by hand while a run of the panel is under way or over, on the real workbench: in the grid of the browser, and at the
// provider. Retried, and out of credits with a real balance.
import { expect, it } from 'vitest';
import { turn } from '../../workbench/providers/simulator';
import { finished, PATIENCE_MS, panelScene, press, start } from './panel-on-workbench';

const LEADS = 12;
const FILL = 'Fill 12 rows · up to 0.6 credits';
const ALL_COLUMNS = { startColumn: 0, endColumn: 25 };

const scene = panelScene();

it('a row inserted and a sort done in the grid of the browser while a run is under way: every result in the row of its lead', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  scene.hold();
  await start(frame, FILL);
  await expect.poll(() => scene.databar().ledger.billed.length, { timeout: PATIENCE_MS }).toBeGreaterThan(0);
  const before = scene.rows().map((row) => row[0]!);

  const range = { startRow: 1, endRow: 1, ...ALL_COLUMNS };
  await scene.command('sheet.command.insert-row-by-range', { direction: 0, range });
  await expect.poll(() => scene.rows()[0]![0], { timeout: PATIENCE_MS }).toBe('');
  await scene.command('sheet.command.sort-range', {
    range: { startRow: 0, endRow: LEADS + 1, startColumn: 0, endColumn: scene.columnOf('Work email') + 1 },
    orderRules: [{ type: 'desc', colIndex: 0 }],
    hasTitle: true,
  });
  const names = () =>
    scene
      .rows()
      .map((row) => row[0]!)
      .filter(Boolean);
  const sorted = [...before].sort().reverse();
  expect(sorted).not.toEqual(before);
  await expect.poll(() => names().slice(0, 2).join(), { timeout: PATIENCE_MS }).toBe('First9,First8');

  scene.release();
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(names()).toHaveLength(LEADS);
  expect(scene.databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);

it('a row that failed is retried through the panel once its cause is mended: it alone is sent again', async () => {
  const frame = await scene.openPanel({ leads: LEADS });
  scene.tab().type('A3', 'Invalid');
  await start(frame, FILL);
  await finished(frame);
  expect(scene.databar().ledger.billed).toHaveLength(LEADS - 1);
  scene.tab().type('A3', 'First1');
  await press(frame, 'Retry 1 failed');
  await press(frame, /^Fill 1 row /);
  await expect.poll(() => scene.rows()[1]!.join(), { timeout: PATIENCE_MS }).toContain('found');
  scene.expectFilled(LEADS);
  expect(scene.databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);

it('out of credits it pauses with a real balance; topped up and resumed it finishes, and nothing is bought twice', async () => {
  const frame = await scene.openPanel({ leads: LEADS, sampleKeys: false });
  turn(scene.databar(), { startCredits: 0.3 });
  await frame.getByLabel('Databar API key').fill('sample-key');
  await press(frame, 'Test and save');
  await frame.getByText(/Key …/).waitFor();
  await press(frame, 'Choose what to fill');
  await start(frame, 'Fill 12 rows');
  await frame.getByText('Paused: out of credits').waitFor();
  const bought = scene.databar().ledger.billed.length;
  expect(bought).toBeLessThan(LEADS);
  turn(scene.databar(), { toppedUp: 10 });
  await press(frame, /^Resume/);
  await finished(frame);
  scene.expectFilled(LEADS);
  expect(scene.databar().ledger.billed).toHaveLength(LEADS);
}, 240_000);
