// The self-check, run in the local host as it is built, for the tests. Not its assertions.
import { readFileSync } from 'node:fs';
import type { Report } from '../../src/self-check/report-form';
import type { Host, HostOptions } from '../../workbench/host/host';
import { runSelfCheck, selfCheckHost } from '../../workbench/self-check/run-in-host';

export const OWNER = 'owner@example.com';
export const CODE = readFileSync('dist/Code.js', 'utf8');
export const SELF_CHECK = readFileSync('dist/SelfCheck.js', 'utf8');
export const ANSWERS = JSON.parse(readFileSync('workbench/self-check/answers.json', 'utf8')) as Record<string, unknown>;
const manifest = JSON.parse(readFileSync('appsscript.json', 'utf8'));

export function hostWith(options: Partial<HostOptions> = {}, code = SELF_CHECK): Host {
  return selfCheckHost(code, { manifest, ...options });
}

/** Question and verdict of each line of the report's tab. */
export function verdicts(host: Host): Record<string, string> {
  const lines = host.person().tab('Backfill check').values().slice(1);
  return Object.fromEntries(lines.map(([question, , , verdict]) => [String(question), String(verdict)]));
}

export async function checked(options: Partial<HostOptions> = {}): Promise<{ host: Host; report: Report }> {
  const host = hostWith(options);
  return { host, report: (await runSelfCheck(host)).report };
}

/** The questions whose line says that Google differs. */
export function differing(host: Host): string[] {
  return Object.entries(verdicts(host)).flatMap(([question, verdict]) => (verdict === 'DIFFERS' ? [question] : []));
}
