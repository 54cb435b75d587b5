import { type inferParserType, parseAsString, parseAsStringLiteral } from "nuqs/server";

export const CONTRACT_TABS = ["worksheet", "matrix", "probes", "models"] as const;
export type ContractTab = (typeof CONTRACT_TABS)[number];

/** The state of the Contracts page that lives in its address. */
export const contractsParsers = {
  tab: parseAsStringLiteral(CONTRACT_TABS).withDefault("worksheet"),
  provider: parseAsString,
  endpoint: parseAsStringLiteral(["chat", "responses"] as const),
  /** The row that is being edited. */
  row: parseAsString,
  /** The route whose last probe run is shown in full. */
  route: parseAsString,
  /** Whose token mix costs are compared for. */
  alias: parseAsString,
};

export type ContractsUrlState = inferParserType<typeof contractsParsers>;

/** The alias costs are compared for: the chosen one while it exists, else the first. */
export function shownAlias({ alias }: Pick<ContractsUrlState, "alias">, aliases: readonly string[]): string | null {
  return alias !== null && aliases.includes(alias) ? alias : (aliases[0] ?? null);
}
