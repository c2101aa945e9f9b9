// The seed of every property test here: SEED=123 repeats a run; without it each run has its own, and fast-check prints it when it fails.
import type fc from 'fast-check';

const given = process.env.SEED;

export const SEEDED: fc.Parameters<unknown> = given === undefined ? {} : { seed: Number(given) };

/** Any code points, control characters and emoji included; no lone surrogates, which JSON.stringify would escape. */
export const ANY_TEXT = { unit: 'binary', maxLength: 40 } as const;
