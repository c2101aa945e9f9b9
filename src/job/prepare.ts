// Gathers what a plan is made from: recipe, tab, catalogue, archive, other runs. Reads only. Local checks come before any call.

import { type Index, latest } from '../archive/archive-index';
import type { Entry } from '../archive/archive-row';
import { eachAnswer, readIndex } from '../archive/archive-tab';
import { brokenSeal, SEAL } from '../archive/seal';
import type { Cells, Platform, Tab } from '../platform/ports';
import type { AnyOperation } from '../providers/all';
import type { Learnt, Wanted } from '../providers/operation';
import { type Columns, findColumns } from '../recipe/columns';
import { type Recipe, readRecipe } from '../recipe/recipe';
import { nearestHint } from '../text/nearest';
import { fail, ok, type Result } from '../text/problem';
import { busyFingerprints } from './busy';
import { exportRecipe } from './export-plan';
import type { Records } from './job-records';
import { derivedOutcome, mayReuse } from './known';
import { learnFor } from './learn';
import { readerOf } from './operation-of';
import { readCells } from './pass';
import { type Knowledge, makePlan, mappingProblem, type Plan, type PlanFrom } from './plan';
import { readTable, type Table, wantedTexts } from './table';

/** About a tenth of a second each: two and a half of an execution's six minutes. */
const FILTERED_ROWS = 1500;

export type Prepared = {
  recipe: Recipe;
  operation: AnyOperation;
  settings: unknown;
  tab: Tab;
  columns: Columns;
  cells: Cells;
  table: Table;
  learnt: Learnt;
  index: Index;
  plan: Plan;
  /** By which the plan was made. */
  nowMs: number;
  /** Results that are missing from the archive because somebody changed it by hand; null where it is as we left it. */
  archiveMissing: number | null;
};

/** All that a plan is made from, with no row hidden; and what it was found in. */
export type Gathered = { from: PlanFrom; tab: Tab; index: Index; all: Records };

/** What was asked of sheet and provider before anything is known of the rows. */
export type Asked = Pick<Prepared, 'recipe' | 'operation' | 'settings' | 'tab' | 'columns' | 'cells' | 'learnt'>;

type LearntBefore = (operation: AnyOperation, settings: unknown) => Result<Learnt>;

/**
 * Every reason against the recipe that needs no archive.
 * @param learntBefore skips the catalogue and the check of the mapping against it
 */
export function ask(platform: Platform, raw: unknown, learntBefore?: LearntBefore): Result<Asked> {
  const read = readRecipe(raw);
  if ('problem' in read) return fail('recipe', read.problem);
  const { operation, settings } = read;
  const tab = findTab(platform, read.recipe.sheet);
  if (!tab.ok) return tab;
  const asked = (wanted: Wanted): Result<Learnt> =>
    learntBefore ? learntBefore(operation, settings) : learnFor(platform, operation, settings, wanted);
  // The columns of what brings its rows are known once its provider was asked.
  const brought = operation.brings ? exportRecipe(raw, read.recipe, operation, settings, asked) : null;
  if (brought && !brought.ok) return brought;
  const { recipe } = brought?.value ?? read;
  const cells = readCells(platform, recipe, tab.value);
  const columns = findColumns(recipe, cells.values, tab.value.name);
  if ('problem' in columns) return fail('recipe', columns.problem);
  const isoDate = (date: Date): string => platform.spreadsheet.isoDate(date);
  const wanted = wantedTexts(recipe, columns, cells, isoDate);
  const isEmpty = !hasData(columns, cells);
  const known = brought ? ok(brought.value.learnt) : isEmpty ? ok({}) : asked(wanted);
  if (!known.ok) return known;
  const learnt = known.value;
  const mapping = isEmpty || learntBefore ? null : mappingProblem({ recipe, operation, settings, learnt });
  if (mapping) return fail('recipe', mapping);
  return ok({ recipe, operation, settings, tab: tab.value, columns, cells, learnt });
}

export function gather(platform: Platform, asked: Result<Asked>): Result<Gathered> {
  if (!asked.ok) return asked;
  const { tab, ...about } = asked.value;
  const { recipe, operation, settings, columns, cells, learnt } = about;
  const table = readTable(readerOf(platform, recipe, { operation, settings }, learnt), columns, cells);
  const all = platform.documentStore.all();
  const index = readIndex(platform, all[SEAL] ?? null);
  const nowMs = platform.nowMs();
  const from: PlanFrom = {
    ...about,
    table,
    nowMs,
    known: knowledge(platform, index, table, recipe, nowMs),
    busy: busyFingerprints(platform, all, index, operation.id, operation.identity(settings)),
    hidden: null,
  };
  return ok({ from, tab, index, all });
}

export function prepare(platform: Platform, asked: Result<Asked>): Result<Prepared> {
  const gathered = gather(platform, asked);
  if (!gathered.ok) return gathered;
  const { from, tab, index, all } = gathered.value;
  const hidden = hiddenRows(platform, from, tab.id);
  if (!hidden.ok) return hidden;
  const plan = makePlan({ ...from, hidden: hidden.value });
  if ('problem' in plan) return fail('recipe', plan.problem);
  const broken = (text: string | null | undefined) => brokenSeal(text, platform.spreadsheet.id(), index);
  // Another run may have written between the reading of the seal and that of the archive.
  const seal = broken(all[SEAL]) && broken(platform.documentStore.get(SEAL));
  return ok({
    ...from,
    tab,
    index,
    plan,
    archiveMissing: seal ? seal.missing : null,
  });
}

/** Google tells of one row a call whether the filter hides it, so only rows that are otherwise taken are asked for. */
function hiddenRows(platform: Platform, from: PlanFrom, tabId: number): Result<Set<number> | null> {
  if (from.recipe.rows !== 'visible' || !platform.spreadsheet.hasFilter(tabId)) return ok(null);
  const empty = makePlan({ ...from, recipe: { ...from.recipe, rows: 'empty', cap: {} } });
  if ('problem' in empty) return fail('recipe', empty.problem);
  const rows = [...empty.buy, ...empty.reused, ...empty.refused].flatMap(({ taken }) => taken);
  if (rows.length > FILTERED_ROWS) {
    return fail(
      'recipe',
      `${rows.length} rows are still empty, and Google tells only row by row which of them the filter hides: at most ${FILTERED_ROWS} can be asked. Choose a range instead, e.g. { "range": "A2:A1000" }.`,
    );
  }
  return ok(platform.spreadsheet.rowsHiddenByFilter(tabId, rows));
}

/** @param name absent: the tab in front */
export function findTab({ spreadsheet }: Platform, name: string | undefined): Result<Tab> {
  if (name === undefined) return ok(spreadsheet.activeTab());
  const tabs = spreadsheet.tabs();
  const tab = tabs.find((one) => one.name === name);
  const names = tabs.map((one) => one.name);
  return tab ? ok(tab) : fail('recipe', `There is no sheet "${name}" in this document.${nearestHint(name, names)}`);
}

function hasData(columns: Columns, cells: Cells): boolean {
  return cells.values.slice(columns.headerRow).some((row) => row.some((value) => value !== ''));
}

/** What the archive says of the table's inputs. Results are read only where they decide something: a `found` that may be reused. */
function knowledge(
  platform: Platform,
  index: Index,
  table: Table,
  recipe: Recipe,
  nowMs: number,
): Map<string, Knowledge> {
  const known = new Map<string, Knowledge>();
  const reusable: Entry[] = [];
  const byRow: Knowledge[] = [];
  for (const fingerprint of table.requests.keys()) {
    const entry = latest(index, fingerprint);
    if (!entry) continue;
    const one: Knowledge = { entry, outcome: entry.kind as Knowledge['outcome'] };
    known.set(fingerprint, one);
    if (entry.kind !== 'found' || !mayReuse(entry, recipe, nowMs)) continue;
    reusable.push(entry);
    byRow[entry.row] = one;
  }
  eachAnswer(platform, index, reusable, (row, stored) => {
    byRow[row]!.outcome = derivedOutcome(recipe, stored);
  });
  return known;
}
