import { type inferParserType, parseAsInteger, parseAsString } from "nuqs/server";

/** The state of the Rollbacks page that lives in its address. */
export const rollbacksParsers = {
  /** Only those that took this alias back. */
  alias: parseAsString,
  /** Where older ones begin; absent on the newest page. */
  cursor: parseAsInteger,
};

export type RollbacksUrlState = inferParserType<typeof rollbacksParsers>;
