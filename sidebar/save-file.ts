// Gives a text to the person as a file, and reads one that they choose. Nothing leaves the browser.
export function saveFile(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A recipe's or run's name as a file's: no character that a file system refuses. */
export function fileName(name: string, ending: string): string {
  const kept = name
    .replace(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .trim()
    .slice(0, 80);
  return `${kept || 'backfill'}.${ending}`;
}
