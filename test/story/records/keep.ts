// Keeps documents as this version of the add-on leaves them in the middle of a run, so that every later version can be tried on them:
// `npm run build && npx tsx test/story/records/keep.ts && npx biome format --write test/story/records`, once for each version that is released.
// A file that is there is never written again: people's documents are not either.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { leads, type Scene, scene, WORK_EMAILS } from '../scene';
import { SAMPLED, type SavedDocument, sampleDocument, sampleRecipe } from './sample-run';

export const ROWS = 12;

/** One document: the host's state, the provider's, and what its one open or ended run must come to. */
export type Kept = { about: string; jobId: string; outcomes: Record<string, number>; host: object; databar: object };

/** A document with a sample recipe under way, and what its cells and its providers' accepted posts must come to. */
export type KeptSample = { operation: string; jobId: string; cells: unknown[][]; accepted: number[] } & SavedDocument;

const DAY = 24 * 3_600_000;

const MOMENTS: { about: string; outcomes: Record<string, number>; make(s: Scene): string }[] = [
  {
    about: 'a first batch is in the air',
    outcomes: { found: ROWS, check: 0 },
    make: (s) => s.start().value.jobId,
  },
  {
    about: 'killed between a charge and its ticket',
    outcomes: { found: ROWS - 5, check: 5 },
    make(s) {
      s.host.setHook(({ name, detail }, phase) =>
        name === 'UrlFetchApp.fetch' && detail.startsWith('POST') && phase === 'after' ? 'kill' : undefined,
      );
      const { planId, toBuy, price } = s.call('plan', { recipe: WORK_EMAILS }).value;
      s.call('start', { recipe: WORK_EMAILS, planId, shown: { toBuy, maxCredits: price.max } });
      s.host.setHook(undefined);
      return planId;
    },
  },
  {
    about: 'paused for want of credits, which were bought since',
    outcomes: { found: ROWS, check: 0 },
    make(s) {
      const { jobId } = s.run();
      s.topUp(100);
      return jobId;
    },
  },
  {
    about: 'killed in the middle of a write wave',
    outcomes: { found: ROWS, check: 0 },
    make(s) {
      const { jobId } = s.start().value;
      let waves = 0;
      s.host.setHook(({ name, detail }, phase) =>
        name === 'Range.setValues' && detail.startsWith('Leads!') && phase === 'after' && ++waves === 1
          ? 'kill'
          : undefined,
      );
      for (let beat = 0; beat < 20 && waves === 0; beat++) {
        s.host.clock.advance(20_000);
        s.call('advance');
      }
      s.host.setHook(undefined);
      return jobId;
    },
  },
  {
    about: 'ended, with a saved recipe and an armed schedule',
    outcomes: { found: ROWS, check: 0 },
    make(s) {
      const { jobId } = s.run();
      const schedule = { every: 'day', at: '09:00', cap: { requests: 3 } };
      s.call('saveRecipe', { recipe: { ...WORK_EMAILS, schedule } });
      s.call('arm', { name: 'Work emails' });
      return jobId;
    },
  },
];

/** Whatever comes once a whole run has been seen to its end by the alarm, as the version that keeps it does it. */
function keepSample(operation: string, code: string): KeptSample {
  const document = sampleDocument(operation, code);
  const recipe = sampleRecipe(operation);
  const { planId: jobId, toBuy, price } = document.call('plan', { recipe });
  // A small upload is through within its start: that execution dies at its first leads.
  document.host.setHook(({ name, detail }, phase) =>
    operation === 'enrichabl.leads' && name.startsWith('UrlFetchApp') && /leads$/.test(detail) && phase === 'after'
      ? 'kill'
      : undefined,
  );
  document.start({ recipe, planId: jobId, shown: { toBuy, maxCredits: price?.max ?? null } });
  document.host.setHook(undefined);
  const saved = structuredClone(document.save());
  document.host.clock.advance(DAY);
  return { operation, jobId, cells: document.cells(), accepted: document.accepted(), ...saved };
}

/** `0.1.0.json` and `0.1.0.samples.json`, say. */
function write(name: string, documents: object[]): void {
  const path = `test/story/records/${name}.json`;
  if (existsSync(path)) {
    console.log(`${path} is kept already.`);
    return;
  }
  writeFileSync(path, `${JSON.stringify(documents, null, 2)}\n`);
  console.log(`${path}: ${documents.length} documents`);
}

function keep(): void {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const documents = MOMENTS.map(({ about, outcomes, make }): Kept => {
    const startCredits = about.includes('credits') ? 0.3 : 100;
    const s = scene({ rows: leads(ROWS), host: { addOn: true }, switches: { taskMs: 30_000, startCredits } });
    s.giveKey();
    const jobId = make(s);
    return { about, jobId, outcomes, host: s.host.save(), databar: s.databar.save() as object };
  });
  const code = readFileSync('dist/Code.js', 'utf8');
  write(version, documents);
  write(
    `${version}.samples`,
    SAMPLED.map((operation) => keepSample(operation, code)),
  );
}

if (process.argv[1]?.endsWith('keep.ts')) keep();
