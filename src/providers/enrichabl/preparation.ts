// The free way to a batch's leads, the same for every operation: pipeline, template, columns, which leads the account has, upload of the
// rest. All of it is looked for before it is made, so it may begin again at any time. Charges nothing.
import { isObject } from '../answer';
import type { Answer, Call, Failure, Json, RequestInput } from '../operation';
import { hearScan, newScan, type Scan, scanCalls } from './known-leads';
import { normalEmail } from './lead-fields';
import { createPipeline, hearCreated, hearPipelines, LIST_PIPELINES } from './pipelines';
import { errorText, isGood, readFailure } from './refusal';
import type { EnrichmentSettings, PipelineSetting } from './settings';
import {
  attach,
  createTemplate,
  hearTemplates,
  kindOf,
  listTemplates,
  type Template,
  templateColumns,
} from './templates';
import { hearUpload, NO_UPLOAD, planUpload, type Upload, uploadCall } from './upload';

/** What is prepared. `enrichment` only where a template is needed; `first`: no batch of this run was accepted yet. */
export type Goal = {
  pipeline: PipelineSetting;
  baseColumns: readonly string[];
  enrichment: EnrichmentSettings | null;
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
  scan: { likely: '', queue: [], found: {} },
  upload: NO_UPLOAD,
  tries: 0,
  alone: false,
  refusedIds: null,
};

/** What was found and done so far; after a kill all of it is looked for again, and what is there is not made again. */
export function stateOf(scratch: Json | undefined): Preparation {
  return isObject(scratch) ? (scratch as unknown as Preparation) : START;
}

export function askPreparation(state: Preparation, goal: Goal, inputs: RequestInput[]): Call[] {
  switch (state.step) {
    case 'pipelines':
      return [LIST_PIPELINES];
    case 'pipeline':
      return [createPipeline(goal.pipeline)];
    case 'templates':
      return [listTemplates(kindOf(goal.enrichment!))];
    case 'template':
      return [createTemplate(goal.enrichment!, state.pipeline, state.alone)];
    case 'columns':
      return [attach(state.pipeline, state.columns[0]!)];
    case 'scan':
      return scanCalls(state.scan);
    case 'upload':
      return [uploadCall(state.upload, inputs, state.pipeline)];
    case 'ready':
      return [];
  }
}

export function hearPreparation(
  state: Preparation,
  goal: Goal,
  inputs: RequestInput[],
  answers: Answer[],
): Preparation | { failure: Failure } {
  const answer = answers[0]!;
  switch (state.step) {
    case 'pipelines':
      return afterPipelines(state, goal, inputs, answer);
    case 'pipeline':
      return afterPipeline(state, goal, inputs, answer);
    case 'templates':
      return afterTemplates(state, goal, inputs, answer);
    case 'template':
      return afterTemplate(state, answer);
    case 'columns':
      return afterColumn(state, inputs, answer);
    case 'scan':
      return afterScan(state, goal, inputs, answers);
    case 'upload': {
      const upload = hearUpload(state.upload, inputs, answer);
      if ('failure' in upload) return upload;
      if (upload.chunks.length > 0) return { ...state, upload };
      return toScan({ ...state, upload }, inputs);
    }
    case 'ready':
      return state;
  }
}

function afterPipelines(
  state: Preparation,
  goal: Goal,
  inputs: RequestInput[],
  answer: Answer,
): Preparation | { failure: Failure } {
  const heard = hearPipelines(goal.pipeline, answer);
  if ('failure' in heard) return heard;
  if (heard.id !== null) return toTemplates({ ...state, pipeline: heard.id, all: heard.all, tries: 0 }, goal, inputs);
  if (goal.readOnly || state.tries >= TRIES) return again('the pipeline does not appear in the list');
  return { ...state, step: 'pipeline', all: heard.all };
}

function afterPipeline(
  state: Preparation,
  goal: Goal,
  inputs: RequestInput[],
  answer: Answer,
): Preparation | { failure: Failure } {
  const created = hearCreated(answer);
  if (created === null) return { ...state, step: 'pipelines', tries: state.tries + 1 };
  if (typeof created !== 'string') return created;
  return toTemplates({ ...state, pipeline: created, all: [...state.all, created], tries: 0 }, goal, inputs);
}

function toTemplates(state: Preparation, goal: Goal, inputs: RequestInput[]): Preparation {
  if (goal.enrichment && !goal.readOnly) return { ...state, step: 'templates' };
  // Columns cannot be listed, so they are attached once a run; attaching one again is taken as done.
  const columns = goal.first ? goal.baseColumns.map((key): Json => ({ type: 'base', key })) : [];
  return toColumns({ ...state, columns }, inputs);
}

function afterTemplates(
  state: Preparation,
  goal: Goal,
  inputs: RequestInput[],
  answer: Answer,
): Preparation | { failure: Failure } {
  const heard = hearTemplates(goal.enrichment!, answer);
  if ('failure' in heard) return heard;
  if (!heard.template) {
    if (state.tries >= TRIES) return again('the new template does not appear in the list');
    return { ...state, step: 'template' };
  }
  const columns = goal.first ? templateColumns(kindOf(goal.enrichment!), heard.template) : [];
  // The AI template that was just made has brought its column with it.
  const isAttached = state.template !== null && !state.alone && kindOf(goal.enrichment!) === 'ai';
  return toColumns({ ...state, template: heard.template, columns: isAttached ? [] : columns }, inputs);
}

/** Whatever the answer says, the template is then looked for by its name: the key of its id is not documented. */
function afterTemplate(state: Preparation, answer: Answer): Preparation | { failure: Failure } {
  if (isGood(answer))
    return { ...state, step: 'templates', template: { id: '', name: '', fields: [] }, tries: state.tries + 1 };
  const failure = readFailure(answer, 'the new template');
  if (failure.kind === 'again' && ('fault' in answer ? answer.sent : true))
    return { ...state, step: 'templates', tries: state.tries + 1 };
  if ('fault' in answer || state.alone) return { failure };
  const isRefused = [400, 404, 405].includes(answer.status) && !/api key|model/i.test(errorText(answer.text));
  return isRefused ? { ...state, alone: true } : { failure };
}

function toColumns(state: Preparation, inputs: RequestInput[]): Preparation {
  return state.columns.length > 0 ? { ...state, step: 'columns' } : toScan(state, inputs);
}

const ATTACHED = /already|exist|duplicate/i;

function afterColumn(state: Preparation, inputs: RequestInput[], answer: Answer): Preparation | { failure: Failure } {
  const isThere =
    !('fault' in answer) && (answer.status === 409 || (answer.status === 400 && ATTACHED.test(errorText(answer.text))));
  if (!isGood(answer) && !isThere) return { failure: readFailure(answer, 'the column') };
  return toColumns({ ...state, columns: state.columns.slice(1) }, inputs);
}

/** Leads that are not known yet are looked for; those that were found stay found. */
function toScan(state: Preparation, inputs: RequestInput[]): Preparation {
  if (missingOf(state, inputs).length === 0) return { ...state, step: 'ready' };
  return { ...state, step: 'scan', scan: newScan(state.pipeline, state.all, state.scan.found) };
}

function afterScan(
  state: Preparation,
  goal: Goal,
  inputs: RequestInput[],
  answers: Answer[],
): Preparation | { failure: Failure } {
  const wanted = new Set(inputs.map((input) => normalEmail(input.sent.email)));
  const scan = hearScan(state.scan, answers, wanted, (found) => everyOne(found, wanted));
  if ('failure' in scan) return scan;
  const next = { ...state, scan };
  if (scan.queue.length > 0) return next;
  const missing = missingOf(next, inputs);
  const { quota, rounds, inDoubt } = state.upload;
  if (goal.readOnly || missing.length === 0 || quota !== null || (rounds > 0 && !inDoubt))
    return { ...next, step: 'ready' };
  if (rounds >= UPLOADS) return again('the answers to the upload could not be read');
  return { ...next, step: 'upload', upload: planUpload(state.upload, inputs, missing) };
}

export function everyOne(found: Scan['found'], wanted: ReadonlySet<string>): boolean {
  for (const email of wanted) if (!found[email]) return false;
  return true;
}

/** Indices of inputs without a lead, but for those that Enrichabl refused. */
export function missingOf({ scan, upload }: Pick<Preparation, 'scan' | 'upload'>, inputs: RequestInput[]): number[] {
  return inputs.flatMap((input, index) =>
    scan.found[normalEmail(input.sent.email)] || upload.failed[index] !== undefined ? [] : [index],
  );
}

function again(reason: string): { failure: Failure } {
  return { failure: { kind: 'again', reason } };
}
