import { randomBytes } from "node:crypto";
import type { AttemptOutcome, LedgerEntry } from "../lib/core/ledger-record";
import type { SignalClass } from "../lib/core/signal-class";

/** Each alias with its routes in order (primary, canary, fallback) and its share of the traffic. */
const ALIASES = [
  { alias: "support-summary-v3", share: 0.6, routes: ["openai-chat", "comet-chat", "azure-eu"] },
  { alias: "internal-triage-v1", share: 0.3, routes: ["openai-mini", "comet-mini", "azure-mini"] },
  { alias: "contract-review-v2", share: 0.1, routes: ["openai-large", "comet-large"] },
] as const;

const FAILURES: readonly { readonly errorClass: SignalClass; readonly share: number }[] = [
  { errorClass: "server_error", share: 0.5 },
  { errorClass: "transport_timeout", share: 0.3 },
  { errorClass: "rate_limited", share: 0.19 },
  { errorClass: "content_policy", share: 0.01 },
];

/**
 * Plain finished traffic with about `attempts` provider calls, evenly spread over a span and oldest first: one call in
 * twenty fails, and a fallback serves after it.
 */
export function* pastRequests(attempts: number, fromMs: number, toMs: number): Generator<LedgerEntry> {
  let calls = 0;
  while (calls < attempts) {
    const startedAtMs = Math.floor(fromMs + ((toMs - fromMs) * calls) / attempts);
    const traceId = startedAtMs.toString(16).padStart(12, "0") + randomBytes(10).toString("hex");
    const isFailing = Math.random() < 0.05;
    calls += isFailing ? 2 : 1;
    yield* requestEntries(traceId, startedAtMs, isFailing);
  }
}

function requestEntries(traceId: string, startedAtMs: number, isFailing: boolean): LedgerEntry[] {
  const { alias, routes } = pick(ALIASES);
  const isCanary = Math.random() < 0.1;
  const first = isCanary ? routes[1] : routes[0];
  const second = routes.at(-1) ?? first;
  const outcome = isFailing ? failure() : success();
  const latencyMs = outcome.latencyMs + 1.5;
  const served = isFailing ? success() : outcome;
  const call = (n: number, route: string) => ({
    n,
    startedAtMs: n === 1 ? startedAtMs : startedAtMs + Math.round(outcome.latencyMs),
    purpose: n === 1 ? ("primary" as const) : ("fallback" as const),
    route,
    provider: route.split("-")[0] ?? route,
    providerModel: `${route}-2026-08`,
    routeVersion: 42,
    timeoutMs: 60_000,
  });
  const open = {
    traceId,
    requestId: null,
    startedAtMs,
    kind: "traffic" as const,
    endpoint: "chat" as const,
    stream: Math.random() < 0.5,
    alias,
    clientId: "web-app",
    tenant: "acme",
    cohort: Math.random() < 0.2 ? "internal" : "general",
    arm: isCanary ? ("canary" as const) : ("stable" as const),
    isControl: false,
    routeVersion: 42,
    clientRetryCount: 0,
    inboundTraceId: null,
  };
  const close = {
    state: "succeeded" as const,
    httpStatus: 200,
    reasonCode: isFailing ? ("served_by_fallback" as const) : ("served_by_primary" as const),
    route: isFailing ? second : first,
    latencyMs: isFailing ? latencyMs + served.latencyMs : latencyMs,
    timeToFirstTokenMs: served.timeToFirstTokenMs,
    retryCount: 0,
    fallbackAttempted: isFailing,
    fallbackReason: isFailing ? ("primary_transient_error" as const) : null,
    inputTokens: served.inputTokens,
    outputTokens: served.outputTokens,
    usageSource: "provider" as const,
    cost: served.cost,
  };
  if (!isFailing)
    return [
      { traceId, open, attempt: call(1, first) },
      { traceId, outcome, close },
    ];
  return [
    { traceId, open, attempt: call(1, first) },
    { traceId, outcome, attempt: call(2, second) },
    { traceId, outcome: { ...served, n: 2 }, close },
  ];
}

function pick<Choice extends { readonly share: number }>(choices: readonly Choice[]): Choice {
  let luck = Math.random();
  for (const choice of choices) {
    luck -= choice.share;
    if (luck < 0) return choice;
  }
  const [first] = choices;
  if (first === undefined) throw new Error("nothing to choose from");
  return first;
}

function success(): AttemptOutcome {
  return {
    n: 1,
    state: "served",
    errorClass: "ok",
    detail: null,
    reasonCode: null,
    httpStatus: 200,
    latencyMs: 400 + Math.random() ** 3 * 8_000,
    timeToFirstTokenMs: 80 + Math.random() ** 2 * 900,
    providerRequestId: `req_${randomBytes(9).toString("hex")}`,
    finishReason: "stop",
    responseModel: "gpt-large-2026-08-06",
    inputTokens: 200 + Math.floor(Math.random() * 2_000),
    outputTokens: 20 + Math.floor(Math.random() * 700),
    usageSource: "provider",
    cost: Math.random() * 0.002,
    errorExcerpt: null,
    adaptations: [],
    isSlow: false,
    next: "returned",
  };
}

function failure(): AttemptOutcome {
  return {
    ...success(),
    state: "failed",
    errorClass: pick(FAILURES).errorClass,
    reasonCode: "primary_transient_error",
    httpStatus: 503,
    timeToFirstTokenMs: null,
    finishReason: null,
    responseModel: null,
    inputTokens: null,
    outputTokens: null,
    usageSource: "unknown",
    cost: null,
    errorExcerpt: "upstream connect error or disconnect before headers",
    next: "fallback",
  };
}
