// What the host takes for granted of Google without a certain source, as data: `npm run calibrate` changes it by a report of the self-check.
// What it all means is said where it is used; the figures' sources are in cost-model.ts and store-calls.ts.
import given from './assumptions.json';

/** A cell as the self-check tells it; a date is the wall clock of the sheet, with YYYY for the year in which it is typed. */
export type TypedAs = { v?: string | number | boolean | { date: string }; f?: string };

export type Assumptions = {
  /** Which report they were set by; null as long as they rest on documents and reports of others. */
  calibrated: { at: string; version: string } | null;
  switches: {
    writeErrors: 'at once' | 'at commit';
    textFormatStopsFormulas: boolean;
    triggerHasSpreadsheet: boolean;
    sortMovesRowMetadata: boolean;
    overflowKeepsWhatFits: boolean;
  };
  limits: {
    propertyValueBytes: number;
    propertyStoreBytes: number;
    cacheValueBytes: number;
    cacheKeyCharacters: number;
    cacheItems: number;
    cacheKept: number;
  };
  /** Texts that Google reads in another way than the rules of grid/typed-text.ts. */
  typed: Record<string, TypedAs>;
  typedInPlainText: Record<string, TypedAs>;
  /** Google's words in place of the host's. */
  messages: Record<string, string>;
};

export const ASSUMPTIONS = given as Assumptions;
