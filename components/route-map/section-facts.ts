import type { AliasSection } from "@/lib/contract/route-map";
import type { RouteSwitch } from "@/lib/contract/route-switch";
import { isExpired } from "@/lib/core/expiry";
import { formatDuration } from "../ui/format-duration";
import { formatSetPercent } from "../ui/format-percent";

export interface SectionFact {
  readonly label: string;
  readonly value: string;
}

/** The settings of an alias an operator looks for first, printed. */
export function sectionFacts(section: AliasSection): SectionFact[] {
  const { budget, objective } = section;
  return [
    { label: "Streams", value: section.stream_policy },
    { label: "Deadline", value: formatDuration(budget.deadline_ms) },
    {
      label: "At most",
      value: `${countOf(budget.max_attempts, "attempt")}, ${countOf(budget.max_retries_per_route, "retry", "retries")} a route`,
    },
    {
      label: "Objective",
      value: `${formatSetPercent(objective.availability)} available${
        objective.latency_p95_ms === null ? "" : `, p95 under ${formatDuration(objective.latency_p95_ms)}`
      }`,
    },
    {
      label: "Rollback to",
      value: section.rollback_route_version === null ? "nothing before it" : `v${section.rollback_route_version}`,
    },
    { label: "Adapts", value: adaptText(section.adapt) },
    ...section.disabled.map((one) => ({ label: "Route control", value: switchText(one) })),
    ...(section.side_effects ? [{ label: "Side effects", value: "yes: an unclear failure is never repeated" }] : []),
  ];
}

/** "expired 12 d ago", "expires 2027-06-30", "no expiry". Dates are days in UTC. */
export function expiryText(
  expiresAt: string | null,
  nowMs: number,
): { readonly text: string; readonly isPast: boolean } {
  if (expiresAt === null) return { text: "no expiry", isPast: false };
  const isPast = isExpired(expiresAt, nowMs);
  return { text: `${isPast ? "expired" : "expires"} ${expiresAt}`, isPast };
}

/** "clamps temperature, n; maps max_tokens": what may be changed in a request for a route that would not take it. */
function adaptText({ clamp, map, drop }: AliasSection["adapt"]): string {
  const parts = [
    ...(clamp.length > 0 ? [`clamps ${clamp.join(", ")}`] : []),
    ...(map.length > 0 ? [`maps ${map.join(", ")}`] : []),
    ...(drop.length > 0 ? [`drops ${drop.join(", ")}`] : []),
  ];
  return parts.length === 0 ? "nothing" : parts.join("; ");
}

const CONTROL_WORDS: Readonly<Record<RouteSwitch["use"], string>> = {
  primary: "primary only",
  fallback: "fallbacks only",
  disabled: "switched off",
};

/** "primary only for tenants acme, in staging". */
function switchText({ use, tenants, cohorts, environments, model_families }: RouteSwitch): string {
  const who = [
    ...(tenants.length > 0 ? [`tenants ${tenants.join(", ")}`] : []),
    ...(cohorts.length > 0 ? [`cohorts ${cohorts.join(", ")}`] : []),
    ...(model_families.length > 0 ? [`families ${model_families.join(", ")}`] : []),
  ];
  const where = environments.length > 0 ? `, in ${environments.join(", ")}` : "";
  return `${CONTROL_WORDS[use]} for ${who.length === 0 ? "everybody" : who.join(" and ")}${where}`;
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
