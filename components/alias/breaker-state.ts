import { formatDuration } from "@/components/ui/format-duration";
import type { StatusKind } from "@/components/ui/status-shape";
import type { RouteHealth } from "@/lib/contract/canary";

export interface BreakerReading {
  readonly status: StatusKind;
  /** One or two words: "closed", "open 8 s". */
  readonly label: string;
  /** Why, where it is known. */
  readonly detail: string | null;
}

/**
 * Whether traffic reaches a route, worst reason first: its owner has to act, its breaker is open or an operator took it out, its provider asked to
 * be left alone, it is not eligible. `nowMs` null (the server's render) leaves waiting times out.
 */
export function readBreaker(health: RouteHealth, nowMs: number | null): BreakerReading {
  const { breaker } = health;
  if (health.needs_owner) {
    return { status: "failing", label: "owner must act", detail: `${health.provider} refuses its key or account` };
  }
  if (breaker.state === "open" || breaker.state === "forced_open") {
    const wait = breaker.state === "open" ? waitText(breaker.retry_at, nowMs) : "";
    return {
      status: "failing",
      label: breaker.state === "open" ? `open${wait}` : "forced open",
      detail: breaker.cause,
    };
  }
  if (breaker.state === "disabled") return { status: "no_data", label: "taken out", detail: breaker.cause };
  if (breaker.state === "half_open") return { status: "degraded", label: "half open", detail: breaker.cause };
  if (isAhead(health.cooled_until, nowMs)) {
    return {
      status: "degraded",
      label: `cooling${waitText(health.cooled_until, nowMs)}`,
      detail: "the provider asked for a pause",
    };
  }
  if (!health.production_eligible)
    return { status: "no_data", label: "not eligible", detail: health.contract_note ?? "checklist not complete" };
  if (breaker.state === "metrics_only") return { status: "no_data", label: "observed", detail: breaker.cause };
  return { status: "healthy", label: "closed", detail: null };
}

function waitText(untilIso: string | null, nowMs: number | null): string {
  if (untilIso === null || nowMs === null) return "";
  const leftMs = Math.ceil((Date.parse(untilIso) - nowMs) / 1_000) * 1_000;
  return leftMs <= 0 ? "" : ` ${formatDuration(leftMs)}`;
}

function isAhead(untilIso: string | null, nowMs: number | null): boolean {
  return untilIso !== null && (nowMs === null || Date.parse(untilIso) > nowMs);
}
