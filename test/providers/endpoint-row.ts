// One thing that a provider's own pages name, and the test that covers it: the row of the tables test/providers/*/endpoints.ts. No rules here.

export type EndpointRow = {
  /** Where the pages say it: an endpoint with its method, or a subject such as `task status`. */
  at: string;
  /** The endpoint itself, or an option, field, limit or error of it, in the page's own words. */
  what: string;
  /** The test's file, from `test/` on. */
  file: string;
  /** The exact title: of a `test`, a `test.each` (as it is written, with its placeholders) or a `describe`. */
  title: string;
};
