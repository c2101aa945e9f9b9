// What still keeps a step from being left, where it is and in words. Pure. The add-on checks every recipe again; this is only sooner.
import type { TabView } from '../src/sidebar-calls';
import type { Draft } from './draft';
import { fieldsOf, isBlank, isNew } from './operation-fields';
import { shapeOf } from './operations';
import { at } from './setting-path';

/** By place: a setting's path, `input:<parameter>`, `output:<path>`, `name`, `status`, `inputs`, `outputs`. */
export type Problems = { [place: string]: string };

const NAME_LENGTH = 100;

export function setupProblems({ operation, settings }: Draft): Problems {
  const problems: Problems = {};
  const shape = shapeOf(operation);
  if (!shape) return { operation: `There is no operation "${operation}" in this version.` };
  for (const field of fieldsOf(shape, settings)) {
    const { setting, kind } = field;
    const value = at(settings, setting);
    if (field.required && isBlank(value) && !(kind === 'list' && isNew(settings, field)))
      problems[setting] = kind === 'list' || kind === 'choice' ? 'Choose one.' : 'Fill this in.';
    if (kind !== 'number' || value === undefined) continue;
    const { least = 0, most = Number.MAX_SAFE_INTEGER } = field;
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most)
      problems[setting] = `A whole number from ${least}${field.most ? ` to ${most}` : ''}.`;
  }
  return problems;
}

export function columnProblems(draft: Draft, tab: TabView): Problems {
  const problems: Problems = {};
  const shape = shapeOf(draft.operation);
  const headers = new Set(tab.columns.map((column) => column.header));
  const inputs = new Set<string>();
  if (shape?.readsRows ?? true) {
    for (const [parameter, source] of Object.entries(draft.inputs)) {
      if ('value' in source || source.header === null) continue;
      inputs.add(source.header);
      if (!headers.has(source.header))
        problems[`input:${parameter}`] = `There is no column "${source.header}" in ${tab.tab.name}.`;
    }
    for (const parameter of draft.described?.parameters ?? []) {
      const source = draft.inputs[parameter.name];
      const missing = !source || ('value' in source ? source.value === '' : source.header === null);
      if (parameter.required && missing)
        problems[`input:${parameter.name}`] = 'Needed. Choose a column or a fixed value.';
    }
    if (inputs.size === 0) problems.inputs = 'Choose a column for at least one input.';
  }
  Object.assign(problems, outputProblems(draft, inputs, shape?.readsRows ?? true));
  const name = draft.name.trim();
  if (name === '') problems.name = 'Give it a name.';
  else if (name.length > NAME_LENGTH) problems.name = `At most ${NAME_LENGTH} characters.`;
  return problems;
}

function outputProblems(draft: Draft, inputs: ReadonlySet<string>, needsOne: boolean): Problems {
  const problems: Problems = {};
  const seen = new Map<string, string>();
  const ticked = draft.outputs.filter((output) => output.on);
  if (ticked.length === 0 && needsOne) problems.outputs = 'Tick at least one result.';
  for (const { path, header, label } of ticked) {
    const column = header.trim();
    const other = seen.get(column);
    if (column === '') problems[`output:${path}`] = 'Give the column a name.';
    else if (inputs.has(column)) problems[`output:${path}`] = `"${column}" is read as an input. Take another column.`;
    else if (other !== undefined) problems[`output:${path}`] = `${other} goes to "${column}" already.`;
    seen.set(column, label);
  }
  const status = draft.status?.trim();
  if (status === '') problems.status = 'Give the status column a name, or leave it out.';
  else if (status !== undefined && (inputs.has(status) || seen.has(status)))
    problems.status = `"${status}" is used already. Take another name.`;
  return problems;
}
