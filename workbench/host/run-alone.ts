// Runs one execution from beginning to end in this thread, with nobody else running. Not interleaved runs.
import { crossAlone } from './crossing';
import { begin, end, illegalArgument, invocationOf, refusedFunction, sourcesOf } from './execution';
import type { Execution, RunRequest } from './options';
import { runInRealm } from './run-in-realm';
import { compiled } from './sources';
import type { World } from './world';

export function runAlone(world: World, request: RunRequest, triggerUid?: string): Execution {
  if (request.as === 'sidebar') world.clock.charge(world.costs.sidebarCallMs);
  const running = begin(world, request, world.clock);
  const illegal = request.as === 'sidebar' ? (request.args ?? []).findIndex((arg) => illegalArgument(arg)) : -1;
  const refusal =
    illegal >= 0 ? `Failed due to illegal value in property: ${illegal}` : refusedFunction(world, request.fn);
  if (refusal) return end(running, { error: refusal });
  const answering = (op: string, json: string) => crossAlone(running, op, json);
  const invocation = invocationOf(running, request, triggerUid);
  return end(running, runInRealm(compiled(sourcesOf(world)), answering, invocation, undefined, world.watch));
}
