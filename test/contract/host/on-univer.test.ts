// What a script sees of a spreadsheet, once more with Univer behind it: the suites that touch cells, as they are. The grid's own is grid.test.ts.
import { describe } from 'vitest';
import { UniverGrid } from '../../../workbench/host/grid/univer-grid';
import { takeGrid } from './with-host';

const SUITES = ['cost-model', 'execution', 'permissions', 'saved-state', 'spreadsheet', 'together'];

takeGrid((options, saved) => new UniverGrid(options, saved));

describe.each(SUITES)('with the Univer grid: %s', async (name) => {
  await import(`./${name}.test.ts`);
});
