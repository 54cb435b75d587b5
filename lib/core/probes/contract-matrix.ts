import { CONTRACT_ROW_IDS, CONTRACT_ROWS, type ContractRowId } from "../contract-rows";
import type { ContractRowState } from "../contract-standing";
import type { Endpoint } from "../routing-snapshot";
import type { ProbeCheckId } from "./probe-check";

/** What the last run of one route found on one endpoint. */
export interface MatrixColumn {
  readonly route: string;
  readonly endpoint: Endpoint;
  /** Of the provider's worksheet. */
  readonly states: Readonly<Record<ContractRowId, ContractRowState>>;
  /** Null when the route was never probed there. */
  readonly checks: readonly { readonly check: ProbeCheckId; readonly pass: boolean }[] | null;
}

export interface MatrixFinding {
  readonly route: string;
  readonly endpoint: Endpoint;
  readonly state: ContractRowState;
  /** `no_probe`: nothing a probe could see would tell. */
  readonly probes: "passed" | "failed" | "not_run" | "no_probe";
  readonly failedChecks: readonly ProbeCheckId[];
}

/** Contract rows against routes: a row holds on a route when every check that looks at it passed in the last run. */
export function contractMatrix(
  columns: readonly MatrixColumn[],
): readonly { readonly row: ContractRowId; readonly cells: readonly MatrixFinding[] }[] {
  return CONTRACT_ROW_IDS.map((row) => ({ row, cells: columns.map((column) => finding(row, column)) }));
}

function finding(row: ContractRowId, { route, endpoint, states, checks }: MatrixColumn): MatrixFinding {
  const telling = CONTRACT_ROWS[row].checks;
  const seen = (checks ?? []).filter(({ check }) => telling.includes(check));
  const failedChecks = [...new Set(seen.filter(({ pass }) => !pass).map(({ check }) => check))];
  const base = { route, endpoint, state: states[row], failedChecks };
  if (telling.length === 0) return { ...base, probes: "no_probe" };
  if (seen.length === 0) return { ...base, probes: "not_run" };
  return { ...base, probes: failedChecks.length === 0 ? "passed" : "failed" };
}
