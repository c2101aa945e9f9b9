// The settings of a Databar enrichment, as a recipe gives them.
import * as z from 'zod/mini';

export const enrichmentSettings = z.strictObject({
  /** The catalogue's id of the enrichment. */
  enrichment: z.int().check(z.minimum(1)),
  /** Pages per row; each page of each row is billed. Databar takes 1 to 100. */
  pages: z._default(z.int().check(z.minimum(1), z.maximum(100)), 1),
});

export type EnrichmentSettings = z.infer<typeof enrichmentSettings>;
