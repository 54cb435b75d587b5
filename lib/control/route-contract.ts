import type { RouteContractView } from "@/lib/contract/contract-sheet";
import type { RouteDefinition } from "@/lib/contract/route-map";
import { type RouteStanding, routeStanding } from "@/lib/core/contract-standing";
import { type ContractBook, contractKey } from "@/lib/core/contract-terms";

/** Whether a route may take production traffic, by the route map's word and its worksheets. */
export function standingOf(definition: RouteDefinition, book: ContractBook): RouteStanding {
  const rows = definition.endpoints.flatMap(
    (endpoint) => book.get(contractKey(definition.provider, endpoint))?.rows ?? [],
  );
  return routeStanding(definition.production_eligible, rows);
}

/** The standing as one sentence for a person who is about to rely on the route. */
export function standingSentence({ basis, openRows }: RouteStanding): string {
  const rows = openRows.length === 1 ? "1 required contract row is" : `${openRows.length} required contract rows are`;
  switch (basis) {
    case "contract":
      return "Production eligible: every required contract row is verified.";
    case "file":
      return `Eligible by the word of the configuration file only: ${rows} unverified.`;
    case "vetoed":
      return "Not production eligible: the route map says so.";
    case "unverified":
      return openRows.length === 0
        ? "Not production eligible: it has no contract worksheet yet."
        : `Not production eligible: ${rows} unverified.`;
  }
}

export function openRowsOf({ openRows }: RouteStanding): RouteContractView["open_rows"] {
  return openRows.map(({ endpoint, row }) => ({ endpoint, row }));
}
