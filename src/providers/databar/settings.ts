// The settings of Databar's operations, as a recipe gives them.
import * as z from 'zod/mini';

export const enrichmentSettings = z.strictObject({
  /** The catalogue's id of the enrichment. */
  enrichment: z.int().check(z.minimum(1)),
  /** Pages per row; each page of each row is billed. Databar takes 1 to 100. */
  pages: z._default(z.int().check(z.minimum(1), z.maximum(100)), 1),
});

export type EnrichmentSettings = z.infer<typeof enrichmentSettings>;

export const waterfallSettings = z.strictObject({
  /** The waterfall's identifier, e.g. `email_getter`. */
  waterfall: z.string().check(z.regex(/^[\w.-]+$/)),
  /** Catalogue ids of the providers to ask, in this order. Without: those that the waterfall asks by default. */
  enrichments: z.optional(z.array(z.int().check(z.minimum(1))).check(z.minLength(1), z.maxLength(100))),
  /** The id of one of the waterfall's own e-mail verifiers. */
  emailVerifier: z.optional(z.int().check(z.minimum(1))),
  /** `auto`: bulk-run, or run where bulk-run is missing. */
  call: z._default(z.enum(['auto', 'bulk-run', 'run']), 'auto'),
});

export type WaterfallSettings = z.infer<typeof waterfallSettings>;

export const tableSettings = z.strictObject({
  /** The table's UUID. */
  table: z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)),
  /** The id that the enrichment or waterfall has in this table; not the catalogue's. */
  enrichment: z.union([z.int(), z.string().check(z.regex(/^[\w-]{1,80}$/))]),
  /** The table's column, as people see it, that says which row is which. */
  key: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Without: what fits the rows that the recipe takes. */
  strategy: z.optional(z.enum(['run_empty', 'run_errors', 'run_all'])),
});

export type TableSettings = z.infer<typeof tableSettings>;
