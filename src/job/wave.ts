// What a write wave puts where: rows found by their current input, cells that are empty or still ours. Pure; write-back.ts writes.
import type { Stored } from '../archive/archive-row';
import { resultOf, resultsOf } from '../archive/archive-row';
import type { CellValue } from '../platform/ports';
import { ownHeaders } from '../recipe/columns';
import { inputHeaders, isExport, type Recipe } from '../recipe/recipe';
import { BLANK, holds, textWriting, toWriting, type Writing } from '../sheet/cell-value';
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

/** An own column: where it is, and its bit in the masks. */
type Own = { header: string; column: number; bit: number };

/** What goes into a wave; `mask`: the columns of the request that is being written. */
type Making = { wave: Wave; recipe: Recipe; pass: Pass; outputs: Own[]; status: Own | null; mask: number };

export function makeWave(recipe: Recipe, pass: Pass, answered: Answered[], marked: Marked[]): Wave {
  const wave: Wave = { writes: [], masks: new Map(), kept: 0 };
  const headers = ownHeaders(recipe);
  const ownOf = (header: string): Own => {
    return { header, column: pass.columns.byHeader[header]!, bit: 2 ** headers.lastIndexOf(header) };
  };
  const outputs = Object.values(recipe.outputs).filter((header) => !inputHeaders(recipe).includes(header));
  const status = recipe.status === null ? null : ownOf(recipe.status);
  const making: Making = { wave, recipe, pass, outputs: outputs.map(ownOf), status, mask: 0 };
  const done = ({ fingerprint }: Request): void => {
    if (making.mask) wave.masks.set(fingerprint, making.mask);
    making.mask = 0;
  };
  for (const one of answered) {
    answerRows(making, one);
    done(one.request);
  }
  for (const { request, status: text } of marked) {
    for (const row of request.rows) writeStatus(making, row, text);
    done(request);
  }
  return wave;
}

function answerRows(making: Making, answer: Answered): void {
  const { wave, recipe, outputs } = making;
  const { request, stored } = answer;
  const outcome = derivedOutcome(recipe, stored);
  for (const row of request.rows) {
    let kept = false;
    if (outcome === 'found')
      for (const own of outputs) {
        const writing = writingOf(recipe, resultOf(stored), own);
        const state = cellState(making, answer, row, own, writing);
        if (state === 'theirs' && writing.shown !== '') {
          kept = true;
          wave.kept++;
        }
        // An export follows the provider: what is gone there goes here too.
        if (state === 'free' && (writing.shown !== '' || isExport(recipe))) put(making, row, own, writing);
      }
    writeStatus(making, row, statusText(recipe, stored, kept, outcome));
  }
}

function writingOf(recipe: Recipe, result: unknown, { header }: Own): Writing {
  return toWriting(outputValue(recipe, result, header));
}

/** same: holds it already. free: empty, or still what was written before. theirs: a person's value or formula. */
function cellState(
  { recipe, pass: { cells } }: Making,
  { stored, before }: Answered,
  row: number,
  own: Own,
  writing: Writing,
): 'same' | 'free' | 'theirs' {
  const { column } = own;
  if (isBlankCell(cells, row, column)) return writing.shown === '' ? 'same' : 'free';
  if ((cells.formulas[row - 1]?.[column - 1] ?? '') !== '') return 'theirs';
  const cell: CellValue = cells.values[row - 1]![column - 1] ?? '';
  if (holds(cell, writing)) return 'same';
  const older = [stored, ...before].flatMap(resultsOf).map((one) => writingOf(recipe, one, own));
  return older.some((one) => one.shown !== '' && holds(cell, one)) ? 'free' : 'theirs';
}

/** The status that was written last: most rows of a wave have the same one. */
let lastStatus = BLANK;

/** A status goes over a blank cell or over any exact status text; other text is a person's. */
function writeStatus(making: Making, row: number, text: string): void {
  const { pass, status } = making;
  if (!status) return;
  const cell = pass.cells.values[row - 1]?.[status.column - 1] ?? '';
  if (cell === text || (pass.cells.formulas[row - 1]?.[status.column - 1] ?? '') !== '') return;
  if (cell !== '' && (typeof cell !== 'string' || outcomeOfStatus(cell) === null)) return;
  if (lastStatus.shown !== text) lastStatus = textWriting(text);
  put(making, row, status, lastStatus);
}

function put(making: Making, row: number, { column, bit }: Own, writing: Writing): void {
  making.wave.writes.push({ row, column, writing });
  if (Math.floor(making.mask / bit) % 2 === 0) making.mask += bit;
}
