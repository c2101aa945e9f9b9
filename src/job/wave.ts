// What a write wave puts where: rows found by their current input, cells that are empty or still ours. Pure; write-back.ts writes.
import type { Stored } from '../archive/archive-row';
import { resultOf, resultsOf } from '../archive/archive-row';
import type { CellValue } from '../platform/ports';
import { ownHeaders } from '../recipe/columns';
import { inputHeaders, isExport, type Recipe } from '../recipe/recipe';
import { holds, textWriting, toWriting, type Writing } from '../sheet/cell-value';
import { outcomeOfStatus } from '../sheet/status-word';
import { derivedOutcome, outputValue, statusText } from './known';
import type { Pass } from './pass';
import type { Request } from './table';
import { isBlankCell } from './take-rows';

/** An answer for every row of one request; `before`: earlier answers to the same input, whose values are ours to overwrite. */
export type Answered = { request: Request; stored: Stored; before: Stored[] };

/** A plain status word for every row of one request. */
export type Marked = { request: Request; status: string };

export type CellWrite = { row: number; column: number; writing: Writing };

export type Wave = {
  writes: CellWrite[];
  /** Which own columns (bit n: the recipe's nth own header) were written for which request. */
  masks: Map<string, number>;
  /** Cells that held a person's value, and stayed. */
  kept: number;
};

/** Where an own column is, and its bit in the masks. */
type Own = ReadonlyMap<string, { column: number; bit: number }>;

export function makeWave(recipe: Recipe, pass: Pass, answered: Answered[], marked: Marked[]): Wave {
  const wave: Wave = { writes: [], masks: new Map(), kept: 0 };
  const own: Own = new Map(
    ownHeaders(recipe).map((header, n) => [header, { column: pass.columns.byHeader[header]!, bit: 2 ** n }]),
  );
  const outputs = Object.values(recipe.outputs).filter((header) => !inputHeaders(recipe).includes(header));
  for (const one of answered) answerRows(wave, recipe, pass, own, outputs, one);
  for (const { request, status } of marked) {
    for (const row of request.rows) writeStatus(wave, recipe, pass, own, request, row, status);
  }
  return wave;
}

function answerRows(
  wave: Wave,
  recipe: Recipe,
  pass: Pass,
  own: Own,
  outputs: string[],
  { request, stored, before }: Answered,
): void {
  const outcome = derivedOutcome(recipe, stored);
  const writingOf = (result: unknown, header: string): Writing => toWriting(outputValue(recipe, result, header));
  for (const row of request.rows) {
    let kept = false;
    if (outcome === 'found')
      for (const header of outputs) {
        const writing = writingOf(resultOf(stored), header);
        const state = cellState(pass, row, own.get(header)!.column, writing, () =>
          [stored, ...before].flatMap(resultsOf).map((one) => writingOf(one, header)),
        );
        if (state === 'theirs' && writing.shown !== '') {
          kept = true;
          wave.kept++;
        }
        // An export follows the provider: what is gone there goes here too.
        if (state === 'free' && (writing.shown !== '' || isExport(recipe)))
          put(wave, own, request, row, header, writing);
      }
    writeStatus(wave, recipe, pass, own, request, row, statusText(recipe, stored, kept, outcome));
  }
}

/** same: holds it already. free: empty, or still what was written before. theirs: a person's value or formula. */
function cellState(
  { cells }: Pass,
  row: number,
  column: number,
  writing: Writing,
  older: () => Writing[],
): 'same' | 'free' | 'theirs' {
  if (isBlankCell(cells, row, column)) return writing.shown === '' ? 'same' : 'free';
  if ((cells.formulas[row - 1]?.[column - 1] ?? '') !== '') return 'theirs';
  const cell: CellValue = cells.values[row - 1]![column - 1] ?? '';
  if (holds(cell, writing)) return 'same';
  return older().some((one) => one.shown !== '' && holds(cell, one)) ? 'free' : 'theirs';
}

/** A status goes over a blank cell or over any exact status text; other text is a person's. */
function writeStatus(
  wave: Wave,
  recipe: Recipe,
  pass: Pass,
  own: Own,
  request: Request,
  row: number,
  status: string,
): void {
  if (recipe.status === null) return;
  const { column } = own.get(recipe.status)!;
  const cell = pass.cells.values[row - 1]?.[column - 1] ?? '';
  if (cell === status || (pass.cells.formulas[row - 1]?.[column - 1] ?? '') !== '') return;
  if (cell !== '' && (typeof cell !== 'string' || outcomeOfStatus(cell) === null)) return;
  put(wave, own, request, row, recipe.status, textWriting(status));
}

function put(wave: Wave, own: Own, { fingerprint }: Request, row: number, header: string, writing: Writing): void {
  const { column, bit } = own.get(header)!;
  wave.writes.push({ row, column, writing });
  const mask = wave.masks.get(fingerprint) ?? 0;
  if (Math.floor(mask / bit) % 2 === 0) wave.masks.set(fingerprint, mask + bit);
}
