// The free way to a batch's leads, the same for every operation: pipeline, template, columns, which leads the account has, upload of the
// rest. All of it is looked for before it is made, so it may begin again at any time. Charges nothing.
import { isObject } from '../answer';
import type { Answer, Call, Failure, Heard, Json, RequestInput } from '../operation';
import { hearScan, NO_SCAN, newScan, type Scan, scanCalls } from './known-leads';
import { emailsOf, normalEmail } from './lead-fields';
import { createPipeline, hearCreated, hearPipelines, LIST_PIPELINES } from './pipelines';
import { again, errorText, isGood, isUnclear, readFailure, refused } from './refusal';
import type { AnySettings, EnrichmentSettings } from './settings';
import { attach, createTemplate, hearTemplates, listTemplates, type Template, templateColumns } from './templates';
import { hearUpload, NO_UPLOAD, planUpload, type Upload, uploadCall } from './upload';

/** What is prepared, for which leads. `first`: no batch of this run was accepted yet. */
export type Goal = {
  settings: AnySettings;
  inputs: RequestInput[];
  first: boolean;
  /** Only look: what is missing stays missing. */
  readOnly?: boolean;
};

type Step = 'pipelines' | 'pipeline' | 'templates' | 'template' | 'columns' | 'scan' | 'upload' | 'ready';

export type Preparation = {
  step: Step;
  pipeline: string;
  all: string[];
  template: Template | null;
  columns: Json[];
  scan: Scan;
  upload: Upload;
  /** How often something was tried to be made whose answer told nothing. */
  tries: number;
  /** The AI template is made by its own endpoint: together with its column it was refused. */
  alone: boolean;
  /** What a start with the ids of the leads themselves was refused with: it may take those of their rows in the pipelines. */
  refusedIds: string | null;
};

const TRIES = 3;
const UPLOADS = 3;

const START: Preparation = {
  step: 'pipelines',
  pipeline: '',
  all: [],
  template: null,
  columns: [],
  scan: NO_SCAN,
  upload: NO_UPLOAD,
  tries: 0,
  alone: false,
  refusedIds: null,
};

/** What was found and done so far; after a kill all of it is looked for again, and what is there is not made again. */
export function stateOf(scratch: Json | undefined): Preparation {
  return isObject(scratch) ? (scratch as unknown as Preparation) : START;
}

export function askPreparation(state: Preparation, { settings, inputs }: Goal): Call[] {
  const { step, pipeline, columns } = state;
  const enrichment = settings as EnrichmentSettings;
  if (step === 'pipelines') return [LIST_PIPELINES];
  if (step === 'pipeline') return [createPipeline(settings.pipeline)];
  if (step === 'templates') return [listTemplates(enrichment)];
  if (step === 'template') return [createTemplate(enrichment, pipeline, state.alone)];
  if (step === 'columns') return [attach(pipeline, columns[0]!)];
  if (step === 'scan') return scanCalls(state.scan);
  return step === 'upload' ? [uploadCall(state.upload, inputs, pipeline)] : [];
}

type Next = Preparation | { failure: Failure };

const AFTER: Record<Step, (state: Preparation, goal: Goal, answer: Answer, answers: Answer[]) => Next> = {
  pipelines: afterPipelines,
  pipeline: afterPipeline,
  templates: afterTemplates,
  template: afterTemplate,
  columns: afterColumn,
  scan: afterScan,
  upload: afterUpload,
  ready: (state) => state,
};

export function hearPreparation(state: Preparation, goal: Goal, answers: Answer[]): Next {
  return AFTER[state.step](state, goal, answers[0]!, answers);
}

function afterPipelines(state: Preparation, goal: Goal, answer: Answer): Next {
  const heard = hearPipelines(goal.settings.pipeline, answer);
  if ('failure' in heard) return heard;
  const { id, all } = heard;
  if (id !== null) return toTemplates({ ...state, pipeline: id, all, tries: 0 }, goal);
  if (goal.readOnly || state.tries >= TRIES) return again('the pipeline does not appear in the list');
  return { ...state, step: 'pipeline', all };
}

function afterPipeline(state: Preparation, goal: Goal, answer: Answer): Next {
  const created = hearCreated(answer);
  if (created === null) return { ...state, step: 'pipelines', tries: state.tries + 1 };
  if (typeof created !== 'string') return created;
  return toTemplates({ ...state, pipeline: created, all: [...state.all, created], tries: 0 }, goal);
}

function toTemplates(state: Preparation, goal: Goal): Preparation {
  const { settings, first, readOnly } = goal;
  if (settings.type && !readOnly) return { ...state, step: 'templates' };
  // Columns cannot be listed, so they are attached once a run; attaching one again is taken as done.
  const columns = first ? (settings.columns ?? []).map((key): Json => ({ type: 'base', key })) : [];
  return toColumns({ ...state, columns }, goal);
}

function afterTemplates(state: Preparation, goal: Goal, answer: Answer): Next {
  const settings = goal.settings as EnrichmentSettings;
  const heard = hearTemplates(settings, answer);
  if ('failure' in heard) return heard;
  const { template } = heard;
  if (!template)
    return state.tries >= TRIES
      ? again('the new template does not appear in the list')
      : { ...state, step: 'template' };
  // The AI template that was just made has brought its column with it.
  const isAttached = state.template !== null && !state.alone && settings.type === 'AI_COLUMN';
  const columns = goal.first && !isAttached ? templateColumns(settings, template) : [];
  return toColumns({ ...state, template, columns }, goal);
}

/** Whatever the answer says, the template is then looked for by its name: the key of its id is not documented. */
function afterTemplate(state: Preparation, _goal: Goal, answer: Answer): Next {
  const look = { ...state, step: 'templates' as const, tries: state.tries + 1 };
  if (isGood(answer)) return { ...look, template: { id: '', name: '', fields: [] } };
  const failure = readFailure(answer, 'the new template');
  if (isUnclear(failure, answer)) return look;
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
  if (!isGood(answer) && !isThere) return { failure: readFailure(answer, 'the column') };
  return toColumns({ ...state, columns: state.columns.slice(1) }, goal);
}

function afterUpload(state: Preparation, goal: Goal, answer: Answer): Next {
  const upload = hearUpload(state.upload, goal.inputs, answer);
  if ('failure' in upload) return upload;
  return upload.chunks.length > 0 ? { ...state, upload } : toScan({ ...state, upload }, goal);
}

/** Leads that are not known yet are looked for; those that were found stay found. */
function toScan(state: Preparation, { inputs }: Goal): Preparation {
  if (missingOf(state, inputs).length === 0) return { ...state, step: 'ready' };
  return { ...state, step: 'scan', scan: newScan(state.pipeline, state.all, state.scan.found) };
}

function afterScan(state: Preparation, { inputs, readOnly }: Goal, _answer: Answer, answers: Answer[]): Next {
  const wanted = emailsOf(inputs);
  const scan = hearScan(state.scan, answers, wanted, (found) => [...wanted].every((email) => found[email]));
  if ('failure' in scan) return scan;
  const next = { ...state, scan };
  if (scan.queue.length > 0) return next;
  const missing = missingOf(next, inputs);
  const { quota, rounds, inDoubt } = state.upload;
  if (readOnly || missing.length === 0 || quota !== null || (rounds > 0 && !inDoubt)) return { ...next, step: 'ready' };
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
