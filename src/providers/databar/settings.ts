// The settings of Databar's operations, as a recipe gives them.
import * as z from 'zod/mini';
import { list, must, text, whole } from '../../text/demands';

const id = whole(1);

const written = (as: RegExp) => z.string().check(must('is not valid', (value) => as.test(value)));

export const enrichmentSettings = z.strictObject({
  /** The catalogue's id of the enrichment. */
  enrichment: id,
  /** Pages per row; each page of each row is billed. Databar takes 1 to 100. */
  pages: z._default(whole(1, 100), 1),
});

export type EnrichmentSettings = z.infer<typeof enrichmentSettings>;

export const waterfallSettings = z.strictObject({
  /** The waterfall's identifier, e.g. `email_getter`. */
  waterfall: written(/^[\w.-]+$/),
  /** Catalogue ids of the providers to ask, in this order. Without: those that the waterfall asks by default. */
  enrichments: z.optional(list(id, 100)),
  /** The id of one of the waterfall's own e-mail verifiers. */
  emailVerifier: z.optional(id),
  /** `auto`: bulk-run, or run where bulk-run is missing. */
  call: z._default(z.enum(['auto', 'bulk-run', 'run']), 'auto'),
});

export type WaterfallSettings = z.infer<typeof waterfallSettings>;

export const tableSettings = z.strictObject({
  /** The table's UUID. */
  table: written(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i),
  /** The id that the enrichment or waterfall has in this table; not the catalogue's. */
  enrichment: z.union([whole(Number.MIN_SAFE_INTEGER), written(/^[\w-]{1,80}$/)]),
  /** The table's column, as people see it, that says which row is which. */
  key: text(200),
  /** Without: what fits the rows that the recipe takes. */
  strategy: z.optional(z.enum(['run_empty', 'run_errors', 'run_all'])),
});

export type TableSettings = z.infer<typeof tableSettings>;
