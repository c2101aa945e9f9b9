// What a plan needs to know of the account: the pipeline, the template, and how many leads are new to it. Reads only.
import { field, isObject, textField } from '../answer';
import type { Answer, Call, Failure, Json, Learning, Learnt, Wanted } from '../operation';
import { hearScan, newScan, type Scan, scanCalls } from './known-leads';
import { customFields, normalEmail } from './lead-fields';
import { hearPipelines, LIST_PIPELINES } from './pipelines';
import { refused } from './refusal';
import type { AnySettings, EnrichmentSettings } from './settings';
import { hearTemplates, listTemplates, resultKeys, type Template, wantedTemplate } from './templates';

/** In larger accounts the new leads are not counted beforehand: reading all lists would take longer than a person waits. */
const COUNTED_LEADS = 20_000;

/** A job for the whole pipeline or its newest leads must not be started twice: it has to fit one batch. */
export const WIDE_REQUESTS = 4000;

export function toLearn(settings: AnySettings, _wanted: Wanted, learnt: Learnt): Call[] {
  if (learnt.pipeline === undefined)
    return settings.type ? [LIST_PIPELINES, listTemplates(settings)] : [LIST_PIPELINES];
  return isObject(learnt.scan) ? scanCalls(learnt.scan as unknown as Scan) : [];
}

export function learn(
  settings: AnySettings,
  wanted: Wanted,
  learnt: Learnt,
  _calls: Call[],
  answers: Answer[],
): Learning {
  if (learnt.pipeline === undefined) return learnAccount(settings, wanted, learnt, answers);
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

function learnAccount(settings: AnySettings, wanted: Wanted, learnt: Learnt, answers: Answer[]): Learning {
  const pipelines = hearPipelines(settings.pipeline, answers[0]!);
  if ('failure' in pipelines) return { learnt, failure: asLearning(pipelines.failure) };
  const emails = emailsOf(wanted);
  const wide = wideTarget(settings);
  if (wide && emails.size > WIDE_REQUESTS)
    return {
      learnt,
      failure: refused(
        `A job for ${wide} can be waited for by ${WIDE_REQUESTS} leads of the sheet; there are ${emails.size}. Use "target": "rows"`,
      ),
    };
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
  return settings.type ? learnTemplate(settings, wanted, known, answers[1]!) : { learnt: known };
}

function learnTemplate(settings: EnrichmentSettings, wanted: Wanted, learnt: Learnt, answer: Answer): Learning {
  const heard = hearTemplates(settings, answer);
  if ('failure' in heard) return { learnt: {}, failure: asLearning(heard.failure) };
  const known = templateOf(settings, heard.template);
  // Results share the custom fields with what is uploaded there: the one would overwrite the other.
  const keys = resultKeys(settings, known).map((one) => `custom_fields.${one.key}`);
  const clash = keys.find((key) => key in wanted);
  if (clash !== undefined)
    return {
      learnt: {},
      failure: refused(`The input "${clash}" would be overwritten by the results. Rename the template or the field`),
    };
  return { learnt: { ...learnt, template: known, shared: heard.shared } };
}

/** A refusal of a read is one of these two, or later. */
function asLearning(failure: Failure): NonNullable<Learning['failure']> {
  return failure.kind === 'pause' || failure.kind === 'again'
    ? failure
    : { kind: 'again', reason: 'too many requests' };
}

function emailsOf(wanted: Wanted): Set<string> {
  return new Set((wanted.email ?? []).map(normalEmail).filter((email) => email !== ''));
}

/** The template's name and fields as the recipe says, or as Enrichabl has them. */
export function templateOf(settings: EnrichmentSettings, known: unknown): Pick<Template, 'name' | 'fields'> {
  const { name, fields } = wantedTemplate(settings);
  const there = field(known, 'fields');
  return {
    name: name || textField(known, 'name'),
    fields: fields ?? (Array.isArray(there) ? there.map(String) : []),
  };
}

export function warningsOf(settings: AnySettings, learnt: Learnt): string[] {
  const warnings: string[] = [];
  const { fresh, emails, leads, inPipeline } = learnt as Record<string, number>;
  if (fresh! > 0)
    warnings.push(
      `${fresh} of ${emails} leads are new to your Enrichabl account (which holds ${leads}) and will be uploaded. Each counts against its lead quota for good.`,
    );
  const wide = wideTarget(settings);
  if (wide)
    warnings.push(
      `The job takes ${wide} (${inPipeline} leads now), also leads that are not in this sheet, and each costs.`,
    );
  return warnings;
}

/** What the job takes besides the sheet's rows; '' where it takes only them. */
function wideTarget({ target = 'rows' }: AnySettings): string {
  if (target === 'rows') return '';
  return target === 'pipeline' ? 'every lead of the pipeline' : `the ${target.newest} newest leads of the pipeline`;
}
