// What of Univer the headless spreadsheet uses, as one module to be bundled: its packages cannot be imported by Node one by one. Not run from here.
export {
  CommandType,
  ICommandService,
  IResourceLoaderService,
  LocaleType,
  LogLevel,
  Univer,
  UniverInstanceType,
} from '@univerjs/core';
export { FUniver } from '@univerjs/core/facade';
export { FormulaDataModel, LexerTreeBuilder, UniverFormulaEnginePlugin } from '@univerjs/engine-formula';
export { UniverSheetsPlugin } from '@univerjs/sheets';
export { default as enUS } from '@univerjs/sheets/locale/en-US';
export { SheetsFilterService, UniverSheetsFilterPlugin } from '@univerjs/sheets-filter';
export { FormulaCalculationSessionService, UniverSheetsFormulaPlugin } from '@univerjs/sheets-formula';
export { SheetsNoteModel, UniverSheetsNotePlugin } from '@univerjs/sheets-note';
export { UniverSheetsNumfmtPlugin } from '@univerjs/sheets-numfmt';
export { UniverSheetsSortPlugin } from '@univerjs/sheets-sort';

import '@univerjs/sheets/facade';
import '@univerjs/engine-formula/facade';
import '@univerjs/sheets-formula/facade';
