// The paid call of databar.table and what its answers mean; its settings. What goes before and after is in the story tests of tables.
import { describe, expect, test } from 'vitest';
import type { TableSettings } from '../../../src/providers/databar/settings';
import { databarTable } from '../../../src/providers/databar/table';
import { packSlots, slotOf } from '../../../src/providers/databar/table-slots';
import type { Answer, Heard, Json } from '../../../src/providers/operation';
import { FACTS } from '../run-facts';
import { HTML, says, text } from './answers';

const TABLE = '5a3b1e00-0000-4000-8000-000000000001';
const SETTINGS: TableSettings = { table: TABLE, enrichment: 70001, key: 'Name' };
const ROW = '0191f1a0-0000-7000-8000-0123456abcde';
const TICKET = { stage: 'run', rows: packSlots([slotOf('empty', 'abcde')]) };
const INPUTS = [{ canonical: {}, sent: { Name: 'Ada' } }];

const asks = (settings: TableSettings, strategy = 'run_empty') =>
  databarTable.ask(TICKET, INPUTS, settings, { steps: [], ids: [ROW], strategy }, FACTS);
const hears = (answer: Answer): Heard =>
  databarTable.hear(TICKET, 1, INPUTS, [answer], SETTINGS, { steps: [], ids: [ROW], strategy: 'run_empty' }, FACTS);

describe('a run', () => {
  test.each(['run_empty', 'run_errors', 'run_all'])('always names its rows and its strategy: %s', (strategy) => {
    expect(asks(SETTINGS, strategy)).toEqual([
      {
        effect: 'charge',
        method: 'POST',
        path: `/v1/table/${TABLE}/run-enrichment/70001`,
        body: { run_strategy: strategy, row_ids: [ROW] },
      },
    ]);
  });

  test('the id within the table may be a number or a text', () => {
    expect(asks({ ...SETTINGS, enrichment: '70001' })).toEqual(asks(SETTINGS));
    expect(databarTable.identity({ ...SETTINGS, enrichment: '70001' })).toBe(databarTable.identity(SETTINGS));
  });

  test.each<Json>([
    { status: 'queued', processing_rows: 1 },
    { status: 'queued', processing_rows: null },
    { status: 'queued' },
  ])('is taken with %j, and its rows are watched', (body) => {
    expect(hears(says(200, body)).ticket).toMatchObject({ stage: 'watch', doubt: false });
  });

  test.each<[string, Answer, object]>([
    ['403 Not allowed', says(403, { detail: 'Not allowed' }), { kind: 'pause', why: 'refused' }],
    ['404 Not found', says(404, { detail: 'Not found' }), { kind: 'pause', reason: expect.stringContaining('70001') }],
    [
      '422',
      says(422, { detail: [{ loc: ['body', 'run_strategy'], msg: 'unknown', type: 'enum' }] }),
      { kind: 'bad batch', reason: 'run_strategy: unknown' },
    ],
    ['406', says(406, { detail: 'Not enough credits' }), { kind: 'pause', why: 'out of credits' }],
    ['an answer that says nothing', says(200, {}), { kind: 'doubt' }],
    ['an HTML page', text(504, HTML), { kind: 'doubt' }],
  ])('that is not taken is told by its kind: %s', (_what, answer, failure) => {
    expect(hears(answer).failure).toMatchObject(failure);
  });
});

test.each([
  {},
  { ...SETTINGS, table: 'people' },
  { ...SETTINGS, table: `${TABLE}0` },
  { ...SETTINGS, enrichment: 'a/b' },
  { ...SETTINGS, key: '' },
  { ...SETTINGS, strategy: 'run_some' },
  { ...SETTINGS, x: 1 },
])('settings %j are refused', (settings) => {
  expect(databarTable.settings.safeParse(settings).success).toBe(false);
});
