// The free way to a batch's leads, the same for every operation: pipeline, template, columns, which leads the account has, upload of the
// rest. All of it is looked for before it is made, so it may begin again at any time. Charges nothing.
import { isObject, isOk } from '../answer';
import type { Answer, Call, Failure, Heard, Json, RequestInput } from '../operation';
import { errorText } from '../refusal';
import { hearScan, NO_SCAN, newScan, type Scan, scanCalls } from './known-leads';
import { emailsOf, normalEmail } from './lead-fields';
import { namedIn, PIPELINE_ID } from './listing';
import { createPipeline, hearCreated, hearPipelines, LIST_PIPELINES, type Pipelines } from './pipelines';
import type { End } from './progress';
import { again, makeFailure, readFailure, refused } from './refusal';
import type { AnySettings, EnrichmentSettings } from './settings';
import {
  attach,
  createTemplate,
  hearTemplates,
  listTemplates,
  type Template,
  type Templates,
  templateColumns,
} from './templates';
import { hearUpload, NO_UPLOAD, planUpload, type Upload, uploadCall } from './upload';

/** What is looked for or made, for which leads. */
export type Goal = {
  settings: AnySettings;
  inputs: RequestInput[];
  /** No batch of this run was accepted yet. */
  first?: boolean;
  /** Only look; what is missing stays missing. `plan`: before anything is made; `results`: after a job, in this pipeline or any. */
  look?: 'plan' | 'again' | { results: string };
  /** Whether these leads tell all that is asked of them; absent: they only have to be there. */
  enough?: (found: Scan['found']) => boolean;
};

type Step = 'record' | 'pipelines' | 'pipeline' | 'templates' | 'template' | 'columns' | 'scan' | 'upload' | 'ready';

export type Preparation = Pipelines & {
  step: Step;
  template: Template | null;
  shared: Templates['shared'];
  columns: Json[];
  scan: Scan;
  upload: Upload;
  /** How often something was tried to be made whose answer told nothing. */
  tries: number;
  /** The AI template is made by its own endpoint: together with its column it was refused. */
  alone: boolean;
  /** What a start with the ids of the leads themselves was refused with: it may take those of their rows in the pipelines. */
  refusedIds: string | null;
  /** How the job ended whose results are read; null where no job is known: then only the leads tell. */
  end: End | null;
};

const TRIES = 3;
export const COUNTED_LEADS = 20_000;
const UPLOADS = 3;

const START = {
  step: 'pipelines',
  all: [],
  template: null,
  columns: [],
  scan: NO_SCAN,
  upload: NO_UPLOAD,
  tries: 0,
  alone: false,
  refusedIds: null,
  end: null,
} as unknown as Preparation;

/** What was found and done so far; after a kill all of it is looked for again, and what is there is not made again. */
export function stateOf(scratch: Json | undefined): Preparation {
  return isObject(scratch) ? (scratch as unknown as Preparation) : START;
}

type Next = Preparation | { failure: Failure };

type Way = {
  ask(state: Preparation, settings: EnrichmentSettings, inputs: RequestInput[]): Call;
  hear(state: Preparation, goal: Goal, answer: Answer): Next;
};

const WAYS: Record<Exclude<Step, 'record' | 'scan' | 'ready'>, Way> = {
  pipelines: { ask: () => LIST_PIPELINES, hear: afterPipelines },
  pipeline: { ask: (_state, { pipeline }) => createPipeline(pipeline), hear: afterPipeline },
  templates: { ask: (_state, settings) => listTemplates(settings), hear: afterTemplates },
  template: { ask: ({ pipeline, alone }, settings) => createTemplate(settings, pipeline, alone), hear: afterTemplate },
  columns: { ask: ({ pipeline, columns }) => attach(pipeline, columns[0]!), hear: afterColumn },
  upload: { ask: ({ upload, pipeline }, _settings, inputs) => uploadCall(upload, inputs, pipeline), hear: afterUpload },
};

export function askPreparation(state: Preparation, { settings, inputs }: Goal): Call[] {
  if (state.step === 'scan') return scanCalls(state.scan);
  return [WAYS[state.step as keyof typeof WAYS].ask(state, settings as EnrichmentSettings, inputs)];
}

export function hearPreparation(state: Preparation, goal: Goal, answers: Answer[]): Next {
  if (state.step === 'scan') return afterScan(state, goal, answers);
  return WAYS[state.step as keyof typeof WAYS].hear(state, goal, answers[0]!);
}

function afterPipelines(state: Preparation, goal: Goal, answer: Answer): Next {
  if (typeof goal.look === 'object') return toResults(state, goal, goal.look.results, answer);
  const heard = hearPipelines(goal.settings.pipeline, answer);
  if ('failure' in heard) return heard;
  const next = { ...state, ...heard };
  if (heard.pipeline || goal.look === 'plan') return toTemplates({ ...next, tries: 0 }, goal);
  return goal.look || state.tries >= TRIES
    ? again('the pipeline does not appear in the list')
    : { ...next, step: 'pipeline' };
}

/** What was paid for is read wherever the leads are now, also where the pipeline is gone. */
function toResults(state: Preparation, goal: Goal, likely: string, answer: Answer): Next {
  const list = namedIn(answer, 'pipeline', PIPELINE_ID, []);
  if ('failure' in list) return list;
  const all = list.map((one) => one.id);
  const pipeline = all.find((id) => id === likely) ?? all[0];
  return pipeline === undefined ? again('Enrichabl shows no pipeline') : toScan({ ...state, all, pipeline }, goal);
}

function afterPipeline(state: Preparation, goal: Goal, answer: Answer): Next {
  const created = hearCreated(answer);
  if (created === null) return { ...state, step: 'pipelines', tries: state.tries + 1 };
  if (typeof created !== 'string') return created;
  return toTemplates({ ...state, pipeline: created, all: [...state.all, created], tries: 0 }, goal);
}

function toTemplates(state: Preparation, goal: Goal): Preparation {
  const { settings, first } = goal;
  if (settings.type) return { ...state, step: 'templates' };
  // Columns cannot be listed, so they are attached once a run; attaching one again is taken as done.
  const columns = first ? (settings.columns ?? []).map((key): Json => ({ type: 'base', key })) : [];
  return toColumns({ ...state, columns }, goal);
}

function afterTemplates(state: Preparation, goal: Goal, answer: Answer): Next {
  const settings = goal.settings as EnrichmentSettings;
  const heard = hearTemplates(settings, answer);
  if ('failure' in heard) return heard;
  const { template } = heard;
  if (!template && !goal.look)
    return state.tries >= TRIES
      ? again('the new template does not appear in the list')
      : { ...state, step: 'template' };
  // The AI template that was just made has brought its column with it.
  const isAttached = state.template !== null && !state.alone && settings.type === 'AI_COLUMN';
  const columns = goal.first && !isAttached ? templateColumns(settings, template!) : [];
  return toColumns({ ...state, ...heard, columns }, goal);
}

/** Whatever the answer says, the template is then looked for by its name: the key of its id is not documented. */
function afterTemplate(state: Preparation, _goal: Goal, answer: Answer): Next {
  const look = { ...state, step: 'templates' as const, tries: state.tries + 1 };
  if (isOk(answer)) return { ...look, template: { id: '', name: '', fields: [] } };
  const failure = makeFailure(answer, 'the new template');
  if (failure.kind === 'doubt') return look;
  if ('fault' in answer || state.alone) return { failure };
  const isRefused = [400, 404, 405].includes(answer.status) && !/api key|model/i.test(errorText(answer.text));
  return isRefused ? { ...state, alone: true } : { failure };
}

function toColumns(state: Preparation, goal: Goal): Preparation {
  return state.columns.length > 0 ? { ...state, step: 'columns' } : toScan(state, goal);
}

function afterColumn(state: Preparation, goal: Goal, answer: Answer): Next {
  const isThere =
    'text' in answer &&
    (answer.status === 409 || (answer.status === 400 && /already|exist|duplicate/i.test(errorText(answer.text))));
  if (!isOk(answer) && !isThere) return { failure: readFailure(answer, 'the column') };
  return toColumns({ ...state, columns: state.columns.slice(1) }, goal);
}

function afterUpload(state: Preparation, goal: Goal, answer: Answer): Next {
  const upload = hearUpload(state.upload, goal.inputs, answer);
  if ('failure' in upload) return upload;
  return upload.chunks.length > 0 ? { ...state, upload } : toScan({ ...state, upload }, goal);
}

/** Leads that are not known yet are looked for; those that were found stay found. */
function toScan(state: Preparation, { inputs, look }: Goal): Preparation {
  // In larger accounts the new leads are not counted beforehand: reading all lists would take longer than a person waits.
  const first = look === 'plan' && state.leads > COUNTED_LEADS ? undefined : state.pipeline || state.all[0];
  if (first === undefined || missingOf(state, inputs).length === 0) return { ...state, step: 'ready' };
  return { ...state, step: 'scan', scan: newScan(first, state.all, state.scan.found) };
}

function afterScan(state: Preparation, goal: Goal, answers: Answer[]): Next {
  const { inputs, look, enough } = goal;
  const wanted = emailsOf(inputs);
  const scan = hearScan(state.scan, answers, wanted, enough ?? ((found) => Object.keys(found).length >= wanted.size));
  if ('failure' in scan) return scan;
  const next = { ...state, scan };
  if (scan.queue.length > 0) return next;
  const missing = missingOf(next, inputs);
  const { quota, rounds, inDoubt } = state.upload;
  if (look || missing.length === 0 || quota !== null || (rounds > 0 && !inDoubt)) return { ...next, step: 'ready' };
  if (rounds >= UPLOADS) return again('the answers to the upload could not be read');
  return { ...next, step: 'upload', upload: planUpload(state.upload, inputs, missing) };
}

/** Indices of inputs without a lead, but for those that Enrichabl refused. */
export function missingOf({ scan, upload }: Pick<Preparation, 'scan' | 'upload'>, inputs: RequestInput[]): number[] {
  return inputs.flatMap((input, index) =>
    scan.found[normalEmail(input.sent.email)] || upload.failed[index] !== undefined ? [] : [index],
  );
}

/** Leads that are still not there although all was done: full, or not shown yet. Null where what is missing was refused. */
export function missingProblem(state: Preparation, inputs: RequestInput[], isReadAgain = false): Heard | null {
  const rows = missingOf(state, inputs);
  const { quota, leftOut } = state.upload;
  if (rows.length === 0) return null;
  if (quota !== null)
    return { failure: { ...refused(`${quota}. Make room or take a larger plan there`, 'lead quota'), rows } };
  return leftOut > 0 || isReadAgain ? null : again('Enrichabl does not show the uploaded leads yet');
}
