// The uploaded CSV: its header rule, its one column, its limits. Gives records or the words of a refusal; makes no batch.

import { parse } from 'csv-parse/sync';
import type { Part } from './form';
import { magicIn } from './magic';
import type { Mode } from './state';
import type { InfluencersSwitches } from './switches';

export type InputFile = { records: string[] } | { problem: string; tooLarge?: boolean };

const HEADERS = { handle: ['handle', 'handles'], email: ['email', 'emails'] };

export function kindOf(mode: Mode): 'handle' | 'email' {
  return mode === 'raw' || mode === 'full' ? 'handle' : 'email';
}

export function readInputFile(part: Part | undefined, mode: Mode, switches: InfluencersSwitches): InputFile {
  if (!part) return { problem: 'No file was submitted.' };
  // What a script gets when it sends the text itself instead of a named blob.
  if (part.filename === null) {
    return { problem: 'The submitted data was not a file. Check the encoding type on the form.' };
  }
  if (part.text.trim() === '') return { problem: 'The submitted file is empty.' };
  if (switches.fileName === 'csv' && !/\.csv$/i.test(part.filename)) return { problem: 'Only .csv files are allowed.' };
  if (Buffer.byteLength(part.text) > switches.maxFileBytes) {
    return { problem: 'The file is larger than 10 MB.', tooLarge: true };
  }
  let lines: string[][];
  try {
    lines = parse(part.text, { bom: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  } catch {
    return { problem: 'The file could not be read as CSV.' };
  }
  if (switches.moreColumns === 'refused' && lines.some((cells) => cells.slice(1).some((cell) => cell !== ''))) {
    return { problem: 'The file must have exactly one column.' };
  }
  return recordsOf(
    lines.map((cells) => cells[0] ?? '').filter((cell) => cell !== ''),
    mode,
    switches,
  );
}

function recordsOf(cells: string[], mode: Mode, switches: InfluencersSwitches): InputFile {
  const kind = kindOf(mode);
  const isHeader = HEADERS[kind].includes((cells[0] ?? '').toLowerCase());
  if (switches.csvHeader === 'needed' && !isHeader) {
    return { problem: `The first line of the file must be "${kind}" for enrichment mode ${mode}.` };
  }
  const records = isHeader || switches.csvHeader === 'any' ? cells.slice(1) : cells;
  if (records.length === 0) return { problem: 'The file has no records.' };
  if (switches.maxRows !== null && records.length > switches.maxRows) {
    return { problem: `The file has more than ${switches.maxRows} records.` };
  }
  const invalid = magicIn(records, 'invalid');
  return invalid === null ? { records } : { problem: `Row ${records.indexOf(invalid) + 1} is not a valid ${kind}.` };
}
