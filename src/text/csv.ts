// One line of a CSV that people will open in a spreadsheet: no field is read as a formula there. Not a reader.

export function csvLine(fields: readonly (string | number)[]): string {
  return `${fields.map((field) => (typeof field === 'number' ? field : quoted(field))).join(',')}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, blanks and full-width signs included, gets an apostrophe before it. */
function quoted(text: string): string {
  const safe = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""')}"`;
}
