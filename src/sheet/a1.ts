// A1 notation, for recipes and for messages to people. Not a reader of cells.

/** 1 → A, 27 → AA. */
export function columnLetters(column: number): string {
  let letters = '';
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** Rows of a range such as `A2:F40`, `2:40` or `B7`; null when it is not one. Columns do not matter to a recipe's rows. */
export function rowsOfRange(range: string): { first: number; last: number } | null {
  const match = /^\$?[A-Za-z]{0,3}\$?(\d+)(?::\$?[A-Za-z]{0,3}\$?(\d+))?$/.exec(range.trim());
  if (!match) return null;
  const one = Number(match[1]);
  const two = Number(match[2] ?? match[1]);
  if (one < 1 || two < 1) return null;
  return { first: Math.min(one, two), last: Math.max(one, two) };
}

/** 2, 3 → C2. */
export function a1(row: number, column: number): string {
  return `${columnLetters(column)}${row}`;
}
