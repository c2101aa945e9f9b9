// The sheet in the browser: a replica of the workbook that the workbench holds, drawn by Univer. Calculates nothing; sends every change and applies
// those of others. Bundled on its own, because Univer is large and changes rarely.
import {
  type CellValue,
  CommandType,
  ICommandService,
  type IExecutionOptions,
  IUniverInstanceService,
  type IWorkbookData,
  LifecycleService,
  LifecycleStages,
  LocaleType,
  mergeLocales,
  type Plugin,
  type PluginCtor,
  Univer,
  UniverInstanceType,
  type Workbook,
} from '@univerjs/core';
import { UniverSheetsCorePreset } from '@univerjs/preset-sheets-core';
import coreLocale from '@univerjs/preset-sheets-core/locales/en-US';
import { UniverSheetsFilterPreset } from '@univerjs/preset-sheets-filter';
import filterLocale from '@univerjs/preset-sheets-filter/locales/en-US';
import { UniverSheetsNotePreset } from '@univerjs/preset-sheets-note';
import noteLocale from '@univerjs/preset-sheets-note/locales/en-US';
import { UniverSheetsSortPreset } from '@univerjs/preset-sheets-sort';
import sortLocale from '@univerjs/preset-sheets-sort/locales/en-US';
import { IRPCChannelService, UniverRPCMainThreadPlugin } from '@univerjs/rpc';
import { NEVER } from 'rxjs';
import { type Matrix, matrixOf } from './matrix';
import type { Mutation, Snapshot } from './messages';
import { typeLikeGoogle } from './typing';
import '@univerjs/preset-sheets-core/lib/index.css';
import '@univerjs/preset-sheets-filter/lib/index.css';
import '@univerjs/preset-sheets-note/lib/index.css';
import '@univerjs/preset-sheets-sort/lib/index.css';

export type Selected = { tab: string; row: number; column: number; rows: number; columns: number };
export type Tell = {
  mutation(mutation: Mutation): void;
  selected(selected: Selected): void;
  drawn(): void;
  /** What moves the sheet on the page, its toolbar for one, is in place. */
  ready(): void;
};
export type Replica = {
  apply(mutations: Mutation[]): void;
  reset(snapshot: Snapshot): void;
  matrix(): Matrix;
  /** What a person sees in a cell, counted from 1: also what an array formula spills into it, which no cell of the workbook holds. */
  drawn(tab: string, row: number, column: number): CellValue;
  /** Whether a filter hides the row, counted from 1. */
  filtered(tab: string, row: number): boolean;
  /** Runs one of Univer's commands as a person's click does. */
  command(id: string, params: object): Promise<boolean>;
};

const REMOTE: IExecutionOptions = { fromCollab: true, onlyLocal: true };
const FORWARDED = new Set(['formula.mutation.set-defined-name', 'formula.mutation.remove-defined-name']);

/** The workbench calculates; the plugins that would ask a worker for it are given one that never answers. */
const NO_WORKER = {
  requestChannel: () => ({ call: async () => {}, subscribe: () => NEVER }),
  registerChannel: () => {},
  dispose: () => {},
};

type Listed = PluginCtor<Plugin> | [PluginCtor<Plugin>, object?];

function plugins(container: HTMLElement): Map<string, [PluginCtor<Plugin>, object]> {
  const core = UniverSheetsCorePreset({
    container,
    ribbonType: 'simple',
    disableAutoFocus: true,
    disableTextFormatMark: true,
    sheets: { disableForceStringMark: true, disableForceStringAlert: true },
  });
  const presets = [core, UniverSheetsSortPreset(), UniverSheetsFilterPreset(), UniverSheetsNotePreset()];
  const byName = new Map<string, [PluginCtor<Plugin>, object]>();
  for (const listed of presets.flatMap((preset) => preset.plugins) as Listed[]) {
    const [plugin, config = {}] = Array.isArray(listed) ? listed : [listed];
    if (plugin !== UniverRPCMainThreadPlugin)
      byName.set(plugin.pluginName, [plugin, { ...config, notExecuteFormula: true }]);
  }
  return byName;
}

function isForwarded({ id, params }: { id: string; params?: object }, unit: string): boolean {
  if (id.startsWith('formula.') && !FORWARDED.has(id)) return false;
  return !id.startsWith('doc.') && (params as { unitId?: string } | undefined)?.unitId === unit;
}

export function openReplica(container: HTMLElement, first: Snapshot, tell: Tell): Replica {
  const locales = { [LocaleType.EN_US]: mergeLocales(coreLocale, sortLocale, filterLocale, noteLocale) };
  const univer = new Univer({ locale: LocaleType.EN_US, locales });
  const injector = univer.__getInjector();
  injector.add([IRPCChannelService, { useValue: NO_WORKER as never }]);
  for (const [plugin, config] of plugins(container).values()) univer.registerPlugin(plugin, config);
  const commands = injector.get(ICommandService);
  let workbook: Workbook;
  let unit = '';
  const apply = (mutations: Mutation[]) => {
    for (const { id, params } of mutations) commands.syncExecuteCommand(id, params as object, REMOTE);
  };
  const show = ({ workbook: data, spills }: Snapshot) => {
    const saved = data as IWorkbookData;
    unit = saved.id;
    workbook = univer.createUnit<IWorkbookData, Workbook>(UniverInstanceType.UNIVER_SHEET, saved);
    // A snapshot does not carry what array formulas spill.
    apply([{ id: 'formula.mutation.set-array-formula-data', params: spills }]);
  };
  commands.onCommandExecuted((command, options) => {
    if (command.type === CommandType.MUTATION && !options?.fromCollab && !options?.onlyLocal) {
      if (isForwarded(command, unit)) tell.mutation({ id: command.id, params: command.params });
    }
    if (command.id !== 'sheet.operation.set-selections') return;
    const params = command.params as { subUnitId: string; selections: { range: Record<string, number> }[] };
    const range = params.selections.at(-1)?.range;
    if (!range) return;
    const { startRow = 0, endRow = 0, startColumn = 0, endColumn = 0 } = range;
    const size = { rows: endRow - startRow + 1, columns: endColumn - startColumn + 1 };
    tell.selected({ tab: params.subUnitId, row: startRow + 1, column: startColumn + 1, ...size });
  });
  show(first);
  typeLikeGoogle(injector, first);
  injector
    .get(LifecycleService)
    .subscribeWithPrevious()
    .subscribe((stage) => {
      if (stage === LifecycleStages.Rendered) tell.drawn();
      if (stage === LifecycleStages.Steady) tell.ready();
    });
  return {
    apply,
    reset(snapshot) {
      const active = workbook.getActiveSheet()?.getSheetId();
      injector.get(IUniverInstanceService).disposeUnit(unit);
      show(snapshot);
      const sheet = active ? workbook.getSheetBySheetId(active) : null;
      if (sheet && !sheet.isSheetHidden()) workbook.setActiveSheet(sheet);
    },
    matrix: () => matrixOf(workbook),
    drawn: (tab, row, column) => workbook.getSheetBySheetName(tab)?.getCell(row - 1, column - 1)?.v ?? '',
    filtered: (tab, row) => workbook.getSheetBySheetName(tab)?.isRowFiltered(row - 1) ?? false,
    command: (id, params) => commands.executeCommand(id, params),
  };
}
