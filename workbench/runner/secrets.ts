// Keeps keys out of whatever leaves the runner: the state file, reports, messages. Does not hold keys anywhere else.

/**
 * From this length on a key is erased everywhere; the add-on hides keys of the same length in answers. What is shorter may be a word of a
 * result that was paid for, and results stay as they came.
 */
const SHORTEST_IN_FILES = 8;
/** A message is for reading only, so a word too many may be hidden in it; a letter or two would make it unreadable. */
const SHORTEST_IN_MESSAGES = 4;
const MARK = '[key]';

type Erase = (text: string) => string;

function eraser(keys: string[], shortest: number): Erase {
  const forms = new Set<string>();
  for (const key of keys.filter((each) => each.length >= shortest)) {
    forms.add(key);
    forms.add(JSON.stringify(key).slice(1, -1));
    forms.add(encodeURIComponent(key));
  }
  return (text) => [...forms].reduce((rest, form) => rest.split(form).join(MARK), text);
}

/** For the state and the report. In clean text it finds nothing; it is the last gate, not the way keys are kept out. */
export function keyEraser(keys: string[]): Erase {
  return eraser(keys, SHORTEST_IN_FILES);
}

export function messageEraser(keys: string[]): Erase {
  return eraser(keys, SHORTEST_IN_MESSAGES);
}
