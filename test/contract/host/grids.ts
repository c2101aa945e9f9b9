// Every implementation of the grid port, for the one suite that all of them pass.
import { MemoryGrid } from '../../../workbench/host/grid/memory-grid';
import type { Grid } from '../../../workbench/host/grid/port';
import { UniverGrid } from '../../../workbench/host/grid/univer-grid';

export type GridMaker = {
  name: string;
  make: (zone?: string) => Grid;
  restore: (saved: ReturnType<Grid['save']>) => Grid;
};

const options = (zone: string) => ({ id: 'sheet-1', name: 'Leads', zone, now: () => Date.UTC(2026, 0, 5) });

export const GRIDS: GridMaker[] = [
  {
    name: 'memory grid',
    make: (zone = 'Etc/UTC') => {
      const grid = new MemoryGrid(options(zone));
      grid.addTab('Leads');
      return grid;
    },
    restore: (saved) => new MemoryGrid(options('Etc/UTC'), structuredClone(saved)),
  },
  {
    name: 'Univer grid',
    make: (zone = 'Etc/UTC') => {
      const grid = new UniverGrid(options(zone));
      grid.addTab('Leads');
      return grid;
    },
    restore: (saved) => new UniverGrid(options('Etc/UTC'), structuredClone(saved)),
  },
];
