// Cuts text to a length without tearing a character. Not the visible mark of a cut (sheet/cell-value.ts).

/** At most `most` UTF-16 units from the beginning, one less where the cut would fall inside a surrogate pair. */
export function firstCharacters(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most);
}

/** Whether half of a surrogate pair stands alone: such text can be part of no URL. */
export function hasLoneSurrogate(text: string): boolean {
  return /\p{Surrogate}/u.test(text);
}

/** A text as a part of an address; half a character, which cannot stand in one, as `?`. */
export function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
}
