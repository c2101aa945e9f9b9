// The upload of leads: checks, de-duplication over the account, the quota, and a summary. Free of charge, but the quota it uses is gone for good.

import { type FetchReply, type FetchRequest, type HttpReply, htmlReply, jsonReply } from '../http';
import type { Json } from '../simulator';
import { errorReply, tooMany } from './account';
import { isObject, readJson } from './body';
import { troubled, troubleFor } from './magic-trouble';
import { type Custom, type Lead, newId, type Pipeline, type Scene } from './state';
import type { EnrichablSwitches } from './switches';
import { summaryOf, type UploadedRow } from './upload-summary';

export const LEAD_FIELDS = [
  'first_name',
  'last_name',
  'company',
  'title',
  'phone',
  'linkedin_url',
  'company_website',
  'company_description',
  'company_size',
  'industry',
  'location',
] as const;

export function uploadLeads(request: FetchRequest, pipeline: Pipeline, scene: Scene): FetchReply {
  const { state, switches, nowMs } = scene;
  const tooBig = Buffer.byteLength(request.body ?? '') > switches.bodyBytes;
  if (tooBig && switches.bigBodyAs === '413-html') return htmlReply(413, 'Request Entity Too Large');
  if (tooBig) return errorReply(Number(switches.bigBodyAs), 'Request body too large');
  const read = readJson(request, switches);
  if (!('value' in read)) return read;
  if (!Array.isArray(read.value)) return errorReply(400, 'Request body must be an array of leads');
  const sent = read.value;
  if (sent.length === 0) return errorReply(400, 'No leads provided');
  if (switches.maxLeads !== null && sent.length > switches.maxLeads) {
    return errorReply(400, `At most ${switches.maxLeads} leads per request`);
  }
  const tookMs = Math.round((switches.tookMs.upload ?? 0) + sent.length * switches.uploadLeadMs);
  const account = state.accounts[pipeline.account]!;
  account.uploadEndsMs = account.uploadEndsMs.filter((endMs) => endMs > nowMs);
  if (account.uploadEndsMs.length >= switches.uploadsAtOnce) {
    return tooMany('Too many concurrent bulk operations', 1000, switches);
  }
  const rows = sent.map((one, n) => readLead(one, n, switches));
  const refused = rows.find((row) => row.status === 'failed' && row.refuses);
  if (refused) return errorReply(400, refused.error!);
  const trouble = troubleFor('upload', rows, state);
  if (trouble === '429') return tooMany('Rate limit exceeded', 2000, switches);
  if (trouble === '502') return htmlReply(502, 'Bad Gateway');
  const overQuota = takeRows(rows, pipeline, scene);
  if (overQuota) return overQuota;
  // Over HTTP an answer leaves at once, unless real delays are asked for: nothing is in the air after it.
  if (Number.isFinite(request.timeoutMs)) account.uploadEndsMs.push(nowMs + tookMs);
  const reply = { ...jsonReply(202, summaryOf(rows, switches)), tookMs };
  return trouble === null ? reply : troubled(trouble, reply, request);
}

function readLead(sent: Json, n: number, switches: EnrichablSwitches): UploadedRow {
  const row: UploadedRow = {
    email: '',
    fields: {},
    custom: {},
    status: 'created',
    error: null,
    refuses: false,
    lead: null,
  };
  const fail = (error: string, refuses: boolean): UploadedRow => ({ ...row, status: 'failed', error, refuses });
  if (!isObject(sent)) return fail(`Lead ${n}: must be an object`, true);
  const refusesText = switches.nonText === 'refuses-upload';
  for (const name of ['email', ...LEAD_FIELDS]) {
    const value = sent[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && refusesText) return fail(`Lead ${n}: ${name} must be a string`, true);
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (name === 'email') row.email = text;
    else row.fields[name] = text;
  }
  const custom = sent.custom_fields ?? {};
  if (!isObject(custom)) return fail(`Lead ${n}: custom_fields must be an object`, true);
  row.custom = custom as Custom;
  const refuses = switches.badLead === 'refuses-upload';
  if (row.email.trim() === '') return fail('email is required', refuses);
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.email.trim())) return fail('invalid email', refuses);
  if (switches.emailCase === 'folded') row.email = keyOf(row.email, switches);
  return row;
}

/** What makes two e-mails the same. */
function keyOf(email: string, switches: EnrichablSwitches): string {
  return switches.emailCase === 'exact' ? email : email.trim().toLowerCase();
}

/** Fills in what became of each row; the 402 where the quota lets none of it in. */
function takeRows(rows: UploadedRow[], pipeline: Pipeline, scene: Scene): HttpReply | null {
  const { state, switches } = scene;
  const account = state.accounts[pipeline.account]!;
  const known = knownLeads(pipeline.account, scene);
  const inUpload = new Set<string>();
  for (const row of rows) {
    if (row.status === 'failed') continue;
    const key = keyOf(row.email, switches);
    if (inUpload.has(key)) {
      row.status = switches.twiceInUpload;
      row.error = switches.twiceInUpload === 'failed' ? 'duplicate email' : null;
    } else if (known.has(key)) {
      row.status = 'skipped';
      row.lead = known.get(key)!;
    }
    inUpload.add(key);
  }
  const room = Math.max(0, switches.leadQuota - account.leads);
  const counted = rows.filter((row) => row.status === 'created' || (switches.quotaCounts === 'all' && row.lead));
  if (counted.length > room) {
    const refuses = switches.overQuota === '402' || (switches.overQuota === 'truncates' && room === 0);
    if (refuses) {
      const numbers = { current_count: account.leads, quota_limit: switches.leadQuota };
      return errorReply(402, 'Lead quota exceeded', numbers);
    }
    for (const row of counted.slice(room)) row.status = 'dropped';
  }
  for (const row of rows) {
    if (row.status === 'created') row.lead = makeLead(row, pipeline, scene);
    if (row.status === 'skipped' && row.lead) attachKnown(row, row.lead, pipeline, scene);
  }
  return null;
}

function knownLeads(account: string, { state, switches }: Scene): Map<string, Lead> {
  const own = Object.values(state.leads).filter((lead) => lead.account === account);
  return new Map(own.map((lead) => [keyOf(lead.email, switches), lead]));
}

function makeLead({ email, fields, custom }: UploadedRow, pipeline: Pipeline, scene: Scene): Lead {
  const { state } = scene;
  const id = newId(state, 'lead');
  const lead: Lead = { id, account: pipeline.account, email, fields, custom, results: {}, enrichment: null };
  state.leads[id] = lead;
  state.accounts[pipeline.account]!.leads++;
  attach(lead, pipeline, scene);
  return lead;
}

function attachKnown(row: UploadedRow, lead: Lead, pipeline: Pipeline, scene: Scene): void {
  const { state, switches } = scene;
  if (switches.knownLead === 'left-out') return;
  const isHere = pipeline.rows.some((id) => state.rows[id]!.lead === lead.id);
  if (!isHere) attach(lead, pipeline, scene);
  if (switches.knownLead !== 'attached-and-updated') return;
  const fields = { ...lead.fields, ...row.fields };
  state.leads[lead.id] = { ...state.leads[lead.id]!, fields, custom: { ...lead.custom, ...row.custom } };
}

function attach(lead: Lead, pipeline: Pipeline, { state, nowMs }: Scene): void {
  const id = newId(state, 'row');
  state.rows[id] = { id, pipeline: pipeline.id, lead: lead.id, validation: null, createdMs: nowMs };
  pipeline.rows.push(id);
}
