// One element of a waterfall's data as a result: the output fields, and from the steps who had it and what it cost.
import { isPresent } from '../../text/result-path';
import { field, isObject, textField } from '../answer';
import type { Json } from '../operation';
import { asList, priceFrom } from './catalogue-answer';
import type { ElementReader } from './task';

/**
 * `{ result, steps, … }`, as Databar's own client types it (github.com/databar-ai/databar-mcp-server, types.ts); no page shows it.
 * Single runs have been read as an object and as a list of one.
 */
export const waterfallElement: ElementReader = {
  resultOf(element) {
    const one = bare(element);
    if (!isObject(one)) return null;
    const fields = bare(fieldsOf(one));
    const isMiss = isObject(fields) ? !Object.values(fields).some(isPresent) : !isPresent(fields);
    if (isMiss) return null;
    const found = isObject(fields) ? fields : { value: fields };
    // A field of the waterfall's own that is named like ours stays what the waterfall says.
    return { ...fromSteps(one), ...found };
  },
  creditsOf: (element) => costOf(asList(field(bare(element), 'steps'))),
};

function bare(value: Json): Json {
  return Array.isArray(value) && value.length === 1 ? value[0]! : value;
}

function fieldsOf(element: { [key: string]: Json }): Json {
  const result = field(element, 'result');
  if (result !== undefined) return result;
  // Neither result nor steps: the fields themselves, without their envelope.
  return field(element, 'steps') === undefined ? element : null;
}

function fromSteps(element: Json): { [key: string]: Json } {
  const steps = asList(field(element, 'steps'));
  const cost = costOf(steps);
  const provider = providerOf(steps);
  return { ...(provider === null ? {} : { provider }), ...(cost === undefined ? {} : { cost }) };
}

/** A cascade stops at the first provider that has it, so the last one asked did; a check of the address may be a step after it. */
function providerOf(steps: Json[]): string | null {
  const asked = steps.filter((step) => !/verif/i.test(textField(step, 'action')));
  const name = field((asked.length > 0 ? asked : steps).slice(-1)[0], 'provider');
  return typeof name === 'string' && name !== '' ? name : null;
}

/** Costs are decimals as text. Undefined where a step does not tell its own. */
function costOf(steps: Json[]): number | undefined {
  const costs = steps.map((step) => priceFrom(field(step, 'cost')));
  if (costs.length === 0 || costs.includes(null)) return undefined;
  const total = Math.round((costs as number[]).reduce((sum, cost) => sum + cost, 0) * 1e6) / 1e6;
  return Number.isFinite(total) ? total : undefined;
}
