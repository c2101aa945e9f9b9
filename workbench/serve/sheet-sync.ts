// Keeps the sheets of all open pages the same as the workbook: Univer's mutations go both ways, numbered, and this side decides. Where a change of
// structure and another change were made at the same time, the page that came late gets the whole sheet anew.
import type { UniverGrid } from '../host/grid/univer-grid';
import { STRUCTURAL } from '../host/grid/univer-structure';
import type { Mutation, Snapshot } from '../page/messages';

/** Formulas are calculated here, and pages are told values; what array formulas spill is told apart. */
const TOLD_FORMULA = new Set([
  'formula.mutation.set-array-formula-data',
  'formula.mutation.set-defined-name',
  'formula.mutation.remove-defined-name',
]);
const WRITE = 'sheet.mutation.set-range-values';
const MOST_KEPT = 5_000;

export type Replica = {
  tell(seq: number, mutations: Mutation[]): void;
  reset(snapshot: Snapshot): void;
  refused(): void;
};

export type SheetSync = {
  snapshot(): Snapshot;
  join(replica: Replica): void;
  leave(replica: Replica): void;
  /** Changes that a person made on a page which had seen everything up to `base`. */
  hear(from: Replica, base: number, mutations: Mutation[]): void;
};

type Logged = { seq: number; origin: Replica | null; structural: boolean };

function carriesCells({ id, params }: Mutation): boolean {
  if (id !== 'sheet.mutation.insert-sheet') return false;
  const { sheet } = params as { sheet: { cellData?: object } };
  return Object.keys(sheet.cellData ?? {}).length > 0;
}

export function syncSheets(grid: UniverGrid, zone: string, textFormatStopsFormulas: boolean): SheetSync {
  const replicas = new Set<Replica>();
  let seq = 0;
  let log: Logged[] = [];
  let waiting: { seq: number; mutation: Mutation; origin: Replica | null }[] = [];
  let timer: NodeJS.Immediate | null = null;
  let origin: Replica | null = null;

  const snapshot = (): Snapshot => {
    grid.flush();
    const { formulas } = grid.engine;
    const spills = {
      arrayFormulaRange: formulas.getArrayFormulaRange(),
      arrayFormulaCellData: formulas.getArrayFormulaCellData(),
    };
    return { seq, workbook: grid.engine.save(), spills, zone, textFormatStopsFormulas };
  };

  const tellWaiting = () => {
    if (timer) clearImmediate(timer);
    timer = null;
    const told = waiting;
    waiting = [];
    for (const replica of replicas) {
      const own = told.filter((one) => one.origin !== replica);
      // Style ids are each instance's own, so a tab that arrives with its cells would lose its formats.
      if (own.some(({ mutation }) => carriesCells(mutation))) replica.reset(snapshot());
      else
        replica.tell(
          told.at(-1)?.seq ?? seq,
          own.map(({ mutation }) => mutation),
        );
    }
  };

  grid.engine.onMutation(({ mutation }) => {
    if (mutation.id.startsWith('formula.') && !TOLD_FORMULA.has(mutation.id)) return;
    log.push({ seq: ++seq, origin, structural: STRUCTURAL.has(mutation.id) });
    if (log.length > MOST_KEPT) log = log.slice(-MOST_KEPT / 2);
    waiting.push({ seq, mutation: structuredClone(mutation), origin });
    timer ??= setImmediate(tellWaiting);
  });

  return {
    snapshot,
    join: (replica) => replicas.add(replica),
    leave: (replica) => replicas.delete(replica),
    hear(from, base, mutations) {
      grid.flush();
      const unseen = log.filter((one) => one.seq > base && one.origin !== from);
      const forgotten = base < (log[0]?.seq ?? 1) - 1;
      const structural = unseen.some((one) => one.structural) || mutations.some(({ id }) => STRUCTURAL.has(id));
      const plain = mutations.every(({ id }) => id === WRITE);
      if (forgotten || (unseen.length > 0 && (structural || !plain))) {
        tellWaiting();
        from.reset(snapshot());
        from.refused();
        return;
      }
      // What this side wrote meanwhile arrives there after the person's own change: so that comes once more, and both end the same.
      origin = unseen.length > 0 ? null : from;
      for (const { id, params } of mutations) grid.engine.run(id, params as object, { fromCollab: true });
      origin = null;
      tellWaiting();
    },
  };
}
