// The two paid calls of a waterfall, run and bulk-run: which providers in which order, then the same way as any task. What it answers later is in task.ts.

import { emptyReply, type FetchReply, type FetchRequest, type HttpReply, jsonReply } from '../http';
import { integerIssues, readJsonObject, readParams, unprocessable } from './body';
import type { Cascade } from './cascade';
import { rowErrors } from './params';
import type { Scene } from './state';
import { accept, tooManyRows } from './submit';
import type { DatabarSwitches } from './switches';
import { defaultProviders, paramsOf, type Waterfall, waterfallOf } from './waterfalls';

type Run = { account: string; waterfall: string; single: boolean };

export function submitWaterfall(request: FetchRequest, run: Run, scene: Scene): FetchReply {
  const { switches } = scene;
  const missing = run.single ? null : missingBulkRun(switches);
  if (missing) return missing;
  const body = readJsonObject(request, switches);
  if ('status' in body) return body;
  const read = readParams(body.value, run.single);
  const issues = [...read.issues, ...cascadeIssues(body.value, switches)];
  if (issues.length > 0) return unprocessable(issues);
  const waterfall = waterfallOf(run.waterfall);
  if (!waterfall) return emptyReply(404);
  if (switches.maxRows !== null && read.params.length > switches.maxRows) return tooManyRows(switches);
  const cascade = chosen(body.value, waterfall, switches);
  const wrong = cascadeErrors(cascade, waterfall, switches);
  if (Object.keys(wrong).length > 0) return jsonReply(400, { detail: wrong });
  const known = cascade.enrichments.filter((id) => waterfall.available_enrichments.some((one) => one.id === id));
  return accept(
    request,
    {
      account: run.account,
      single: run.single,
      lookup: { enrichment: known[0] ?? 0, pages: 1, cascade: { ...cascade, enrichments: known } },
      params: read.params,
      errors: read.params.map((params) => rowErrors({ params: paramsOf(waterfall) }, params, switches)),
    },
    scene,
  );
}

function missingBulkRun(switches: DatabarSwitches): HttpReply | null {
  if (switches.waterfallBulkRun === '404') return jsonReply(404, { detail: 'Not Found' });
  if (switches.waterfallBulkRun === '405') return jsonReply(405, { detail: 'Method Not Allowed' }, { allow: 'GET' });
  return null;
}

/** Shape only: a list of whole numbers with at least one, where the era wants it. */
export function cascadeIssues(body: Record<string, unknown>, switches: DatabarSwitches) {
  const { enrichments, email_verifier } = body;
  const loc = ['body', 'enrichments'];
  const verifierIssues =
    email_verifier === undefined || email_verifier === null
      ? []
      : integerIssues(email_verifier, ['body', 'email_verifier'], 0, Number.MAX_SAFE_INTEGER);
  if (enrichments === undefined || enrichments === null) {
    if (switches.waterfallEnrichments !== 'required') return verifierIssues;
    if (enrichments === undefined) return [{ type: 'missing', loc, msg: 'Field required' }, ...verifierIssues];
  }
  if (!Array.isArray(enrichments)) {
    return [{ type: 'list_type', loc, msg: 'Input should be a valid list' }, ...verifierIssues];
  }
  const short = { type: 'too_short', loc, msg: 'List should have at least 1 item after validation, not 0' };
  const wrong = enrichments.flatMap((id, n) => integerIssues(id, [...loc, n], 0, Number.MAX_SAFE_INTEGER));
  return [...(enrichments.length === 0 ? [short] : wrong), ...verifierIssues];
}

/** The cascade that was asked for; where none was, what the era takes instead. An id twice counts once. */
export function chosen(body: Record<string, unknown>, waterfall: Waterfall, switches: DatabarSwitches): Cascade {
  const sent = body.enrichments as (number | string)[] | null | undefined;
  const instead = switches.waterfallEnrichments === 'default-833' ? [833] : defaultProviders(waterfall);
  const verifier = body.email_verifier as number | string | null | undefined;
  return {
    waterfall: waterfall.identifier,
    enrichments: [...new Set((sent ?? instead).map(Number))],
    verifier: verifier === undefined || verifier === null ? null : Number(verifier),
  };
}

/** Messages by member. Which words the server has for these is not known. */
export function cascadeErrors(cascade: Cascade, waterfall: Waterfall, switches: DatabarSwitches) {
  const errors: Record<string, string[]> = {};
  const isKnown = (id: number) => waterfall.available_enrichments.some((one) => one.id === id);
  const unknown = cascade.enrichments.filter((id) => !isKnown(id));
  if (
    unknown.length > 0 &&
    (switches.unknownProviders === 'refused' || unknown.length === cascade.enrichments.length)
  ) {
    errors.enrichments = [`Not available in this waterfall: ${unknown.join(', ')}.`];
  }
  const verifier = cascade.verifier;
  if (verifier !== null && !waterfall.email_verifiers.some((one) => one.id === verifier)) {
    errors.email_verifier = [`Not an e-mail verifier of this waterfall: ${verifier}.`];
  }
  return errors;
}
