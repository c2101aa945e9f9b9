// Attaching an enrichment or a waterfall to a Databar table, for the wizard, in rounds: look what is there, add it, look again where the
// answer does not tell its id. Free; nothing is run. The caller makes the calls and hands all answers so far to the next round.
import { encoded } from '../../text/cut';
import { nearestHint } from '../../text/nearest';
import { hasOwn } from '../../text/own';
import type { ListItem, ReadProblem } from '../account-reads';
import { problemOf } from '../account-reads';
import { bodyOf, isMissing, isOk, listIn, listOf, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Json } from '../operation';
import { accountFailure, again, errorText } from '../refusal';
import { attachedItem, attachedName, attachedPaths, inTable } from './lists';
import { DATABAR } from './refusal';
import { LIST, providersByDefault } from './waterfall-catalogue';

/** One of `enrichment` (the catalogue's id) and `waterfall`. `columns`: by parameter the table's column, its id or its name. */
export type Attach = {
  table: string;
  enrichment?: number;
  waterfall?: string;
  columns: { [parameter: string]: string };
};

/**
 * The calls of the next round; none when all is said (`readAttached`).
 * `for (rounds = []; calls = attachCalls(attach, rounds), calls.length; ) rounds.push(make(calls))`
 */
export function attachCalls(attach: Attach, rounds: Answer[][]): Call[] {
  const [looked, added] = rounds;
  const lists = attachedPaths(attach.table).map(read);
  if (!looked) return [...lists, read(inTable(attach.table, 'columns')), read(cataloguePath(attach))];
  if (!added) return problemBefore(attach, looked) || there(attach, looked) ? [] : [addCall(attach, looked)];
  return rounds.length === 2 && mayBeThere(added[0]!) && !toldId(added[0]!) ? lists : [];
}

/** What is attached now, as it stands in the list of what is attached to the table. */
export function readAttached(attach: Attach, rounds: Answer[][]): ListItem | ReadProblem {
  const [looked = [], added, after = []] = rounds;
  const problem = problemBefore(attach, looked);
  if (problem) return problem;
  const known = there(attach, looked);
  if (known) return known;
  const answer = added![0]!;
  if (!mayBeThere(answer)) return refusal(answer);
  const before = idsIn(looked);
  const told = toldId(answer);
  const fresh = told ? [told] : Object.keys(idsIn(after)).filter((id) => !hasOwn(before, id));
  if (fresh.length === 1) return item(attach, fresh[0]!, nameIn(looked));
  return {
    problem: isOk(answer)
      ? 'Databar took it, but its id could not be told from others. Choose it from the list of what is attached.'
      : 'Databar gave no clear answer. Look at what is attached to the table before you try again.',
  };
}

function cataloguePath({ enrichment, waterfall }: Attach): string {
  return enrichment === undefined ? LIST + encoded(waterfall ?? '') : `/v1/enrichments/${enrichment}`;
}

/** What keeps it from being added, as far as the first look tells. */
function problemBefore(attach: Attach, looked: Answer[]): ReadProblem | null {
  for (const answer of looked) {
    const failure = accountFailure(DATABAR, answer);
    if (failure) return problemOf(failure);
  }
  // Without the list, and without the name to look for in it, it might be attached twice.
  const list = looked[listIndex(attach)]!;
  if (!listOf(bodyOf(list)))
    return unread(list, 'Databar does not know this table, or shows no list of what is attached to it.');
  if (!nameIn(looked)) return unread(looked[3]!, 'Databar does not know this enrichment. Choose it from the list.');
  const columns = listIn(bodyOf(looked[2]!));
  const names = columns.map((column) => textField(column, 'name'));
  for (const name of columns.length > 0 ? Object.values(attach.columns) : [])
    if (!columnId(columns, name)) return { problem: `The table has no column "${name}".${nearestHint(name, names)}` };
  return null;
}

function unread(answer: Answer, missing: string): ReadProblem {
  return isMissing(answer) ? { problem: missing } : problemOf(again(DATABAR, answer));
}

/** The place of its list among the attached ones. */
function listIndex({ waterfall }: Attach): 0 | 1 {
  return waterfall === undefined ? 0 : 1;
}

function columnId(columns: Json[], name: string): string {
  const column = columns.find((one) => [textField(one, 'identifier'), textField(one, 'name')].includes(name));
  return textField(column, 'identifier') || (column ? name : '');
}

function nameIn(looked: Answer[]): string {
  return textField(bodyOf(looked[3]!), 'name');
}

/** The same by its name, which is all that the lists tell: it is not attached a second time. */
function there(attach: Attach, looked: Answer[]): ListItem | null {
  const names = [nameIn(looked), attach.waterfall].filter(Boolean);
  const same = listIn(bodyOf(looked[listIndex(attach)]!)).find((one) => names.includes(attachedName(one)));
  return same ? item(attach, textField(same, 'id'), attachedName(same)) : null;
}

function item(attach: Attach, id: string, name: string): ListItem {
  return attachedItem(attach.table, id, name || id, listIndex(attach) > 0);
}

function addCall(attach: Attach, looked: Answer[]): Call {
  const { table, enrichment, waterfall } = attach;
  const columns = listIn(bodyOf(looked[2]!));
  const mapping: { [parameter: string]: Json } = Object.create(null);
  for (const [parameter, name] of Object.entries(attach.columns)) {
    const value = columnId(columns, name) || name;
    mapping[parameter] = waterfall === undefined ? { type: 'mapping', value } : value;
  }
  const enrichments = providersByDefault(bodyOf(looked[3]!));
  const body: Json =
    waterfall === undefined
      ? // run_on_update would spend credits whenever a mapped cell changes, unasked.
        { enrichment: enrichment!, mapping, launch_strategy: 'run_on_click' }
      : { waterfall, mapping, ...(enrichments.length > 0 && { enrichments }) };
  const end = waterfall === undefined ? 'add-enrichment' : 'add-waterfall';
  return { effect: 'create', method: 'POST', path: inTable(table, end), body };
}

/** Whether something may have been added: taken, or an answer that leaves it open. */
function mayBeThere(answer: Answer): boolean {
  return 'fault' in answer ? answer.sent : isOk(answer) || answer.status >= 500;
}

function toldId(answer: Answer): string {
  return textField(bodyOf(answer), 'id');
}

function idsIn(answers: Answer[]): { [id: string]: true } {
  const ids: { [id: string]: true } = Object.create(null);
  for (const answer of answers.slice(0, 2)) for (const one of listIn(bodyOf(answer))) ids[textField(one, 'id')] = true;
  return ids;
}

function refusal(answer: Answer): ReadProblem {
  const account = accountFailure(DATABAR, answer);
  if (account) return problemOf(account);
  if ('fault' in answer) return problemOf(again(DATABAR, answer));
  if (isMissing(answer)) return { problem: 'Databar does not offer this in tables, or the table is gone.' };
  const said = errorText(answer.text);
  return { problem: `Databar refused it (HTTP ${answer.status}${said && `: ${said}`}).` };
}
