// A document with one of the sample recipes on its sample leads, before all simulated providers, new or as it was kept. Asserts nothing itself.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { createHost } from '../../../workbench/host/host';
import { createSimulators, SAMPLE_KEY, saveSimulators } from '../../../workbench/providers/all';
import { mount } from '../../../workbench/providers/mount';
import type { Json } from '../../../workbench/providers/simulator';
import { ANN, type Recipe } from '../scene';

/** Those that have a recipe of their own among the samples; `databar.enrichment` is kept at other moments (keep.ts). */
export const SAMPLED = [
  'databar.table',
  'databar.waterfall',
  'enrichabl.enrichment',
  'enrichabl.export',
  'enrichabl.leads',
  'enrichabl.validation',
  'influencers.batch',
];
export const TAB = 'Leads';

export type SavedDocument = { host: object; providers: Record<string, Json> };

export function sampleRecipe(operation: string): Recipe {
  return { ...JSON.parse(readFileSync(`workbench/samples/${operation}.json`, 'utf8')), sheet: TAB };
}

function sampleRows(operation: string): string[][] {
  const path = `workbench/samples/${operation}.csv`;
  return existsSync(path) ? parse(readFileSync(path)) : [['Email', 'Notes']];
}

export function sampleDocument(operation: string, code: string, kept?: SavedDocument) {
  const simulators = createSimulators(kept?.providers, 'kept');
  const host = createHost({
    code,
    users: [ANN],
    fetch: mount({ simulators }),
    addOn: true,
    ...(kept ? { state: structuredClone(kept.host) as never } : {}),
  });
  const run = (name: string, args: object) =>
    host.run({ user: ANN, fn: 'rpc', args: [name, JSON.stringify(args)], as: 'sidebar' });
  // biome-ignore lint/suspicious/noExplicitAny: answers of every call, read by whoever knows which one was made
  const call = (name: string, args: object = {}): any => {
    const execution = run(name, args);
    const reply = execution.ok ? JSON.parse(String(execution.value)) : execution;
    if (!reply.ok) throw new Error(`${name}: ${reply.error?.message ?? reply.error}`);
    return reply.value;
  };
  if (!kept) {
    host.person(ANN).addTab(TAB).load(sampleRows(operation));
    for (const provider of ['databar', 'influencers', 'enrichabl'])
      call('saveKey', { provider, key: SAMPLE_KEY, test: false });
  }
  return {
    host,
    call,
    /** Also one that is killed. */
    start: (args: object) => void run('start', args),
    save: (): SavedDocument => ({ host: host.save() as object, providers: saveSimulators(simulators) }),
    cells: (): unknown[][] => host.person(ANN).tab(TAB).values(),
    /** Charges, uploads and other posts that each provider has accepted. */
    accepted: (): number[] => simulators.map((one) => (one.save() as { acceptedPosts: number }).acceptedPosts),
  };
}
