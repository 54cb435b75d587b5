import type { ContractRowId } from "./contract-rows";
import { CONTRACT_ROWS } from "./contract-rows";
import type { Endpoint } from "./routing-snapshot";

export type ContractRowState = "unverified" | "verified" | "stale";

/** A verification says what was true on its day; after this long somebody should look again. */
export const CONTRACT_MAX_AGE_MS = 90 * 24 * 60 * 60_000;

/** The state of a row now. Stale is never stored: it comes with time. */
export function contractRowState(verifiedAtMs: number | null, nowMs: number): ContractRowState {
  if (verifiedAtMs === null) return "unverified";
  return nowMs - verifiedAtMs > CONTRACT_MAX_AGE_MS ? "stale" : "verified";
}

/** What eligibility needs to know of one row of one worksheet. */
export interface RowStanding {
  readonly endpoint: Endpoint;
  readonly row: ContractRowId;
  readonly isVerified: boolean;
  /** Somebody changed it in the console; nobody else's word covers it any more. */
  readonly isEdited: boolean;
}

/** What the route map says of a route: eligible, never, or as its contract worksheet says. */
export type EligibilitySetting = boolean | "contract";

export interface RouteStanding {
  readonly isEligible: boolean;
  /**
   * `contract`: every required row is verified. `file`: the configuration file says the checklist is complete, and no
   * open row was changed since. `vetoed`: the route map says never. `unverified`: rows are open.
   */
  readonly basis: "contract" | "file" | "vetoed" | "unverified";
  /** Required rows nobody verified, of the endpoints the route speaks. */
  readonly openRows: readonly RowStanding[];
}

/**
 * Whether a route may take production traffic by fallback or canary. The worksheet goes before the file: a row that was
 * edited in the console and not verified since makes the route ineligible whatever the file says. A stale row warns and
 * does not count: a date that passes at night must not take a fallback away.
 */
export function routeStanding(said: EligibilitySetting, rows: readonly RowStanding[]): RouteStanding {
  const required = rows.filter(({ row }) => CONTRACT_ROWS[row].isRequired);
  const openRows = required.filter(({ isVerified }) => !isVerified);
  if (said === false) return { isEligible: false, basis: "vetoed", openRows };
  if (required.length > 0 && openRows.length === 0) return { isEligible: true, basis: "contract", openRows };
  if (said === true && openRows.every(({ isEdited }) => !isEdited))
    return { isEligible: true, basis: "file", openRows };
  return { isEligible: false, basis: "unverified", openRows };
}
