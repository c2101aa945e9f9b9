// Every operation under every reading of what its provider does not document: one run for each reading that a simulator has a switch for.
// Which outcome a row gets depends on the reading; what may never depend on it is held here. The table says how many readings each was run under.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordDeep } from '../deep-table';
import { billedRows, openTable, recipeFor } from './databar-table';
import { paid, WATERFALL, waterfallScene } from './databar-waterfall';
import { charged, leadScene, PROFILE, people, SUMMARY, TAGLINE, UPLOAD, VALIDATE } from './enrichabl-scene';
import { bought, CREATORS, creatorScene, creators, rightProfile } from './influencers-scene';
import { billed, leads, type Recipe, rightAnswer, type Scene, scene } from './scene';

type Reading = { switch: string; value: string };
/** `once`: what was paid for, as text; nothing in it twice. `right`: what a cell may hold besides nothing, where one rule tells it. */
type Ran = {
  at: Pick<Scene, 'start' | 'drive' | 'view' | 'sheet' | 'header' | 'call'>;
  once: string[];
  right?: (row: unknown[]) => unknown[];
};
type Subject = { operation: string; provider: string; run(switches: object): Ran };

/** Every word that a switch can be set to, from the types of the simulator's own switches. */
function readingsOf(provider: string): Reading[] {
  const folder = join('workbench/providers', provider);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('switches.ts'),
  );
  const found: Reading[] = [];
  for (const file of files)
    for (const [, name, type] of readFileSync(join(folder, file), 'utf8').matchAll(
      /^\s+(\w+): ((?:'[^']*'|null|\d+|\|| )+);$/gm,
    ))
      for (const [, value] of type!.matchAll(/'([^']*)'/g)) found.push({ switch: name!, value: value! });
  return found;
}

function enrichabl(operation: string, recipe: Recipe): Subject {
  return {
    operation,
    provider: 'enrichabl',
    run(switches) {
      const s = leadScene({ rows: people(5), switches: switches as never });
      ended(s, recipe);
      return { at: s, once: charged(s) };
    },
  };
}

const SUBJECTS: Subject[] = [
  {
    operation: 'databar.enrichment',
    provider: 'databar',
    run(switches) {
      // A miss in each batch: where only hits come back, in any order, and every input of a batch is one, no reader can tell.
      const rows = leads(7);
      rows[3]![1] = 'Miss Ltd';
      rows[6]![1] = 'Miss Inc';
      const s = scene({ rows, switches });
      s.giveKey();
      ended(s);
      return { at: s, once: billed(s), right: ([first, company]) => Object.values(rightAnswer(first, company) ?? {}) };
    },
  },
  {
    operation: 'databar.waterfall',
    provider: 'databar',
    run(switches) {
      const s = waterfallScene(switches, waterfallRows());
      ended(s, WATERFALL);
      return { at: s, once: paid(s) };
    },
  },
  {
    operation: 'databar.table',
    provider: 'databar',
    run(switches) {
      const s = openTable({ rows: leads(6), switches });
      ended(s, recipeFor(s));
      return { at: s, once: billedRows(s) };
    },
  },
  {
    operation: 'influencers.batch',
    provider: 'influencers',
    run(switches) {
      const s = creatorScene({ rows: creators(6), switches: switches as never });
      ended(s, CREATORS);
      const right = ([handle]: unknown[]): unknown[] => {
        const name = String(handle)
          .replace(/^@|^https:\/\/www\.instagram\.com\/|\/\?.*$/g, '')
          .toLowerCase();
        const profile = rightProfile(name) as { instagram?: Record<string, unknown> } | null;
        return Object.values(profile?.instagram ?? {});
      };
      return { at: s, once: bought(s), right };
    },
  },
  enrichabl('enrichabl.leads', UPLOAD),
  enrichabl('enrichabl.enrichment AI', SUMMARY),
  enrichabl('enrichabl.enrichment multi-AI', PROFILE),
  enrichabl('enrichabl.enrichment Firecrawl', TAGLINE),
  enrichabl('enrichabl.validation', VALIDATE),
];

function waterfallRows(): string[][] {
  return leads(6).map(([first, company]) => [first!, 'Sample', company!, '', '', '', '']);
}

/** As far as time alone takes it; a run that cannot be planned under a reading is refused in words. */
function ended(s: Pick<Scene, 'start' | 'drive' | 'view'>, recipe?: Recipe): void {
  const started = s.start(recipe);
  if (!started.ok) {
    expect(started.error!.message.length).toBeGreaterThan(20);
    return;
  }
  s.drive();
  expect(['finished', 'paused', 'stopped']).toContain(s.view(started.value.jobId).state);
}

describe.each(SUBJECTS)('$operation', ({ operation, provider, run }) => {
  const readings = readingsOf(provider);
  let startedMs = 0;
  beforeAll(() => {
    startedMs = Date.now();
  });
  let [cases, passed] = [0, 0];
  afterAll(() =>
    recordDeep({
      kind: `readings: ${operation}`,
      cases,
      violations: cases - passed,
      seconds: (Date.now() - startedMs) / 1000,
    }),
  );

  test('has a switch for each thing that its provider leaves open', () => {
    expect(readings.length).toBeGreaterThan(20);
  });

  test.each(readings)('$switch as $value: ends, pays once, writes nothing false, leaves the rest alone', (reading) => {
    cases++;
    const { at, once, right } = run({ [reading.switch]: reading.value });
    expect(once.filter((one, i) => once.indexOf(one) !== i)).toEqual([]);
    const own = new Set(at.header().flatMap((name, column) => (/^Notes$/.test(String(name)) ? [column] : [])));
    at.sheet().forEach((row, i) => {
      for (const column of own) expect(row[column]).toBe(`note ${i}`);
      if (!right) return;
      const allowed = right(row).map(String);
      const inputs = 2;
      row.slice(inputs).forEach((cell, n) => {
        const header = String(at.header()[inputs + n]);
        if (cell === '' || /status$|^Notes$|^Platform$/.test(header)) return;
        expect(allowed).toContain(String(cell));
      });
    });
    passed++;
  });
});
