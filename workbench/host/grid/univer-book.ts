// The workbook behind the Univer grid: its sheets by the ids of their tabs, changes of cells held back until somebody looks, and when all
// formulas are calculated. Not what cells mean (univer-read.ts, univer-write.ts), and not the records of tabs.
import { GridError } from './grid-error';
import type { CellChange, CellChanges, Engine } from './univer-engine';
import { STRUCTURAL } from './univer-structure';

const CALCULATION_MS = 60_000;
/** Univer starts to calculate 100 ms after a change, later on a busy machine; when it has not by then, there was nothing to calculate. */
const START_MS = 1_000;
/** The mutations after which it calculates. */
const CALCULATES = new Set(['sheet.mutation.set-range-values', ...STRUCTURAL]);

export const UNIT = 'workbook';

export class UniverBook {
  /** Univer's name of each tab, by its id. */
  readonly sheetIds = new Map<number, string>();
  private buffer = new Map<number, CellChanges>();
  private flushTimer: NodeJS.Immediate | null = null;
  private uncalculated = false;

  constructor(
    readonly engine: Engine,
    readonly zone: string,
  ) {
    engine.onMutation(({ mutation, options }) => {
      // What the calculation writes itself is no reason to calculate.
      if (!(options as { fromFormula?: boolean }).fromFormula && CALCULATES.has(mutation.id)) this.uncalculated = true;
    });
  }

  sheetId(tab: number): string {
    const id = this.sheetIds.get(tab);
    if (id === undefined) throw new GridError(`Sheet ${tab} not found`);
    return id;
  }

  sheet(tab: number) {
    const sheet = this.engine.workbook.getSheetBySheetId(this.sheetId(tab));
    if (!sheet) throw new GridError(`Sheet ${tab} not found`);
    return sheet;
  }

  /** A command or a mutation of one tab, after what was held back. */
  run(id: string, tab: number, params: object): void {
    this.flush();
    const target = { unitId: UNIT, subUnitId: this.sheetId(tab), ...params };
    if (!this.engine.run(id, target)) throw new Error(`Univer refused ${id} ${JSON.stringify(target).slice(0, 200)}`);
  }

  /** A change of one cell, held back so that many become one mutation: each one makes Univer look through the whole tab. */
  change(tab: number, row: number, column: number, change: CellChange): void {
    let changes = this.buffer.get(tab);
    if (!changes) {
      changes = {};
      this.buffer.set(tab, changes);
    }
    changes[row - 1] ??= {};
    const line = changes[row - 1]!;
    line[column - 1] = { ...line[column - 1], ...change };
    this.flushTimer ??= setImmediate(() => this.flush());
  }

  flush(): void {
    if (this.flushTimer) clearImmediate(this.flushTimer);
    this.flushTimer = null;
    const held = this.buffer;
    this.buffer = new Map();
    for (const [tab, cellValue] of held) {
      this.engine.run('sheet.mutation.set-range-values', { unitId: UNIT, subUnitId: this.sheetId(tab), cellValue });
      this.putInterim(tab, cellValue);
    }
  }

  /** Univer blanks a formula until it is calculated; until then the cell shows what is known already. */
  putInterim(tab: number, changes: CellChanges): void {
    const interim: CellChanges = {};
    for (const [row, line] of Object.entries(changes))
      for (const [column, { f, v, t }] of Object.entries(line)) {
        if (!f || v === null || v === undefined) continue;
        interim[Number(row)] ??= {};
        interim[Number(row)]![Number(column)] = { v, t: t ?? null };
      }
    if (Object.keys(interim).length === 0) return;
    const params = { unitId: UNIT, subUnitId: this.sheetId(tab), cellValue: interim };
    this.engine.run('sheet.mutation.set-range-values', params, { onlyLocal: true, fromFormula: true });
  }

  private hasFormulas(): boolean {
    const sheets = this.engine.formulas.getFormulaData()[UNIT] ?? {};
    return Object.values(sheets).some((rows) => Object.values(rows ?? {}).some((row) => Object.keys(row).length > 0));
  }

  /** Settles when every formula shows its value. */
  async calculated(): Promise<void> {
    this.flush();
    while (this.uncalculated && this.hasFormulas()) {
      this.uncalculated = false;
      await this.engine.calculation.waitForLatestApplied(CALCULATION_MS, START_MS).catch(() => {});
    }
    this.uncalculated = false;
  }

  close(): void {
    if (this.flushTimer) clearImmediate(this.flushTimer);
    this.engine.close();
  }
}
