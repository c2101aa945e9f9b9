// The port that every operation of every provider implements: a pure state machine. It asks for calls and hears answers;
// the engine makes them. No I/O, no clock, no key, no sheet in here or in any operation.
import type * as z from 'zod/mini';
import type { Outcome } from '../sheet/status-word';

export type ProviderId = 'databar' | 'influencers' | 'enrichabl';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * What a call does at the provider, which decides how the engine may repeat it:
 * `read` and `repeatable` freely, with backoff; `create` makes something free that must not be littered, so the operation looks for
 * it first; `charge` may cost money and is repeated only when the answer proves that it was refused.
 */
export type Effect = 'read' | 'repeatable' | 'create' | 'charge';

/** A call to the provider's own origin. The engine adds origin and key. */
export type Call = { effect: Effect; method: 'GET' | 'POST'; path: string; body?: Json; form?: Form };

/** A multipart body: text fields and one file. */
export type Form = {
  fields: Record<string, string>;
  file: { field: string; name: string; type: string; text: string };
};

/** An answer, or why there is none. `sent: false`: surely nothing reached the provider. */
export type Answer =
  | { status: number; headers: Record<string, string>; text: string }
  | { fault: string; sent: boolean };

/** What must be kept to ask for a batch's results again: small JSON, never inputs. `stage` names the operation's own state. */
export type Ticket = { stage: string } & { [key: string]: Json };

/** One request's input: canonical text per parameter, and what is sent for it. */
export type RequestInput = { canonical: Record<string, string>; sent: { [parameter: string]: Json } };

/** Credits that one request may cost; `unknown` where the provider does not say. */
export type Price = { min: number; max: number } | 'unknown';

/** The provider's word on one request of a batch, by its index there. `result` only with `found`. */
export type Verdict = {
  index: number;
  outcome: Exclude<Outcome, 'not run'>;
  result?: Json;
  /** For `failed` and `check`: the reason as a person reads it. For `no match`: `or failed` where the provider cannot tell. */
  detail?: string;
  /** Credits of this request alone, where the provider says so. */
  credits?: number;
};

/** Why a run pauses. The text behind it is for people. */
export type PauseKind =
  | 'out of credits'
  | 'lead quota'
  | 'key rejected'
  | 'plan'
  | 'day quota'
  | 'column problem'
  | 'refused'
  | 'too many requests'
  | 'unreachable'
  | 'unreadable';

export type Failure =
  /** The batch was refused because of these rows; the rest can be sent again. */
  | { kind: 'bad rows'; rows: { index: number; reason: string }[] }
  /** The batch was refused, perhaps for one row: halve it. `perRow` where the answer speaks of rows without saying which. */
  | { kind: 'bad batch'; reason: string; perRow: boolean }
  /** Refused because several requests travelled in it: from now on each goes alone. */
  | { kind: 'one by one' }
  /**
   * Refused for a reason that is no row's. `rows`: it holds back only these requests, which stay unsent; the others of the batch are
   * sent before the run pauses.
   */
  | { kind: 'pause'; why: PauseKind; reason: string; rows?: number[] }
  /** Too many requests. The engine reads Retry-After itself. */
  | { kind: 'later' }
  /** The answer does not say whether the charge was taken. */
  | { kind: 'doubt'; reason: string }
  /** A read that failed for now. */
  | { kind: 'again'; reason: string }
  /** Accepted once, but the results are gone or unusable. */
  | { kind: 'lost'; reason: string; raw?: string };

/** A request that an operation brings itself: the text of its key, and its result. */
export type Brought = { text: string; result: Json };

export type Heard = {
  /** The next state; absent: as before. */
  ticket?: Ticket;
  /**
   * Verdicts known now; more may follow while `done` is not set. What is said before the charge is kept only if the batch is then
   * accepted or done, so the last hearing must give a verdict for every input.
   */
  verdicts?: Verdict[];
  /** Work that is still going on and may be lost with the execution (pages read so far): given back to the next ask and hear. */
  scratch?: Json;
  /**
   * Ask again at once, in this slice: the next page of the same reading. With the failure of a refused charge: the charge is
   * to be made in another way, which the scratch says.
   */
  soon?: boolean;
  /** What the run's summary should tell, one sentence each. */
  notes?: string[];
  /** Credits that the whole batch is known to have cost so far. */
  spent?: number;
  /** How many of these requests the provider counts as failed, where it only counts them. */
  failed?: number;
  /** Of an operation that brings its rows: those that this answer held. The same one may come again. */
  rows?: Brought[];
  /** All verdicts are in. */
  done?: boolean;
  failure?: Failure;
};

export type Limits = {
  requestsPerBatch: number;
  bytesPerBatch: number;
  batchesInAir: number;
  /** Shortest time between two looks at a batch. */
  pollSeconds: number;
  /** How long the provider keeps results, from the submit. */
  resultHours: number;
  /** Requests in the first batch of a run, which the run waits for, so that a wrong mapping costs little. 0: no such batch. */
  trialRequests: number;
  /** Bytes that a `sent` record must leave free for the largest ticket it can become. */
  ticketBytes: number;
};

export type Parameter = {
  name: string;
  label: string;
  required: boolean;
  type: 'text' | 'number' | 'integer' | 'boolean' | 'choice' | 'choices';
};

/** What may be picked for a setting. `on`: taken where the recipe says nothing. */
export type Offered = { value: number | string; label: string; on: boolean };

/** What an operation learnt from its catalogue: JSON that only the operation reads; kept with the job. */
export type Learnt = { [key: string]: Json };

/** What the recipe will ask with: per mapped parameter the distinct texts in the sheet (or the constant). */
export type Wanted = Record<string, readonly string[]>;

/** What an operation is told of the run that it works for, besides its settings. */
export type RunFacts = {
  learnt: Learnt;
  /** Which rows the recipe takes, as far as it matters to a provider: a part of the list counts as `empty`. */
  rows: 'empty' | 'errors' | 'check' | 'all';
  /** The result paths that the recipe maps. */
  outputs: readonly string[];
  /** The provider has refused to take several requests in one call (failure `one by one`): batches hold one request from now on. */
  oneByOne: boolean;
  /** No batch of this run was sent or answered yet: what is needed once a run is made now. */
  first: boolean;
  /** The engine's clock, for operations that must tell how long nothing has changed. */
  nowMs: number;
};

export type Learning = { learnt: Learnt; failure?: Extract<Failure, { kind: 'pause' | 'again' }> };

export type Converted = { value: Json } | { problem: string };

/** Where a text stands: its row's other texts (of a constant: the other constants), and the settings. */
export type Around<S> = { texts: Readonly<Record<string, string>>; settings: S };

export interface Operation<S = Json> {
  id: string;
  provider: ProviderId;
  /** Strict: an unknown setting is an error. */
  settings: z.ZodMiniType<S>;
  limits(settings: S): Limits;
  /** The settings that count for a fingerprint, as JSON text with a fixed key order. */
  identity(settings: S): string;
  /**
   * A parameter's text made canonical. It must not depend on what was learnt, or fingerprints would drift.
   * '' leaves the parameter out: its meaning is in another one's canonical text.
   */
  canonical(parameter: string, text: string, around: Around<S>): string;
  /** Reads still needed before planning; none when all is known. Asked again after each `learn`. */
  toLearn(settings: S, wanted: Wanted, learnt: Learnt): Call[];
  learn(settings: S, wanted: Wanted, learnt: Learnt, calls: Call[], answers: Answer[]): Learning;
  /** Null where there is no catalogue to say. */
  parameters(settings: S, learnt: Learnt): Parameter[] | null;
  /** Result paths that are known before a result has been seen, for people to tick; more may exist. Absent: none is known. */
  results?(settings: S, learnt: Learnt): { path: string; label: string }[];
  /** What the catalogue offers for settings that are picked from it, as far as learnt. */
  offered?(learnt: Learnt): { [setting: string]: Offered[] } | undefined;
  /** What is wrong with an output's path, where what was learnt tells that no result can have it; null for nothing. */
  outputProblem?(path: string, settings: S, learnt: Learnt): string | null;
  /** Names that a cell may hold for a choice, as far as learnt; null where the parameter is none. */
  choicesOf?(parameter: string, learnt: Learnt): string[] | null;
  /** A row's text as it is sent: number, boolean, choice id. */
  convert(parameter: string, text: string, learnt: Learnt, around: Around<S>): Converted;
  priceOf(input: RequestInput, settings: S, learnt: Learnt): Price;
  /** The account's balance as learnt, in credits; null where unknown. */
  balance(learnt: Learnt): number | null;
  /** What may share a batch; requests of different groups never travel together. */
  groupOf?(input: RequestInput, settings: S): string;
  /** What a person should know before confirming, besides the price: one sentence each. */
  warnings?(settings: S, learnt: Learnt): string[];
  /**
   * What a row's texts change at the provider, where they change something there. Two different requests with the same target would
   * overwrite each other, so only the first one in the sheet is sent.
   */
  targetOf?(texts: Readonly<Record<string, string>>, settings: S): string;
  /**
   * The operation brings its rows itself: it has no inputs and charges nothing; it opens with a ticket and gives `rows` until it is
   * done. Rows of the sheet are found by the text of the parameter `key`, and made where there is none. `results` are its outputs where a
   * recipe names none.
   */
  brings?: {
    key: string;
    /** How many rows there are now, as learnt. */
    count(learnt: Learnt): number;
  };
  open(settings: S, facts: RunFacts): Ticket;
  /** Calls due now for this batch. All of one effect; exactly one where that is `charge`. */
  ask(ticket: Ticket, inputs: RequestInput[], settings: S, scratch: Json | undefined, facts: RunFacts): Call[];
  /** `count` requests travelled in the batch; `inputs` are theirs, or empty where neither `ask` nor `hear` needs them for a read. */
  hear(
    ticket: Ticket,
    count: number,
    inputs: RequestInput[],
    answers: Answer[],
    settings: S,
    scratch: Json | undefined,
    facts: RunFacts,
  ): Heard;
  /** Whether reads are asked and heard with the inputs (a join by value): fetching them costs a read of the archive. */
  hearsInputs: boolean;
  /**
   * The call that lets a batch go on that the provider has paused (`ticket.stage` is `paused`); made only when a person resumes.
   * Its answer is heard with the stage `resumed`, so that it is not taken for the answer to a look.
   */
  resume?(ticket: Ticket, settings: S): Call;
  /**
   * The call that asks the provider to leave off what it still works on, null where it works on nothing that could be named; made
   * only when a person cancels, and not heard: what became of the batch is collected as ever.
   */
  cancel?(ticket: Ticket, settings: S): Call | null;
  /** Reads that can settle a batch whose charge is in doubt; heard through `seen`. */
  look?(ticket: Ticket, inputs: RequestInput[], settings: S, facts: RunFacts): Call[];
  seen?(ticket: Ticket, inputs: RequestInput[], answers: Answer[], settings: S, facts: RunFacts): Heard;
}
