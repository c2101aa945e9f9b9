// A person works in the sheet while a run goes on: what they do, when, and what must hold afterwards. For the moving-rows tests.
import { leads, rightAnswer, type Scene, scene, WORK_EMAILS } from './scene';

/** Every row holds the answer to its own input or nothing of ours, and every foreign cell is as its person left it. */
export function misplaced(s: Scene): string[] {
  const wrong: string[] = [];
  const at = (name: string) => s.header().indexOf(name);
  s.sheet().forEach((row, i) => {
    const [first, company] = [row[at('First name')], row[at('Company')]];
    if (!first) {
      for (const name of ['Work email', 'Confidence', 'Work emails status'])
        if ((row[at(name)] ?? '') !== '')
          wrong.push(`row ${i + 2}: ${name} in a row without input: ${String(row[at(name)])}`);
      return;
    }
    const right = rightAnswer(first, company);
    for (const [name, key] of [
      ['Work email', 'email'],
      ['Confidence', 'confidence'],
    ] as const) {
      const value = row[at(name)] ?? '';
      if (value !== '' && value !== (right?.[key] ?? ''))
        wrong.push(`row ${i + 2}: ${name} is ${String(value)} for ${String(first)}`);
    }
  });
  return wrong;
}

/** Notes travel with their person: a note beside another person, or a changed one, is a foreign cell that moved. */
export function strayNotes(s: Scene, before: ReadonlySet<string>): string[] {
  return [...pairs(s)].filter((pair) => !before.has(pair)).map((pair) => `a note that was not there: ${pair}`);
}

/** Person and note, row by row. */
export const notesOf = (s: Scene): ReadonlySet<string> => pairs(s);

function pairs(s: Scene): Set<string> {
  const first = s.header().indexOf('First name');
  const note = s.header().indexOf('Notes');
  return new Set(s.sheet().flatMap((row) => (row[first] ? [JSON.stringify([row[first], row[note]])] : [])));
}

export const DOINGS: Record<string, (s: Scene) => void> = {
  'sort by company, descending': (s) => s.leads.sort(2, false),
  'sort by notes': (s) => s.leads.sort(s.header().indexOf('Notes') + 1, false),
  'insert a row above': (s) => s.leads.insertRows(2, 1),
  'insert rows in the middle': (s) => s.leads.insertRows(6, 3),
  'delete a row': (s) => s.leads.deleteRows(4, 1),
  'insert a column at the left': (s) => s.leads.insertColumns(1, 1),
  'insert a column between the outputs': (s) => s.leads.insertColumns(s.header().indexOf('Confidence') + 1, 1),
  'move the notes to the front': (s) => s.leads.moveColumn(s.header().indexOf('Notes') + 1, 1),
};

/** Acts before the nth service call of a run, for every nth up to its last, and judges the sheet each time. */
export function actAtEveryCall(act: (s: Scene) => void, stride: number): { cases: number; problems: string[] } {
  const problems: string[] = [];
  let cases = 0;
  for (let at = 1; ; at += stride) {
    const s = scene({ rows: leads(9) });
    s.giveKey();
    const notes = notesOf(s);
    let n = 0;
    s.host.setHook((_call, phase) => {
      if (phase === 'before' && ++n === at) act(s);
    });
    const started = s.start(WORK_EMAILS);
    if (started.ok) s.drive();
    s.host.setHook(undefined);
    if (n < at) return { cases, problems };
    cases++;
    for (const problem of [...misplaced(s), ...strayNotes(s, notes)]) problems.push(`before call ${at}: ${problem}`);
  }
}

/** Several doings at several calls, all drawn from one seed. */
export function actAtRandom(seed: number): { acts: string[]; problems: string[] } {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const s = scene({ rows: leads(10, true) });
  s.giveKey();
  const notes = notesOf(s);
  const names = Object.keys(DOINGS);
  const due = new Map<number, string>();
  for (let i = 0; i < 1 + random(4); i++) due.set(1 + random(180), names[random(names.length)]!);
  let n = 0;
  s.host.setHook((_call, phase) => {
    if (phase !== 'before') return;
    const name = due.get(++n);
    if (name) DOINGS[name]!(s);
  });
  const started = s.start(WORK_EMAILS);
  if (started.ok) s.drive();
  s.host.setHook(undefined);
  return {
    acts: [...due].map(([at, name]) => `${name} before call ${at}`),
    problems: [...misplaced(s), ...strayNotes(s, notes)],
  };
}
