// Rows for what an operation brings and the sheet does not have: their keys alone, below the last row. The wave that follows finds the
// rows by them and fills the rest.

import { resultOf } from '../archive/archive-row';
import { indexAgain, readAnswers } from '../archive/archive-tab';
import { ownHeaders } from '../recipe/columns';
import { toWriting } from '../sheet/cell-value';
import { isUnwritten, writesAll } from './job';
import { outputValue } from './known';
import type { Pass } from './pass';
import type { Slice } from './slice';
import type { Wave } from './wave';

/** @returns for `writeWave`: the wave that adds the missing rows of what was brought in this slice, or of all where writing was cut short */
export function rowsToAdd(slice: Slice): (pass: Pass) => Wave {
  const { platform, job, operation } = slice;
  const header = job.recipe.inputs[operation.brings!.key] as string;
  const bit = 2 ** ownHeaders(job.recipe).indexOf(header);
  // A formula that fills whole columns fills new rows too: what stands in them then is nobody's typing.
  let added: 'alone' | 'beside others' = 'alone';
  return (pass) => {
    slice.index = indexAgain(platform, slice.index);
    const { index } = slice;
    const wave: Wave = { writes: [], masks: new Map(), kept: 0 };
    const { cells } = pass;
    const all = writesAll(job);
    const entries = index.entries.filter(
      (entry) =>
        entry.job === job.id &&
        entry.kind === 'found' &&
        (all || isUnwritten(job, entry)) &&
        !pass.table.requests.has(entry.key),
    );
    const stored = readAnswers(
      platform,
      index,
      entries.filter(({ key }) => !slice.fresh.has(key)),
    );
    for (const { key, row } of entries) {
      const answer = slice.fresh.get(key) ?? stored.get(row)!;
      const writing = toWriting(outputValue(job.recipe, resultOf(answer), header));
      wave.writes.push({ row: cells.values.push([]), column: pass.columns.byHeader[header]!, writing });
      wave.masks.set(key, bit);
    }
    if (entries.length > 0) pass.added = added;
    added = 'beside others';
    return wave;
  };
}
