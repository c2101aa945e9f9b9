// What the self-check, the page beside it and whoever reads its report say to each other: plain data. Names no service, so that the
// workbench, which plays the page, can take these types too. Not how anything is asked or kept.

export type Told = string | number | boolean | null | Told[] | { [name: string]: Told };
/** What was seen, by the name of the question. */
export type Findings = Record<string, Told>;

export type Report = {
  backfillSelfCheck: 1;
  version: string;
  at: string;
  locale: string;
  timeZone: string;
  seen: Findings;
};

/** What the page is to do, then call again. `throw` and `beside` are calls whose end only the page can see. */
export type Next =
  | { do: 'again'; afterMs: number; done: number; of: number }
  | { do: 'throw'; kinds: string[]; done: number; of: number }
  | { do: 'beside'; done: number; of: number }
  | { do: 'finished'; report: Report };
