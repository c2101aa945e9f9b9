// The params that a row gives to what is attached to its table. Checks and prices are elsewhere.

import type { Json } from '../../simulator';
import { entryOf } from '../catalogue';
import type { Lookup } from '../lookup';
import { rowErrors } from '../params';
import type { Params } from '../state';
import type { DatabarSwitches } from '../switches';
import { paramsOf, waterfallOf } from '../waterfalls';
import { cellOf, isBlank } from './cells';
import type { Attached, Row, Table } from './table';

/** Blank cells are left out. `isBad`: the row fails before anybody is asked, so it costs nothing. */
export function paramsFor(
  table: Table,
  row: Row,
  attached: Attached,
  switches: DatabarSwitches,
): { params: Params; isBad: boolean } {
  const params: Params = {};
  let isBad = false;
  for (const [slug, mapped] of Object.entries(attached.mapping)) {
    if (mapped.type === 'mapping') {
      const column = table.columns.find((one) => one.identifier === mapped.column);
      const value = column ? cellOf(table, row, column, switches) : null;
      if (!isBlank(value)) params[slug] = typeof value === 'bigint' ? String(value) : (value as Json);
      continue;
    }
    const filled = fill(mapped.text, table, row, switches);
    if (filled === null) isBad = true;
    else if (filled !== '') params[slug] = filled;
  }
  return { params, isBad: isBad || Object.keys(rowErrors(checkedBy(attached.lookup), params, switches)).length > 0 };
}

/** `{internal_name}` is the cell's text, and null where it is empty; `{?internal_name}` may be empty. */
function fill(text: string, table: Table, row: Row, switches: DatabarSwitches): string | null {
  let isMissing = false;
  const filled = text.replace(/\{(\??)([0-9a-f]+)\}/g, (whole, optional: string, internal: string) => {
    const column = table.columns.find((one) => one.internal === internal);
    if (!column) return whole;
    const value = cellOf(table, row, column, switches);
    if (isBlank(value) && optional === '') isMissing = true;
    return isBlank(value) ? '' : String(value);
  });
  return isMissing ? null : filled;
}

function checkedBy(lookup: Lookup) {
  return lookup.cascade ? { params: paramsOf(waterfallOf(lookup.cascade.waterfall)!) } : entryOf(lookup.enrichment)!;
}
