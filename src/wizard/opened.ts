// Everything for the sidebar's first paint, in one round trip: one look at each store, one read of the active tab, no provider.

import { readRecord } from '../engine/records';
import type { Records } from '../job/job-records';
import type { Platform } from '../platform/ports';
import { recipesIn } from '../recipe/saved-recipes';
import { schedulesView } from '../schedule/armed';
import type { AlarmState, Opened } from '../sidebar-calls';
import { ok, type Result } from '../text/problem';
import { connections } from './connections';
import { endedAtOnce, openRuns } from './run-list';
import { tabView } from './tab-view';

/** Baked in by the build. */
declare const BACKFILL_VERSION: string;

/** The spreadsheet whose people were told that it is a copy. */
const TOLD = 'bf.told';

export function open(platform: Platform): Result<Opened> {
  const all = platform.documentStore.all();
  const ended = endedAtOnce(platform, all);
  const jobs = openRuns(platform, all);
  const user = platform.user();
  const schedules = schedulesView(platform, all);
  return ok({
    version: BACKFILL_VERSION,
    user,
    connections: connections(platform),
    tabs: platform.spreadsheet.shownTabs(),
    tab: tabView(platform, platform.spreadsheet.activeTab()),
    jobs: { open: jobs, ended: ended ?? [] },
    endedKnown: ended !== null,
    recipes: recipesIn(all),
    schedules,
    alarm: alarmState(
      platform,
      [...jobs, ...schedules].some((one) => one.user === user),
    ),
    notice: noticeOf(platform, all),
  });
}

/** Somebody, or Google, may have taken the alarm away: where a run or a schedule needs it, it is made again. */
function alarmState({ alarm }: Platform, hasRun: boolean): AlarmState {
  const state = alarm.state();
  if (state || !hasRun) return state ?? 'not yet made';
  alarm.arm();
  return alarm.state() ?? 'none';
}

/** Said once in a document: it is a copy, and the original's runs stay there. */
function noticeOf(platform: Platform, all: Records): string | null {
  const here = platform.spreadsheet.id();
  if (all[TOLD] === here || !hasForeignRun(all, here)) return null;
  platform.documentStore.set({ [TOLD]: here });
  return "This is a copy of another document: the original's runs go on there, not here. Results bought before fill rows here too, free.";
}

function hasForeignRun(all: Records, here: string): boolean {
  return Object.keys(all).some((key) => {
    const spreadsheet = readRecord<{ spreadsheet?: string }>(key.startsWith('bf.') ? all[key] : null)?.spreadsheet;
    return spreadsheet !== undefined && spreadsheet !== here;
  });
}
