// What the operation contract needs of each operation: good inputs, and a provider that behaves. No rules are tested here.
import type { AnyOperation } from '../../../src/providers/all';
import type { Answer, Call, Price, RequestInput, RunFacts } from '../../../src/providers/operation';

export type PretendProvider = {
  answer(call: Call): Answer;
  /** Paid calls that it accepted, also those whose answer was lost on the way. */
  charges(): number;
  nowMs(): number;
  pass(ms: number): void;
};

export type Subject = {
  operation: AnyOperation;
  settings: unknown;
  /** Other settings that buy something else. */
  otherSettings: unknown;
  /** `count` different inputs that may share a batch; the second is a miss, the third fails where requests can. */
  inputs(count: number): RequestInput[];
  provider(): PretendProvider;
  /** What its run has learnt and maps, where an operation cannot do without. */
  facts?: Partial<RunFacts>;
  /** It charges nothing: all of its requests are answered while it prepares. */
  isFree?: true;
  /** The provider has no price for it, so that none can be shown. */
  hasNoPrice?: true;
  /** What it costs by the provider's price list, whatever its catalogue says. */
  fixedPrice?: Price;
};
