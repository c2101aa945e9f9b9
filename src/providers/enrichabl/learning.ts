// What a plan needs to know of the account: the pipeline, the template, and how many leads are new to it. Reads only.
import { field, isObject } from '../answer';
import type { Answer, Call, Failure, Json, Learning, Learnt, Wanted } from '../operation';
import { hearScan, newScan, type Scan, scanCalls } from './known-leads';
import { customFields, normalEmail } from './lead-fields';
import { hearPipelines, LIST_PIPELINES } from './pipelines';
import type { EnrichmentSettings, PipelineSetting, Target } from './settings';
import { hearTemplates, kindOf, listTemplates, resultKeys, type Template, wantedTemplate } from './templates';

/** In larger accounts the new leads are not counted beforehand: reading all lists would take longer than a person waits. */
const COUNTED_LEADS = 20_000;

/** A job for the whole pipeline or its newest leads must not be started twice: it has to fit one batch. */
export const WIDE_REQUESTS = 4000;

export type About = {
  pipeline: PipelineSetting;
  enrichment: EnrichmentSettings | null;
  target: Target;
};

export function toLearn(about: About, wanted: Wanted, learnt: Learnt): Call[] {
  if (learnt.pipeline === undefined)
    return about.enrichment ? [LIST_PIPELINES, listTemplates(kindOf(about.enrichment))] : [LIST_PIPELINES];
  void wanted;
  return isObject(learnt.scan) ? scanCalls(learnt.scan as unknown as Scan) : [];
}

export function learn(about: About, wanted: Wanted, learnt: Learnt, answers: Answer[]): Learning {
  if (learnt.pipeline === undefined) return learnAccount(about, wanted, learnt, answers);
  const emails = emailsOf(wanted);
  const scan = hearScan(
    learnt.scan as unknown as Scan,
    answers,
    emails,
    (found) => Object.keys(found).length >= emails.size,
  );
  if ('failure' in scan) return { learnt, failure: asLearning(scan.failure) };
  if (scan.queue.length > 0) {
    // Only who was found matters for the count.
    const found = Object.fromEntries(Object.keys(scan.found).map((email) => [email, []]));
    return { learnt: { ...learnt, scan: { ...scan, found } as unknown as Json } };
  }
  const { scan: _done, ...rest } = learnt;
  return { learnt: { ...rest, fresh: emails.size - Object.keys(scan.found).length } };
}

function learnAccount(about: About, wanted: Wanted, learnt: Learnt, answers: Answer[]): Learning {
  const pipelines = hearPipelines(about.pipeline, answers[0]!);
  if ('failure' in pipelines) return { learnt, failure: asLearning(pipelines.failure) };
  const emails = emailsOf(wanted);
  if (about.target !== 'rows' && emails.size > WIDE_REQUESTS)
    return refused(
      learnt,
      `A job for ${targetText(about.target)} is started once, so at most ${WIDE_REQUESTS} leads of the sheet can wait for it; there are ${emails.size}. Use "target": "rows"`,
    );
  const known: Learnt = {
    ...learnt,
    custom: customFields(Object.keys(wanted)),
    pipeline: pipelines.id,
    leads: pipelines.leads,
    inPipeline: pipelines.inPipeline,
    emails: emails.size,
  };
  if (pipelines.leads <= COUNTED_LEADS && pipelines.all.length > 0)
    known.scan = newScan(pipelines.id ?? pipelines.all[0]!, pipelines.all) as unknown as Json;
  else if (pipelines.leads === 0) known.fresh = emails.size;
  return about.enrichment ? learnTemplate(about.enrichment, wanted, known, answers[1]!) : { learnt: known };
}

function learnTemplate(settings: EnrichmentSettings, wanted: Wanted, known: Learnt, answer: Answer): Learning {
  const heard = hearTemplates(settings, answer);
  if ('failure' in heard) return { learnt: {}, failure: asLearning(heard.failure) };
  const { name, fields } = heard.template ?? {
    name: wantedTemplate(settings).name,
    fields: wantedTemplate(settings).fields ?? [],
  };
  // Results share the custom fields with what is uploaded there: the one would overwrite the other.
  const keys = resultKeys(kindOf(settings), name, fields).map((one) => one.key);
  const clash = Object.keys(wanted).find(
    (parameter) => keys.includes(parameter.replace(/^custom_fields\./, '')) && parameter.startsWith('custom_fields.'),
  );
  if (clash !== undefined)
    return refused(
      {},
      `The input "${clash}" would be overwritten by the results, which Enrichabl keeps under the same name. Rename the template or the custom field`,
    );
  const template = { name, fields } as unknown as Json;
  return { learnt: { ...known, template, shared: heard.shared } };
}

function refused(learnt: Learnt, reason: string): Learning {
  return { learnt, failure: { kind: 'pause', why: 'refused', reason: `${reason}.` } };
}

function asLearning(failure: Failure): NonNullable<Learning['failure']> {
  if (failure.kind === 'pause' || failure.kind === 'again') return failure;
  return { kind: 'again', reason: 'reason' in failure ? failure.reason : 'too many requests' };
}

function emailsOf(wanted: Wanted): Set<string> {
  return new Set((wanted.email ?? []).map(normalEmail).filter((email) => email !== ''));
}

/** The template's name and fields as learnt, or as the recipe says. */
export function templateLearnt(settings: EnrichmentSettings, learnt: Learnt): Pick<Template, 'name' | 'fields'> {
  const { name, fields } = wantedTemplate(settings);
  const known = learnt.template;
  const there = field(known, 'fields');
  return {
    name: name || String(field(known, 'name') ?? ''),
    fields: fields ?? (Array.isArray(there) ? there.map(String) : []),
  };
}

export function warningsOf({ target }: About, learnt: Learnt): string[] {
  const warnings: string[] = [];
  const { fresh, emails, leads, inPipeline } = learnt;
  if (typeof fresh === 'number' && fresh > 0)
    warnings.push(
      `${fresh} of ${String(emails)} leads are new to your Enrichabl account (which holds ${String(leads)}) and will be uploaded. Each counts against its lead quota for good.`,
    );
  if (target !== 'rows')
    warnings.push(
      `The job takes ${targetText(target)} (${String(inPipeline)} leads now), also leads that are not in this sheet, and each of them costs.`,
    );
  return warnings;
}

function targetText(target: Target): string {
  if (typeof target === 'object') return `the ${target.newest} newest leads of the pipeline`;
  return 'every lead of the pipeline';
}
