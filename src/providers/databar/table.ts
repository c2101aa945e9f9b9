// The operation `databar.table`: rows of a Databar table, upserted by key, run through what is attached to the table, and read back.
import { bodyOf, field, isOk, textField } from '../answer';
import { read } from '../free-reads';
import type { Answer, Call, Heard, Json, Operation, RunFacts, Ticket } from '../operation';
import { pause, unreadable } from '../refusal';
import { ME } from './catalogue-answer';
import { LIMITS, OF_DATABAR } from './catalogued';
import { convertAs } from './convert';
import { submitFailure } from './refusal';
import { type TableSettings, tableSettings } from './settings';
import { columnsOf, filledColumns, folded, outputProblem, tableParameters } from './table-columns';
import { learnTable, tableCalls } from './table-learn';
import { hearFind, hearUpsert, type Prepared, preparedOf, type Turn, upsertCall } from './table-prepare';
import { pageCalls, readingOf } from './table-rows';
import { hearWatch } from './table-watch';

/** Nine characters for each of fifty rows, and what stands around them. */
const TICKET_BYTES = 600;

export const databarTable: Operation<TableSettings> = {
  ...OF_DATABAR,
  id: 'databar.table',
  settings: tableSettings,
  // A row is known again by the end of its id and its key: the key is in the input.
  hearsInputs: true,

  // One upsert takes 1 to 50 rows.
  limits: () => ({ ...LIMITS, requestsPerBatch: 50, pollSeconds: 5, ticketBytes: TICKET_BYTES }),
  identity: ({ table, enrichment, key }) => JSON.stringify([table.toLowerCase(), String(enrichment), key]),
  targetOf: (input, { key }) => folded(input[key]),

  toLearn: tableCalls,
  learn: learnTable,
  parameters: tableParameters,
  results: (_settings, learnt) => {
    const { own, filled } = filledColumns(columnsOf(learnt));
    return (own.length > 0 ? own : filled).map((name) => ({ path: name, label: name }));
  },
  outputProblem,
  convert(parameter, text, learnt, { settings }) {
    const type = tableParameters(settings, learnt)?.find((one) => one.name === parameter)?.type ?? 'text';
    return convertAs(type, text, null);
  },
  // What is attached to a table has no price there.
  priceOf: () => 'unknown',

  open: () => ({ stage: 'find' }),

  ask(ticket, inputs, settings, scratch, facts) {
    const prepared = preparedOf(scratch);
    const stage = stageOf(ticket, scratch);
    if (stage === 'upsert') return [upsertCall(ticket, prepared!, { settings, facts, inputs })];
    if (stage === 'tidy') return [tidyCall(settings, prepared!.ids!)];
    if (stage === 'run') return [runCall(settings, prepared!)];
    const pages = pageCalls(settings, readingOf(ticket, scratch));
    return stage === 'watch' ? [...pages, read(ME)] : pages;
  },

  hear(ticket, _count, inputs, answers, settings, scratch, facts) {
    const turn = { settings, facts, inputs };
    const stage = stageOf(ticket, scratch);
    if (stage === 'upsert') return hearUpsert(ticket, answers[0]!, turn, preparedOf(scratch)!);
    if (stage === 'tidy') return hearTidy(ticket, answers[0]!, scratch!);
    if (stage === 'run') return hearRun(ticket, answers[0]!, turn);
    if (stage !== 'watch') return hearFind({ ...ticket, stage: 'find' }, answers, turn, scratch);
    return hearWatch(ticket, answers.slice(0, -1), answers[answers.length - 1]!, turn, scratch);
  },

  // The ticket that was written down before the charge knows the rows: they are watched, and decide.
  look: () => [],
  seen: (ticket, _inputs, _answers, _settings, facts) =>
    typeof ticket.rows === 'string' ? { ticket: watching(ticket, facts, true) } : { done: true },
};

/** What was read and written before the charge is in memory only; without it the preparation begins again, which costs nothing. */
function stageOf(ticket: Ticket, scratch: Json | undefined): string {
  if (ticket.stage === 'watch') return 'watch';
  return preparedOf(scratch) ? ticket.stage : 'find';
}

/** Always with row ids: without them every row of the table is run, finished ones too, and paid. */
function runCall({ table, enrichment }: TableSettings, { ids, strategy }: Prepared): Call {
  const path = `/v1/table/${table}/run-enrichment/${encodeURIComponent(String(enrichment))}`;
  return { effect: 'charge', method: 'POST', path, body: { run_strategy: strategy!, row_ids: ids! } };
}

function tidyCall({ table }: TableSettings, ids: string[]): Call {
  return { effect: 'repeatable', method: 'POST', path: `/v1/table/${table}/rows/delete`, body: { row_ids: ids } };
}

/** Empty rows that were made under names that the server does not know are gone; now under the names that people see. */
function hearTidy(ticket: Ticket, answer: Answer, scratch: Json): Heard {
  if (isOk(answer)) return { ticket: { ...ticket, stage: 'upsert', people: true }, scratch };
  const reason =
    'Databar made rows without their values, and would not delete them again. Look at the end of the table.';
  return { failure: pause('column problem', reason) };
}

function hearRun(ticket: Ticket, answer: Answer, { settings, facts, inputs }: Turn): Heard {
  if (!isOk(answer))
    return { failure: submitFailure(answer, inputs.length, `the enrichment ${settings.enrichment} of this table`) };
  const status = field(bodyOf(answer), 'status');
  return typeof status === 'string' && status !== '' ? { ticket: watching(ticket, facts, false) } : unreadable('run');
}

function watching(ticket: Ticket, { nowMs }: RunFacts, doubt: boolean): Ticket {
  return { stage: 'watch', rows: textField(ticket, 'rows'), since: nowMs, doubt };
}
