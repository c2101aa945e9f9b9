// The one paid call: a file of one column and the form's fields, each sent with the modes that it belongs to. Not its answer.
import type { Call, Form, RequestInput } from '../operation';
import { platformIn } from './convert';
import { isPlatform, SITES } from './platform';
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
  const { mode, emailRequired, metadata } = settings;
  const isFull = mode === 'full';
  const hasAudience = isPlatform(platform) && SITES[platform].audience === true;
  const all = {
    enrichment_mode: mode,
    platform: inputOf(settings) === 'handle' ? platform : undefined,
    email_required: emailRequired ?? (isFull ? 'preferred' : undefined),
    include_lookalikes: isFull ? (settings.includeLookalikes ?? false) : undefined,
    include_audience_data: isFull ? (settings.includeAudienceData ?? true) && hasAudience : undefined,
    exclude_platforms: settings.excludePlatforms,
    min_followers: settings.minFollowers,
    metadata: metadata && JSON.stringify(metadata),
  };
  const told = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(told.map(([name, value]) => [name, String(value)]));
}

/** RFC 4180, with the header that the vendor's own client writes. */
function csvOf(header: string, values: string[]): string {
  return [header, ...values.map(quoted), ''].join('\r\n');
}

function quoted(value: string): string {
  return /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}
