// What holds for an account as a whole, whatever is uploaded, started, cancelled and looked at in between.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AI, lead, scene } from './ask';

const NAMES = ['ada', 'bo', 'cy', 'fail', 'miss', 'unknown', 'risky', 'stuck', 'broken', 'slow', 'error504', 'dropped'];
const step = fc.oneof(
  fc.record({ names: fc.array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 }), into: fc.nat(1) }),
  fc.record({ start: fc.constantFrom('ai', 'BOUNCEBAN', 'MAILVERI', 'HYBRID'), of: fc.nat(1) }),
  fc.record({ passMs: fc.nat(5000) }),
  fc.record({ cancel: fc.nat(3) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Carries the steps out; with `looks`, polls and lists all the time. Gives all that people could see at the end. */
function run(steps: Step[], looks: boolean, switches: object) {
  const at = scene({ leadQuota: 8, ...switches });
  const pipelines = [at.pipeline('one'), at.pipeline('two')];
  const ai_template_id = at.template('ai', AI);
  let created = 0;
  const jobs = () => [...new Set(at.enrichabl.ledger.billed.map((one) => one.task))];
  for (const one of steps) {
    if ('names' in one) {
      const path = `/v1/pipelines/${pipelines[one.into]}/leads`;
      const before = at.json('GET', '/v1/pipelines').data;
      at.raw(
        'POST',
        path,
        one.names.map((name) => lead(name)),
      );
      const after = at.json('GET', '/v1/pipelines').data;
      const total = (list: { total_leads: number }[]) => list.reduce((sum, each) => sum + each.total_leads, 0);
      created += total(after) - total(before);
      at.pass(1000);
    }
    if ('start' in one) {
      const pipeline_id = pipelines[one.of]!;
      if (one.start === 'ai')
        at.raw('POST', '/v1/enrichment/start', { pipeline_id, enrichment_type: 'AI_COLUMN', ai_template_id });
      else at.raw('POST', '/v1/validation/start', { pipeline_id, service: one.start });
    }
    if ('cancel' in one)
      for (const family of ['enrichment', 'validation']) at.cancel(jobs()[one.cancel] ?? 'none', family);
    if ('passMs' in one) {
      for (let n = 0; n < 4; n++, at.pass(one.passMs / 4)) if (looks) for (const id of pipelines) at.rows(id);
    }
  }
  at.pass(2_000_000);
  // What is stuck would stand in the ledger with the most that it can cost.
  for (const id of jobs()) for (const family of ['enrichment', 'validation']) at.cancel(id, family);
  const rows = pipelines.flatMap((id) => at.rows(id));
  return { created, rows, billed: at.enrichabl.ledger.billed };
}

test('looking changes nothing, the quota holds, and no e-mail is there twice', () => {
  const lands = fc.constantFrom('as-done' as const, 'at-end' as const);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), lands, (steps, resultsLand) => {
      const seen = run(steps, true, { resultsLand });
      const blind = run(steps, false, { resultsLand });
      expect(blind).toEqual(seen);
      expect(seen.rows.length).toBe(seen.created);
      expect(seen.created).toBeLessThanOrEqual(8);
      expect(new Set(seen.rows.map((row) => row.lead.lead_email)).size).toBe(seen.created);
    }),
    { numRuns: 150 },
  );
});

test('nobody gets a value or a word that was not charged for, but for what Mailveri cannot tell', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const { rows, billed } = run(steps, false, {});
      for (const row of rows) {
        const own = billed.filter((one) => (one.params as { email: string }).email === row.lead.lead_email);
        const charged = (type: string) =>
          own.filter((one) => (one.params as { type: string }).type === type && one.credits > 0).length;
        if ('Summary' in row.lead.lead_custom_fields) expect(charged('AI_COLUMN')).toBeGreaterThan(0);
        const word = row.pipeline_lead_email_validation_status;
        if (word !== null && word !== 'UNKNOWN') expect(charged('VALIDATION')).toBeGreaterThan(0);
        if (word === null) expect(charged('VALIDATION')).toBe(0);
      }
    }),
    { numRuns: 150 },
  );
});
