import type { ProbeCheckId } from "./probes/probe-check";

export const CONTRACT_ROW_IDS = [
  "endpoint_path",
  "auth_header",
  "request_fields",
  "response_fields",
  "error_shape",
  "finish_reasons",
  "parameters",
  "streaming_events",
  "rate_limits",
  "maintenance_window",
  "waf_behaviour",
  "platform_retries",
] as const;
export type ContractRowId = (typeof CONTRACT_ROW_IDS)[number];

/** What a row can set for the gateway; `null` rows only inform people and probes. */
export type ContractSettingKind = "path" | "auth" | "parameters" | "deviations";

export interface ContractRowRule {
  readonly label: string;
  /** Without it nobody knows how the route behaves: while it is unverified the route is not production eligible. */
  readonly isRequired: boolean;
  readonly sets: ContractSettingKind | null;
  /** The probe checks that would notice when the row is no longer true. */
  readonly checks: readonly ProbeCheckId[];
}

/** The worksheet of one provider and endpoint, row by row (seeds 002, 003 and 004). */
export const CONTRACT_ROWS: Readonly<Record<ContractRowId, ContractRowRule>> = {
  endpoint_path: {
    label: "Base URL and path",
    isRequired: true,
    sets: "path",
    checks: ["egress", "status_ok"],
  },
  auth_header: {
    label: "Auth header",
    isRequired: true,
    sets: "auth",
    checks: ["status_ok", "key_refused"],
  },
  request_fields: {
    label: "Request fields",
    isRequired: true,
    sets: null,
    checks: ["fields_accepted", "model_mapped"],
  },
  response_fields: {
    label: "Response fields",
    isRequired: true,
    sets: null,
    checks: ["choices", "content", "role", "object", "usage"],
  },
  error_shape: {
    label: "Error shape and status codes",
    isRequired: true,
    sets: "deviations",
    checks: ["error_status", "error_shape", "not_retried"],
  },
  finish_reasons: { label: "Finish reasons", isRequired: true, sets: null, checks: ["finish_reason"] },
  parameters: {
    label: "Cross-provider parameters",
    isRequired: true,
    sets: "parameters",
    checks: ["fields_accepted"],
  },
  streaming_events: {
    label: "Streaming event order",
    isRequired: true,
    sets: null,
    checks: ["stream_opening", "stream_order", "stream_end"],
  },
  rate_limits: { label: "Rate limits and billing", isRequired: true, sets: null, checks: ["usage"] },
  maintenance_window: { label: "Maintenance window", isRequired: false, sets: null, checks: [] },
  waf_behaviour: { label: "403 and firewall behaviour", isRequired: false, sets: null, checks: ["key_refused"] },
  platform_retries: { label: "Platform retries", isRequired: false, sets: null, checks: ["retried_once"] },
};

export const REQUIRED_CONTRACT_ROWS: readonly ContractRowId[] = CONTRACT_ROW_IDS.filter(
  (row) => CONTRACT_ROWS[row].isRequired,
);

/** One value for every row of a worksheet. */
export function forEveryRow<T>(make: (row: ContractRowId) => T): Record<ContractRowId, T> {
  // The list the entries are made from is the whole closed set.
  return Object.fromEntries(CONTRACT_ROW_IDS.map((row) => [row, make(row)])) as Record<ContractRowId, T>;
}
