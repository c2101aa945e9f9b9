// The one paid call: a file of one column and the form's fields, each sent with the modes that it belongs to. Not its answer.
import type { Call, Form, RequestInput } from '../operation';
import { platformIn } from './convert';
import { WITH_AUDIENCE } from './platform';
import { type BatchSettings, inputOf } from './settings';

/** Every path ends in a slash: without it the server answers 301 and the body is lost. */
export const BATCHES = '/public/v1/enrichment/batch/';

export function uploadCall(inputs: RequestInput[], settings: BatchSettings): Call {
  return { effect: 'charge', method: 'POST', path: BATCHES, form: formOf(inputs, settings) };
}

function formOf(inputs: RequestInput[], settings: BatchSettings): Form {
  const kind = inputOf(settings);
  const values = inputs.map((input) => fileValue(input, kind));
  const platform = kind === 'handle' ? groupOf(inputs[0]!) : '';
  return {
    fields: fieldsOf(settings, platform),
    file: { field: 'file', name: 'batch.csv', type: 'text/csv', text: csvOf(kind, values) },
  };
}

/** The platform of a handle, '' for an e-mail: one batch, one platform. */
export function groupOf({ canonical }: RequestInput): string {
  return canonical.handle === undefined ? '' : platformIn(canonical.handle);
}

/** What stands in the file for an input; '' where the input is not known any more. */
export function fileValue({ sent }: RequestInput, kind: 'handle' | 'email'): string {
  const value = sent[kind];
  return typeof value === 'string' ? value : '';
}

/** Defaults that the provider has changed before (lookalikes) or that make answers heavy (audience data) are always spelled out. */
function fieldsOf(settings: BatchSettings, platform: string): Record<string, string> {
  const { mode, emailRequired, excludePlatforms, minFollowers, metadata } = settings;
  const fields: Record<string, string> = { enrichment_mode: mode };
  if (inputOf(settings) === 'handle') fields.platform = platform;
  if (mode === 'full') {
    fields.email_required = emailRequired ?? 'preferred';
    fields.include_lookalikes = String(settings.includeLookalikes ?? false);
    fields.include_audience_data = String((settings.includeAudienceData ?? true) && WITH_AUDIENCE.has(platform));
  } else if (emailRequired !== undefined) fields.email_required = emailRequired;
  if (excludePlatforms !== undefined) fields.exclude_platforms = excludePlatforms;
  if (minFollowers !== undefined) fields.min_followers = String(minFollowers);
  if (metadata !== undefined) fields.metadata = JSON.stringify(metadata);
  return fields;
}

/** RFC 4180, with the header that the vendor's own client writes. */
function csvOf(header: string, values: string[]): string {
  return [header, ...values.map(quoted), ''].join('\r\n');
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}
