// What is told of results and choices before anything was bought, and which outputs of a table can never come.
import { describe, expect, test } from 'vitest';
import { databarEnrichment } from '../../../src/providers/databar/enrichment';
import type { TableSettings } from '../../../src/providers/databar/settings';
import { databarTable } from '../../../src/providers/databar/table';
import { databarWaterfall } from '../../../src/providers/databar/waterfall';
import type { Learnt, Operation, Wanted } from '../../../src/providers/operation';
import type { DatabarSwitches } from '../../../workbench/providers/databar/switches';
import { SAMPLE_ATTACHED, SAMPLE_TABLE } from '../../../workbench/providers/databar/tables/sample-table';
import { simulated } from './simulated';

function learnt<S>(
  operation: Operation<S>,
  settings: S,
  switches: Partial<DatabarSwitches> = {},
  wanted: Wanted = {},
): Learnt {
  const { ask } = simulated(switches);
  let known: Learnt = {};
  for (;;) {
    const calls = operation.toLearn(settings, wanted, known);
    if (calls.length === 0) return known;
    const said = operation.learn(settings, wanted, known, calls, calls.map(ask));
    if (said.failure) throw new Error(JSON.stringify(said.failure));
    known = said.learnt;
  }
}

const one = { enrichment: 833, pages: 1 };
const waterfall = { waterfall: 'email_getter', call: 'auto' as const };
const TABLE: TableSettings = { table: SAMPLE_TABLE, enrichment: SAMPLE_ATTACHED, key: 'Full name' };

describe('results that are known', () => {
  test('of an enrichment are the fields that its catalogue entry names, with their labels', () => {
    const results = databarEnrichment.results!(one, learnt(databarEnrichment, one));
    expect(results).toContainEqual({ path: 'email', label: 'Work email' });
    expect(databarEnrichment.results!(one, {})).toEqual([]);
  });

  test('of several pages are none: how they are put together is not documented', () => {
    const pages = { ...one, pages: 3 };
    expect(databarEnrichment.results!(pages, learnt(databarEnrichment, pages))).toEqual([]);
  });

  test('of a waterfall are its fields, who had it, and what it cost', () => {
    expect(databarWaterfall.results!(waterfall, learnt(databarWaterfall, waterfall))).toEqual([
      { path: 'email', label: 'Work email' },
      { path: 'provider', label: 'Provider that had it' },
      { path: 'cost', label: 'Credits it cost' },
    ]);
  });

  test('of a table are the columns that its enrichment fills; not yet there, none', () => {
    const results = databarTable.results!(TABLE, learnt(databarTable, TABLE));
    expect(results).toContainEqual({ path: 'Work email', label: 'Work email' });
    expect(results.map((result) => result.path)).not.toContain('Full name');
    expect(databarTable.results!(TABLE, learnt(databarTable, TABLE, { outputColumns: 'at-first-result' }))).toEqual([]);
  });
});

describe('choices', () => {
  test.each([833, 1512])(
    'are told for a parameter that has some, in the entry or in pages, and for no other: %i',
    (enrichment) => {
      const settings = { enrichment, pages: 1 };
      const first = learnt(databarEnrichment, settings);
      const names = databarEnrichment.parameters(settings, first)!.filter(({ type }) => /^choice/.test(type));
      expect(names.length).toBeGreaterThan(0);
      const wanted = Object.fromEntries(names.map(({ name }) => [name, []]));
      const known = learnt(databarEnrichment, settings, {}, wanted);
      for (const { name } of names) expect(databarEnrichment.choicesOf!(name, known)!.length).toBeGreaterThan(1);
      expect(databarEnrichment.choicesOf!('nothing', known)).toBeNull();
      expect(databarEnrichment.choicesOf!('constructor', known)).toBeNull();
    },
  );
});

describe('an output of a table', () => {
  const problem = (path: string, switches: Partial<DatabarSwitches> = {}) =>
    databarTable.outputProblem!(path, TABLE, learnt(databarTable, TABLE, switches));

  test('that is no column is refused with the nearest one, once the enrichment has its columns', () => {
    expect(problem('Work emial')).toMatch(/no column "Work emial".* The nearest is "Work email"\.$/);
  });

  test.each(['Work email', 'Work email.value', 'Work email[0]', 'Notes', 'id'])('that is there is none: %s', (path) => {
    expect(problem(path)).toBeNull();
  });

  test('is not refused while the enrichment has no column: it may still come', () => {
    expect(problem('Work emial', { outputColumns: 'at-first-result' })).toBeNull();
    expect(problem('Work emial', { tableColumns: '404' })).toBeNull();
  });

  test('is not refused in a table of which only some columns were kept', () => {
    const known = { ...learnt(databarTable, TABLE), cut: true };
    expect(databarTable.outputProblem!('Work emial', TABLE, known)).toBeNull();
  });
});
