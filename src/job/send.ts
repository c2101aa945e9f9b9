// Charges one batch and acts on the answer: what was refused for a row is isolated, what was refused for the run pauses it.
import { PROVIDERS } from '../providers/all';
import type { Answer, Failure } from '../providers/operation';
import { mostInAir } from './air';
import { type Charged, charge, type Ready } from './charge';
import { keepFailed } from './keep-failed';
import { pause, type Slice } from './slice';
import { TRIAL_ALONE, trialText } from './trial';
import { waitLonger } from './wait-longer';

/** Charges in a row whose answers could not be read; each may have cost something. */
const DOUBTS = 3;

/** Charges a batch and acts on the answer. */
export function send(slice: Slice, requests: Ready[]): void {
  const { job } = slice;
  const isTrial = job.trial === 'due';
  const charged = charge(slice, requests);
  act(slice, requests, charged);
  const failed = requests.filter((request) => slice.failedNow.has(request.fingerprint));
  if (
    isTrial &&
    job.state === 'running' &&
    slice.batches.length === 0 &&
    failed.length === requests.length &&
    (requests.length > 1 || slice.failedNow.size >= TRIAL_ALONE)
  ) {
    pause(
      job,
      'refused',
      trialText(Math.max(failed.length, slice.failedNow.size), slice.failedNow.get(failed[0]!.fingerprint)),
    );
  }
}

function act(slice: Slice, requests: Ready[], charged: Charged): void {
  const { job } = slice;
  switch (charged.kind) {
    case 'accepted':
      job.refusals = 0;
      if (job.pace !== undefined && job.pace < mostInAir(slice)) job.pace++;
      job.refusedSinceMs = null;
      job.doubts = 0;
      return;
    case 'overtaken':
      slice.overtaken = true;
      return;
    case 'doubt':
      job.doubts++;
      if (job.doubts >= DOUBTS)
        pause(
          job,
          'unreadable',
          `The last ${DOUBTS} answers to paid calls could not be read (${charged.reason}). Look at your account at the provider.`,
        );
      return;
    case 'refused':
      actOnRefusal(slice, requests, charged.failure, charged.answer);
  }
}

function actOnRefusal(slice: Slice, requests: Ready[], failure: Failure, answer: Answer): void {
  switch (failure.kind) {
    case 'bad rows': {
      const bad = failure.rows.map(({ index, reason }) => ({ fingerprint: requests[index]!.fingerprint, reason }));
      keepFailed(slice, bad);
      const blamed = new Set(bad.map((one) => one.fingerprint));
      const rest = requests.filter((request) => !blamed.has(request.fingerprint));
      if (rest.length > 0 && rest.length < requests.length && slice.budget.canCharge())
        act(slice, rest, charge(slice, rest));
      return;
    }
    case 'bad batch':
      isolate(slice, requests, failure.reason, failure.perRow);
      return;
    case 'one by one':
      slice.job.oneByOne = true;
      return;
    case 'pause':
      if (failure.rows) sendOthers(slice, requests, failure.rows);
      pause(slice.job, failure.why, failure.reason);
      return;
    default:
      waitLonger(slice, failure, answer);
  }
}

/** What the pause does not hold back goes out first. */
function sendOthers(slice: Slice, requests: Ready[], held: number[]): void {
  const rest = requests.filter((_request, index) => !held.includes(index));
  if (rest.length > 0 && rest.length < requests.length && slice.budget.canCharge())
    act(slice, rest, charge(slice, rest));
}

/** A batch refused without naming a row is halved, until both halves fail alike: then the reason is no row's. */
function isolate(slice: Slice, requests: Ready[], reason: string, perRow: boolean): void {
  if (requests.length === 1) {
    keepFailed(slice, [{ fingerprint: requests[0]!.fingerprint, reason }]);
    return;
  }
  const middle = requests.length >> 1;
  const halves = [requests.slice(0, middle), requests.slice(middle)];
  const refused: { half: Ready[]; reason: string; perRow: boolean }[] = [];
  for (const half of halves) {
    if (slice.job.state !== 'running' || slice.overtaken || !slice.budget.canCharge()) return;
    const charged = charge(slice, half);
    if (charged.kind === 'refused' && charged.failure.kind === 'bad batch')
      refused.push({ half, reason: charged.failure.reason, perRow: charged.failure.perRow });
    else act(slice, half, charged);
  }
  if (refused.length === 2 && refused[0]!.reason === refused[1]!.reason && !perRow && !refused[0]!.perRow) {
    const { name } = PROVIDERS[slice.operation.provider];
    pause(slice.job, 'refused', `${name} refuses every request: ${reason}. Check the settings and the mapping.`);
    return;
  }
  for (const one of refused) isolate(slice, one.half, one.reason, one.perRow);
}
