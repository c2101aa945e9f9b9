// Keeps what is typed outside of the sheet from it: Univer listens to the whole window, and would take Tab and letters for its cells.

function stop(event: KeyboardEvent): void {
  event.stopPropagation();
}

/** A `ref` for a part of the page that has keys of its own. */
export function ownKeys(part: HTMLElement | null): void {
  part?.addEventListener('keydown', stop);
}
