// One element of a waterfall's data as a result: the output fields, and from the steps who had it and what it cost.
import { isPresent } from '../../text/result-path';
import { amountIn, field, isObject, listIn, textField } from '../answer';
import type { Json } from '../operation';
import type { ElementReader } from './task';

/**
 * `{ result, steps, … }`, as Databar's own client types it (github.com/databar-ai/databar-mcp-server, types.ts); no page shows it.
 * Single runs have been read as an object and as a list of one.
 */
export const waterfallElement: ElementReader = {
  resultOf(element) {
    const one = bare(element);
    if (!isObject(one)) return null;
    const steps = field(one, 'steps');
    // Neither result nor steps: the fields themselves, without their envelope.
    const fields = bare(
      field(one, 'result') ?? (steps === undefined && field(one, 'result') === undefined ? one : null),
    );
    const found = isObject(fields) ? fields : { value: fields };
    if (!Object.values(found).some(isPresent)) return null;
    const provider = providerOf(listIn(steps));
    const cost = costOf(one);
    // A field of the waterfall's own that is named like ours stays what the waterfall says.
    return { ...(provider && { provider }), ...(cost === undefined ? {} : { cost }), ...found };
  },
  creditsOf: (element) => costOf(bare(element)),
};

function bare(value: Json): Json {
  return Array.isArray(value) && value.length === 1 ? value[0]! : value;
}

/** A cascade stops at the first provider that has it, so the last one asked did; a check of the address may be a step after it. */
function providerOf(steps: Json[]): string {
  const asked = steps.filter((step) => !/verif/i.test(textField(step, 'action')));
  return textField((asked.length > 0 ? asked : steps).slice(-1)[0], 'provider');
}

/** Costs are decimals as text. Undefined where a step does not tell its own. */
function costOf(element: Json): number | undefined {
  const steps = listIn(field(element, 'steps'));
  let total = steps.length > 0 ? 0 : Number.NaN;
  for (const step of steps) total += amountIn(step, 'cost') ?? Number.NaN;
  total = Math.round(total * 1e6) / 1e6;
  return Number.isFinite(total) ? total : undefined;
}
