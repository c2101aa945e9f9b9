// How many rows and requests each choice of `rows` would take: from one read pass and one look at the archive. Plans nothing.

import { ask, type Gathered, gather } from '../job/prepare';
import { takenRows } from '../job/take-rows';
import type { Platform } from '../platform/ports';
import type { Recipe } from '../recipe/recipe';
import type { RowCount, RowCounts } from '../sidebar-calls';
import { ok, type Result } from '../text/problem';
import { learnAlone } from './catalogue';
import { selectionIn } from './tab-view';

export function rowCounts(platform: Platform, raw: unknown): Result<RowCounts> {
  // Whether a row is complete depends on the catalogue's parameters alone, which are remembered; choices do not matter here.
  const asked = ask(platform, raw, (operation, settings) => learnAlone(platform, operation, settings));
  const gathered = gather(platform, asked);
  if (!gathered.ok) return gathered;
  const { from, tab } = gathered.value;
  const count = (rows: Recipe['rows']): RowCount => countOf(gathered.value, rows);
  const empty = count('empty');
  const selection = selectionIn(platform, tab, from.columns.headerRow, from.cells.values.length);
  return ok({
    empty,
    errors: count('errors'),
    check: count('check'),
    all: count('all'),
    selected: selection && { ...count({ range: selection.range }), range: selection.range },
    // Google tells of one row a call whether the filter hides it: the plan asks, a live count cannot.
    visible: platform.spreadsheet.hasFilter(tab.id) ? { ...empty, atMost: true } : null,
  });
}

function countOf({ from }: Gathered, rows: Recipe['rows']): RowCount {
  const taken = takenRows({ ...from, recipe: { ...from.recipe, rows } });
  if ('problem' in taken) return { rows: 0, requests: 0 };
  let total = 0;
  for (const one of taken.byFingerprint.values()) total += one.length;
  return { rows: total, requests: taken.byFingerprint.size };
}
