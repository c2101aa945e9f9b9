// The order of the check, in slices: what was done is kept, what the page does next is told. A slice ends long before six minutes.
import { ALARM_KEY, removeAlarm } from './elsewhere';
import { CELL_PROBES } from './probes/cells';
import { REFUSAL_PROBES } from './probes/refusals';
import { RUNTIME_PROBES } from './probes/runtime';
import { STORE_PROBES } from './probes/stores';
import { STRUCTURE_PROBES } from './probes/structure';
import { TIMING_PROBES } from './probes/timings';
import { beginReport, keep, keepMissing, readReport, removeScratch, tabFor } from './report';
import type { Findings, Next, Told } from './report-form';
import { messageOf, told } from './told';

type State = { done: string[]; running: string | null; armedMs: number };

const STATE_KEY = 'backfill.check.state';
const SLICE_MS = 45_000;
/** How long an alarm and a formula are waited for, after everything else is done. */
const PATIENCE_MS = 300_000;
const POLL_MS = 10_000;
export const THROWN = ['Error', 'TypeError', 'Date', 'undefined'];

const PROBES = [
  ...RUNTIME_PROBES,
  ...CELL_PROBES,
  ...STRUCTURE_PROBES,
  ...REFUSAL_PROBES,
  ...STORE_PROBES,
  ...TIMING_PROBES,
];
const OTHERS = ['armed', 'throw', 'beside', 'formula', 'alarm'];
const OF = PROBES.length + OTHERS.length;

function load(): State | null {
  const text = PropertiesService.getUserProperties().getProperty(STATE_KEY);
  return text ? (JSON.parse(text) as State) : null;
}

function save(state: State): void {
  PropertiesService.getUserProperties().setProperty(STATE_KEY, JSON.stringify(state));
}

/** Forgets an earlier check, finished or not. */
export function begin(): void {
  removeAlarm();
  PropertiesService.getUserProperties().deleteProperty(ALARM_KEY);
  removeScratch();
  beginReport();
  save({ done: [], running: null, armedMs: 0 });
}

/** What takes its time is set off first: the one-off trigger, and a formula in a tab of its own. */
function arm(state: State): void {
  const aside = tabFor('aside');
  aside.getRange('A1:B2').setValues([
    ['x', ''],
    ['1/2/2024', 7],
  ]);
  aside.getRange('D1').setValue('=checkGoogleFormula(A1, A1:B1, A2, C1)');
  SpreadsheetApp.flush();
  const made = told(() => {
    const trigger = ScriptApp.newTrigger('checkGoogleAlarm').timeBased().after(1000).create();
    return trigger.getUniqueId() !== '';
  });
  keep({ 'a one-off trigger can be made': made });
  state.armedMs = Date.now();
}

/** A formula's answer, an alarm's answer: null while they are waited for. */
const WAITED: Record<string, () => Findings | null> = {
  formula() {
    const text = String(tabFor('aside').getRange('D1').getValue());
    return text.startsWith('{') ? (JSON.parse(text) as Findings) : null;
  },
  alarm() {
    const text = PropertiesService.getUserProperties().getProperty(ALARM_KEY);
    return text ? (JSON.parse(text) as Findings) : null;
  },
};

function runProbes(state: State, fromMs: number): void {
  for (const probe of PROBES) {
    if (state.done.includes(probe.name) || Date.now() - fromMs > SLICE_MS) continue;
    state.running = probe.name;
    save(state);
    let findings: Findings;
    try {
      findings = probe.ask(tabFor('scratch'));
    } catch (error) {
      findings = { [`"${probe.name}" broke off`]: messageOf(error) };
    }
    keep(findings);
    state.done.push(probe.name);
    state.running = null;
  }
}

function finish(): Next {
  removeAlarm();
  removeScratch();
  keepMissing();
  const store = PropertiesService.getUserProperties();
  store.deleteProperty(STATE_KEY);
  store.deleteProperty(ALARM_KEY);
  return { do: 'finished', report: readReport() };
}

/** What a killed execution leaves is told, and not tried again. */
function afterKill(state: State): void {
  if (state.running === null) return;
  keep({ [`"${state.running}" broke off`]: 'its execution was ended' });
  state.done.push(state.running);
  state.running = null;
}

function nextOf(state: State): Next {
  const progress = { done: state.done.length, of: OF };
  const has = (name: string): boolean => state.done.includes(name);
  if (PROBES.some((probe) => !has(probe.name))) return { do: 'again', afterMs: 0, ...progress };
  if (!has('throw')) return { do: 'throw', kinds: THROWN, ...progress };
  if (!has('beside')) return { do: 'beside', ...progress };
  for (const [name, ask] of Object.entries(WAITED)) {
    if (has(name)) continue;
    const findings = ask();
    if (!findings && Date.now() - state.armedMs < PATIENCE_MS) return { do: 'again', afterMs: POLL_MS, ...progress };
    keep(findings ?? {});
    state.done.push(name);
    save(state);
  }
  return finish();
}

/** One slice. `heard` is what the page saw since the last one: `{"name":"throw","seen":{…}}`. */
export function nextSlice(heard: { name?: string; seen?: { [question: string]: Told } } | null): Next {
  const fromMs = Date.now();
  const state = load();
  // The answer to the last call got lost on its way to the page: the report is there.
  if (!state) return { do: 'finished', report: readReport() };
  afterKill(state);
  if (!state.done.includes('armed')) {
    arm(state);
    state.done.push('armed');
  }
  if (heard?.seen) keep(heard.seen);
  if (heard?.name && ['throw', 'beside'].includes(heard.name) && !state.done.includes(heard.name))
    state.done.push(heard.name);
  runProbes(state, fromMs);
  save(state);
  return nextOf(state);
}
