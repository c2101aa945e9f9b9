// Runs of creators that are swept for crash points: two platforms in one run, and a batch that its provider pauses. Asserts nothing itself.
import type { Swept } from './crash-sweep';
import { bought, CREATORS, creatorScene, creators } from './influencers-scene';
import type { Recipe, Scene } from './scene';

function swept(switches: object, rows: string[][], recipe: Recipe): Swept {
  const ledgers = new WeakMap<Scene, Parameters<typeof bought>[0]>();
  return {
    recipe,
    open: (): Scene => {
      const s = creatorScene({ rows, switches: switches as never });
      const asScene = s as unknown as Scene;
      ledgers.set(asScene, s);
      return asScene;
    },
    billed: (s: Scene): string[] => bought(ledgers.get(s)!),
  };
}

export function twoPlatforms(): Swept {
  const rows = creators(8).map((one, n) => [
    one[0]!.replace(/^.*com\//, '').replace(/\/.*$/, ''),
    n % 3 ? 'instagram' : 'tiktok',
    '',
    '',
    '',
    '',
  ]);
  const recipe = { ...CREATORS, settings: { mode: 'raw' }, inputs: { handle: 'Handle', platform: 'Platform' } };
  return swept({ order: 'shuffled' }, rows, recipe);
}

/** Its person presses Resume. */
export function pausedBatch(): Swept {
  const rows = [...creators(3), ['pause.here', '', '', '', '', ''], ...creators(6).slice(4)];
  return {
    ...swept({ pausedDownload: 'partial' }, rows, CREATORS),
    thenDo: (s: Scene, jobId: string) => s.call('resume', { jobId }),
  };
}
