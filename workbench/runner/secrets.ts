// Keeps keys out of whatever leaves the runner: the state file, reports, messages. Does not hold keys anywhere else.

/** Below this a "key" is a word that data may hold by chance; real keys are far longer. */
const SHORTEST_KEY = 6;
const MARK = '[key]';

/** A function that replaces every given key in a text. In clean text it finds nothing; it is the last gate, not the way keys are kept out. */
export function keyEraser(keys: string[]): (text: string) => string {
  const forms = new Set<string>();
  for (const key of keys.filter((each) => each.length >= SHORTEST_KEY)) {
    forms.add(key);
    forms.add(JSON.stringify(key).slice(1, -1));
    forms.add(encodeURIComponent(key));
  }
  return (text) => [...forms].reduce((rest, form) => rest.split(form).join(MARK), text);
}
