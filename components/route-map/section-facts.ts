import type { AliasSection } from "@/lib/contract/route-map";
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
    ...(section.side_effects ? [{ label: "Side effects", value: "yes: an unclear failure is never repeated" }] : []),
  ];
}

/** "expired 12 d ago", "expires 2027-06-30", "no expiry". Dates are days in UTC. */
export function expiryText(
  expiresAt: string | null,
  nowMs: number,
): { readonly text: string; readonly isPast: boolean } {
  if (expiresAt === null) return { text: "no expiry", isPast: false };
  const isPast = Date.parse(`${expiresAt}T23:59:59.999Z`) < nowMs;
  return { text: `${isPast ? "expired" : "expires"} ${expiresAt}`, isPast };
}

function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
