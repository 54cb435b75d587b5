import { CONTRACT_ROW_IDS, CONTRACT_ROWS, type ContractRowId } from "../contract-rows";
import type { ContractRowState } from "../contract-standing";
import type { Endpoint } from "../routing-snapshot";
import type { ProbeCheckId } from "./probe-check";

export interface MatrixCheck {
  readonly check: ProbeCheckId;
  readonly pass: boolean;
  /** False where the provider was down, slow or busy: that breaks no contract, and proves none. */
  readonly isTelling: boolean;
}

/** What the last run of one route found on one endpoint. */
export interface MatrixColumn {
  readonly route: string;
  readonly endpoint: Endpoint;
  /** Of the provider's worksheet. */
  readonly states: Readonly<Record<ContractRowId, ContractRowState>>;
  /** Null when the route was never probed there. */
  readonly checks: readonly MatrixCheck[] | null;
}

export interface MatrixFinding {
  readonly route: string;
  readonly endpoint: Endpoint;
  readonly state: ContractRowState;
  /** `no_probe`: nothing a probe could see would tell. `unanswered`: the provider gave no answer to judge. */
  readonly probes: "passed" | "failed" | "unanswered" | "not_run" | "no_probe";
  readonly failedChecks: readonly ProbeCheckId[];
}

/** Contract rows against routes: a row holds on a route when every check that looks at it passed in the last run. */
export function contractMatrix(
  columns: readonly MatrixColumn[],
): readonly { readonly row: ContractRowId; readonly cells: readonly MatrixFinding[] }[] {
  return CONTRACT_ROW_IDS.map((row) => ({ row, cells: columns.map((column) => finding(row, column)) }));
}

function finding(row: ContractRowId, { route, endpoint, states, checks }: MatrixColumn): MatrixFinding {
  const looksAt = CONTRACT_ROWS[row].checks;
  const made = (checks ?? []).filter(({ check }) => looksAt.includes(check));
  const seen = made.filter(({ isTelling }) => isTelling);
  const failedChecks = [...new Set(seen.filter(({ pass }) => !pass).map(({ check }) => check))];
  const base = { route, endpoint, state: states[row], failedChecks };
  if (looksAt.length === 0) return { ...base, probes: "no_probe" };
  if (seen.length === 0) return { ...base, probes: made.length === 0 ? "not_run" : "unanswered" };
  return { ...base, probes: failedChecks.length === 0 ? "passed" : "failed" };
}
