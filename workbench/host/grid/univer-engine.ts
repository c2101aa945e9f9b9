// Univer without a screen: one workbook, its formula engine, and the few handles that the grid needs. Not the grid's rules.
// Loaded as a bundle: as ES modules Univer's packages import one of CommonJS in a form that Node refuses, and as CommonJS they load slowly.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { ICommandInfo, IExecutionOptions, IWorkbookData, Workbook } from '@univerjs/core';
import type { FUniver } from '@univerjs/core/facade';
import type { BuildOptions } from 'esbuild';
import { keptBundle } from '../../kept-bundle';

type Parts = typeof import('./univer-parts');

export type Mutation = { id: string; params: Record<string, unknown> };
export type Applied = { mutation: Mutation; options: IExecutionOptions };

/** Row → column → the parts of a cell to change; null takes a part away. */
export type CellChange = {
  v?: string | number | boolean | null;
  t?: number | null;
  f?: string | null;
  si?: null;
  p?: null;
  s?: { n: { pattern: string } | null } | null;
};
export type CellChanges = Record<number, Record<number, CellChange>>;
type NoteModel = {
  getNote(unit: string, tab: string, at: { row: number; col: number }): { note: string } | null | undefined;
  getSheetNotes(unit: string, tab: string): Map<string, { row: number; col: number; note: string }> | undefined;
};
type FormulaData = {
  getFormulaData(): Record<string, Record<string, Record<number, Record<number, unknown>>>>;
  getArrayFormulaCellData(): Record<
    string,
    Record<string, Record<number, Record<number, { v?: unknown; t?: number }>>>
  >;
  getArrayFormulaRange(): unknown;
  getFormulaStringByCell(row: number, column: number, tab: string, unit: string): string | null;
};
type FilterService = {
  getFilterModel(
    unit: string,
    tab: string,
  ): {
    getRange(): { startRow: number; endRow: number; startColumn: number; endColumn: number };
    isRowFiltered(row: number): boolean;
  } | null;
};
type Calculation = { waitForLatestApplied(timeoutMs: number, startWatchdogMs: number): Promise<void> };

export type Engine = {
  api: FUniver;
  workbook: Workbook;
  notes: NoteModel;
  formulas: FormulaData;
  filters: FilterService;
  calculation: Calculation;
  /** The workbook with what plugins keep beside its cells: notes, filters. */
  save(): unknown;
  /** The formula as it reads that many rows further down. */
  rebased(formula: string, rows: number): string;
  run(id: string, params: object, options?: IExecutionOptions): boolean;
  onMutation(hear: (applied: Applied) => void): void;
  close(): void;
};

const BUNDLE: BuildOptions = {
  entryPoints: ['workbench/host/grid/univer-parts.ts'],
  platform: 'node',
  format: 'cjs',
  target: 'node20',
};
let loaded: Parts | null = null;
function parts(): Parts {
  if (loaded) return loaded;
  // Not minified: an error that nobody catches prints the whole line that it is in.
  const path = join(keptBundle('univer-parts', BUNDLE), 'univer-parts.js');
  const run = new Script(
    `(function (exports, require, module) {${readFileSync(path, 'utf8')}
})`,
    { filename: path },
  );
  const module = { exports: {} };
  run.runInThisContext()(module.exports, createRequire(import.meta.url), module);
  loaded = module.exports as Parts;
  return loaded;
}

let guarded = false;
/** Univer calculates in promises that nobody awaits: a fault in there must not end the process that holds people's sheets. */
function guardRejections(): void {
  if (guarded) return;
  guarded = true;
  process.on('unhandledRejection', (reason) => {
    const text = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason);
    if (!/univerjs/.test(text)) throw reason;
    console.error(`The spreadsheet's calculation failed: ${text.slice(0, 500)}`);
  });
}

/** IMAGE needs a browser; the others are Google's own, which Univer lacks. */
function addGoogleFunctions(api: FUniver): void {
  const flat = (value: unknown): unknown[] => (Array.isArray(value) ? value.flat() : [value]);
  const functions: [name: string, run: (...args: never[]) => unknown][] = [
    ['IMAGE', () => ''],
    ['ARRAYFORMULA', (value) => value],
    ['JOIN', (by, ...values) => values.flatMap(flat).join(String(by))],
    ['SPLIT', (text, by) => [String(text).split(String(by))]],
  ];
  const formula = api.getFormula();
  for (const [name, run] of functions) formula.registerFunction(name, run as never, '');
}

export function startEngine(snapshot: Partial<IWorkbookData>): Engine {
  guardRejections();
  const {
    CommandType,
    enUS,
    FormulaCalculationSessionService,
    FormulaDataModel,
    FUniver,
    ICommandService,
    IResourceLoaderService,
    LexerTreeBuilder,
    LocaleType,
    LogLevel,
    SheetsFilterService,
    SheetsNoteModel,
    Univer,
    UniverInstanceType,
    ...plugins
  } = parts();
  const locales = { [LocaleType.EN_US]: enUS };
  const univer = new Univer({ locale: LocaleType.EN_US, locales, logLevel: LogLevel.SILENT });
  univer.registerPlugin(plugins.UniverFormulaEnginePlugin);
  univer.registerPlugin(plugins.UniverSheetsPlugin);
  univer.registerPlugin(plugins.UniverSheetsFormulaPlugin);
  univer.registerPlugin(plugins.UniverSheetsFilterPlugin);
  univer.registerPlugin(plugins.UniverSheetsSortPlugin);
  univer.registerPlugin(plugins.UniverSheetsNumfmtPlugin);
  univer.registerPlugin(plugins.UniverSheetsNotePlugin);
  const workbook = univer.createUnit<IWorkbookData, Workbook>(UniverInstanceType.UNIVER_SHEET, snapshot);
  const api = FUniver.newAPI(univer);
  const injector = univer.__getInjector();
  const commands = injector.get(ICommandService);
  const lexer = injector.get(LexerTreeBuilder);
  addGoogleFunctions(api);
  return {
    api,
    workbook,
    notes: injector.get(SheetsNoteModel) as unknown as NoteModel,
    formulas: injector.get(FormulaDataModel) as unknown as FormulaData,
    filters: injector.get(SheetsFilterService) as unknown as FilterService,
    calculation: injector.get(FormulaCalculationSessionService) as unknown as Calculation,
    save: () => injector.get(IResourceLoaderService).saveUnit(workbook.getUnitId()),
    rebased: (formula, rows) => lexer.moveFormulaRefOffset(formula, 0, rows),
    run: (id, params, options) => commands.syncExecuteCommand(id, params, options) !== false,
    onMutation(hear) {
      commands.onCommandExecuted((info: Readonly<ICommandInfo>, options?: IExecutionOptions) => {
        if (info.type === CommandType.MUTATION)
          hear({
            mutation: { id: info.id, params: (info.params ?? {}) as Record<string, unknown> },
            options: options ?? {},
          });
      });
    },
    close: () => univer.dispose(),
  };
}
