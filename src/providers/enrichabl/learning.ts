// What a plan needs to know of the account: the pipeline, the template, and how many leads are new to it. Reads only: it is the way
// of preparation.ts, gone without making anything.
import { field, textField } from '../answer';
import type { Answer, Call, Failure, Json, Learning, Learnt, Wanted } from '../operation';
import { customFields, normalEmail } from './lead-fields';
import { askPreparation, COUNTED_LEADS, type Goal, hearPreparation, missingOf, stateOf } from './preparation';
import { refused } from './refusal';
import type { AnySettings, EnrichmentSettings } from './settings';
import { resultKeys, type Template, wantedTemplate } from './templates';

/** A job for the whole pipeline or its newest leads must not be started twice: it has to fit one batch. */
export const WIDE_REQUESTS = 4000;

export function toLearn(settings: AnySettings, wanted: Wanted, learnt: Learnt): Call[] {
  return learnt.emails === undefined ? askPreparation(stateOf(learnt.way), goalOf(settings, wanted)) : [];
}

export function learn(
  settings: AnySettings,
  wanted: Wanted,
  before: Learnt,
  _calls: Call[],
  answers: Answer[],
): Learning {
  const { way, ...learnt } = before;
  const goal = goalOf(settings, wanted);
  const emails = goal.inputs.length;
  const next = hearPreparation(stateOf(way), goal, answers);
  if ('failure' in next) return { learnt: before, failure: asLearning(next.failure) };
  const { step, pipeline, leads, inPipeline, quota, shared, scan } = next;
  const wide = wideTarget(settings);
  if (wide && emails > WIDE_REQUESTS)
    return {
      learnt,
      failure: refused(
        `A job for ${wide} can be waited for by ${WIDE_REQUESTS} leads of the sheet; there are ${emails}. Use "target": "rows"`,
      ),
    };
  // Only who was found matters for the count.
  const found = Object.fromEntries(Object.keys(scan.found).map((email) => [email, []]));
  if (step !== 'ready') return { learnt: { ...learnt, way: { ...next, scan: { ...scan, found } } as unknown as Json } };
  const known: Learnt = { ...learnt, custom: customFields(Object.keys(wanted)), pipeline, leads, inPipeline, emails };
  if (leads <= COUNTED_LEADS) known.fresh = missingOf(next, goal.inputs).length;
  if (quota) known.room = Math.max(0, quota.limit - quota.count);
  return settings.type ? withTemplate(settings, wanted, { ...known, shared }, next.template) : { learnt: known };
}

/** A refusal of a read is one of these two, or later. */
export function asLearning(failure: Failure): NonNullable<Learning['failure']> {
  const isOne = failure.kind === 'pause' || failure.kind === 'again';
  return isOne ? failure : { kind: 'again', reason: 'too many requests' };
}

function goalOf(settings: AnySettings, { email = [] }: Wanted): Goal {
  const emails = new Set(email.map(normalEmail).filter((one) => one !== ''));
  return { settings, inputs: [...emails].map((one) => ({ canonical: {}, sent: { email: one } })), look: 'plan' };
}

function withTemplate(settings: EnrichmentSettings, wanted: Wanted, learnt: Learnt, there: Template | null): Learning {
  const template = templateOf(settings, there);
  // Results share the custom fields with what is uploaded there: the one would overwrite the other.
  const keys = resultKeys(settings, template).map((one) => `custom_fields.${one.key}`);
  const clash = keys.find((key) => key in wanted);
  return clash === undefined
    ? { learnt: { ...learnt, template } }
    : {
        learnt: {},
        failure: refused(`The input "${clash}" would be overwritten by the results. Rename the template or the field`),
      };
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
  const { fresh, emails, leads, inPipeline, room } = learnt as Record<string, number>;
  if (fresh! > 0)
    warnings.push(
      `${fresh} of ${emails} leads are new to your Enrichabl account (which holds ${leads}) and will be uploaded. Each counts against its lead quota for good.`,
    );
  if (fresh! > room!)
    warnings.push(`The lead quota: ${fresh} new leads, ${room} left. Those that do not fit are not run.`);
  const wide = wideTarget(settings);
  if (wide)
    warnings.push(
      `The job takes ${wide} (${inPipeline} leads now), also leads that are not in this sheet or were bought before, and each costs.`,
    );
  return warnings;
}

/** What the job takes besides the sheet's rows; '' where it takes only them. */
function wideTarget({ target = 'rows' }: AnySettings): string {
  if (target === 'rows') return '';
  return target === 'pipeline' ? 'every lead of the pipeline' : `the ${target.newest} newest leads of the pipeline`;
}
