// The words in a handle or an address that make the simulated Influencers.club misbehave, for people who want to try. What each does is carried out elsewhere.

export const MAGIC = {
  miss: 'no data is found for the record, and nothing is charged',
  fail: 'the record could not be processed, and nothing is charged',
  noemail: 'the creator has no e-mail address; with `must_have` that is a miss',
  huge: 'the audience data of a large creator: more than 400,000 characters',
  hostile: 'the profile holds formulas, markup, huge texts, odd keys and numbers that no spreadsheet keeps',
  slow: 'its batch takes at least 15 minutes',
  late: 'the results file is there only 90 seconds after the batch has finished',
  pause: 'its batch pauses once for want of credits when it comes to this record, whatever the balance; resume goes on',
  broken: 'its batch fails when it comes to this record; what was done before stays charged',
  expired: 'the results are gone the moment that the file is ready',
  cold: 'the first download takes so long that the proxy answers 504; the second is quick',
  invalid: 'the file is refused (400) because of this record',
  '429': 'the first two creates with this record are answered 429, retry after 2 seconds',
  '502': 'the first create with this record is answered by an HTML page; no batch was made',
  '504': 'the first create with this record is answered by an HTML page, although the batch was made and will be paid',
  dropped: 'the connection of the first create with this record is lost, although the batch was made',
  garbled: 'the answer to the first create with this record is cut in the middle, although the batch was made',
} as const;

export type MagicWord = keyof typeof MAGIC;

/** The first record that carries the word, or null. */
export function magicIn(records: readonly string[], word: MagicWord): string | null {
  return records.find((record) => holds(record, word)) ?? null;
}

/** Words match anywhere and in any case. Numbers do not: `maria504` is nobody special, `504` and `error504@mail.example` are. */
export function holds(record: string, word: MagicWord): boolean {
  const text = record.trim().toLowerCase();
  if (!/^\d+$/.test(word)) return text.includes(word);
  return text.replace(/^@/, '') === word || new RegExp(`error[ _.-]?${word}(@.*)?$`).test(text);
}
