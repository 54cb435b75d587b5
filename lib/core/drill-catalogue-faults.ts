import type { DrillDefinition } from "./drill";
import { BLAST_RADIUS, baseline, PRECONDITIONS, RECORD, RESTORE, underFault } from "./drill-steps";

/** A provider that fails as a whole. Source: seed 002, validation steps 4-8; postures of its signal table. */
export const FAULT_DRILLS = {
  "timeout-injection": {
    id: "timeout-injection",
    title: "Timeout injection",
    proves: "A silent primary is given up at its own deadline, without a retry, and the budget still holds a fallback.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 20_000,
    needs: ["fallback"],
    steps: [
      PRECONDITIONS,
      baseline(),
      underFault("Primary goes silent", { kind: "silence" }, [
        { kind: "first_failure", class: "transport_timeout" },
        { kind: "attempts_on_primary", atMost: 1 },
        { kind: "all_served", by: "another_route" },
        { kind: "within_deadline" },
        { kind: "one_outcome_each" },
      ]),
      RESTORE,
      RECORD,
    ],
  },
  "server-error-simulation": {
    id: "server-error-simulation",
    title: "Server-error simulation",
    proves: "A failing primary is retried once, then another route answers; callers notice nothing.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 8_000,
    needs: ["fallback"],
    steps: [
      PRECONDITIONS,
      baseline(),
      underFault("Primary answers HTTP 503", { kind: "server_error", status: 503 }, [
        { kind: "first_failure", class: "server_error" },
        { kind: "attempts_on_primary", atMost: 2 },
        { kind: "all_served", by: "another_route" },
        { kind: "within_deadline" },
        { kind: "one_outcome_each" },
      ]),
      RESTORE,
      RECORD,
    ],
  },
  "auth-failure": {
    id: "auth-failure",
    title: "Auth failure",
    proves: "A refused key ends the request at once: no retry, no fallback, one clear error, never the provider's 401.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 5_000,
    needs: [],
    steps: [
      PRECONDITIONS,
      baseline(),
      underFault("Primary refuses the key", { kind: "bad_key" }, [
        { kind: "first_failure", class: "account_error" },
        { kind: "no_retry_no_fallback" },
        { kind: "all_refused", status: 503, code: "auth_or_account_error" },
        { kind: "one_outcome_each" },
      ]),
      RESTORE,
      RECORD,
    ],
  },
  "invalid-request": {
    id: "invalid-request",
    title: "Invalid request",
    proves: "A malformed request is reported to its caller as a contract failure and is never tried elsewhere.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 3_000,
    needs: [],
    steps: [
      PRECONDITIONS,
      {
        id: "send",
        title: "Send a malformed request",
        action: { kind: "send", shapes: ["invalid"], count: 2, reach: "as_routed" },
        expects: [
          { kind: "all_refused", status: "4xx", code: null },
          { kind: "first_failure", class: "client_error" },
          { kind: "no_retry_no_fallback" },
          { kind: "one_outcome_each" },
        ],
        boundMs: 60_000,
      },
      RECORD,
    ],
  },
  "rate-limit": {
    id: "rate-limit",
    title: "Rate limit",
    proves: "A throttled primary is not hammered, and only a route with verified capacity takes its requests.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 14_000,
    needs: [],
    steps: [
      PRECONDITIONS,
      baseline(),
      underFault("Primary limits its rate", { kind: "rate_limited" }, [
        { kind: "first_failure", class: "rate_limited" },
        { kind: "attempts_on_primary", atMost: 1 },
        { kind: "rescued_if_capacity_verified" },
        { kind: "one_outcome_each" },
      ]),
      RESTORE,
      RECORD,
    ],
  },
  "malformed-output": {
    id: "malformed-output",
    title: "Malformed output",
    proves: "HTTP 200 without a usable answer is caught before its caller sees it, and another route answers.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 8_000,
    needs: ["fallback"],
    steps: [
      PRECONDITIONS,
      baseline(),
      {
        ...underFault("Primary answers with nothing", { kind: "empty_output" }, [
          { kind: "first_failure", class: "invalid_output", detail: "empty" },
          { kind: "attempts_on_primary", atMost: 1 },
          { kind: "all_served", by: "another_route" },
        ]),
        id: "empty",
      },
      {
        ...underFault("Primary answers with half a document", { kind: "unparsable_output" }, [
          { kind: "first_failure", class: "invalid_output" },
          { kind: "attempts_on_primary", atMost: 1 },
          { kind: "all_served", by: "another_route" },
          { kind: "one_outcome_each" },
        ]),
        id: "unparsable",
      },
      RESTORE,
      RECORD,
    ],
  },
  "flapping-primary": {
    id: "flapping-primary",
    title: "Flapping primary",
    proves:
      "The breaker opens under a broken primary, spares it, lets probes through and closes when it is well again.",
    blastRadius: BLAST_RADIUS,
    aboutMs: 30_000,
    needs: ["fallback"],
    steps: [
      PRECONDITIONS,
      baseline(),
      {
        ...underFault("Primary breaks", { kind: "server_error", status: 503 }, [{ kind: "all_served", by: "any" }], {
          count: 1,
        }),
        id: "break",
      },
      {
        id: "opens",
        title: "Breaker opens",
        action: { kind: "send_until_breaker", state: "open", most: 40 },
        expects: [
          { kind: "breaker", state: "open" },
          { kind: "all_served", by: "another_route" },
        ],
        boundMs: 120_000,
      },
      {
        id: "spares",
        title: "Open breaker spares the primary",
        action: { kind: "send", shapes: ["short"], count: 6, reach: "as_routed" },
        expects: [
          { kind: "all_served", by: "another_route" },
          { kind: "primary_shielded", perRequest: 1.2 },
        ],
        boundMs: 60_000,
      },
      {
        id: "heals",
        title: "Primary heals, probes go through",
        action: { kind: "restore", count: 1 },
        expects: [{ kind: "all_served", by: "primary" }],
        boundMs: 120_000,
      },
      {
        id: "closes",
        title: "Breaker closes",
        action: { kind: "send_until_breaker", state: "closed", most: 40 },
        expects: [
          { kind: "breaker", state: "closed" },
          { kind: "all_served", by: "primary" },
          { kind: "one_outcome_each" },
        ],
        boundMs: 120_000,
      },
      RECORD,
    ],
  },
} as const satisfies Partial<Record<string, DrillDefinition>>;
