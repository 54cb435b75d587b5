import type { AliasSection, RouteMapContent } from "@/lib/contract/route-map";
import { formatDuration } from "../ui/format-duration";

export interface RouteField {
  readonly name: string;
  readonly value: string;
}

/** The thirteen fields a route map version keeps for an alias, under the names other systems know them by. */
export function routeFields(
  version: number,
  content: RouteMapContent,
  alias: string,
  section: AliasSection,
): RouteField[] {
  const primary = section.routes[section.primary];
  const { max_attempts, max_retries_per_route, deadline_ms } = section.budget;
  return [
    { name: "route_version", value: `v${version}` },
    { name: "environment", value: content.environment },
    { name: "tenant_or_cohort", value: content.cohorts.map(cohortText).join("; ") },
    { name: "primary_provider", value: providerOf(section, section.primary) },
    {
      name: "fallback_provider",
      value: listOr(
        section.fallbacks.map((route) => providerOf(section, route)),
        "none",
      ),
    },
    { name: "model_alias", value: alias },
    { name: "provider_model_id", value: primary?.model ?? "not set" },
    { name: "enabled_features", value: listOr(featuresOf(section), "none") },
    {
      name: "timeout_ms",
      value: `${primary === undefined ? "not set" : formatDuration(primary.timeouts.total_ms)} an attempt, ${formatDuration(deadline_ms)} a request`,
    },
    { name: "retry_policy", value: `max_attempts ${max_attempts}, max_retries_per_route ${max_retries_per_route}` },
    {
      name: "rollback_route_version",
      value: section.rollback_route_version === null ? "not set" : `v${section.rollback_route_version}`,
    },
    { name: "owner", value: section.owner },
    { name: "expires_at", value: section.expires_at ?? "never" },
  ];
}

function cohortText({ id, match, default: isDefault }: RouteMapContent["cohorts"][number]): string {
  const rules = [
    ...(match.clients.length > 0 ? [`clients ${match.clients.join(", ")}`] : []),
    ...(match.tenants.length > 0 ? [`tenants ${match.tenants.join(", ")}`] : []),
    ...(match.header ? ["header"] : []),
    ...(isDefault ? ["everybody else"] : []),
  ];
  return `${id} (${listOr(rules, "nobody")})`;
}

function providerOf(section: AliasSection, route: string): string {
  return `${section.routes[route]?.provider ?? "not set"} (${route})`;
}

/** What the primary is used with, by the words of the capability profile. */
function featuresOf(section: AliasSection): string[] {
  const route = section.routes[section.primary];
  if (route === undefined) return [];
  const { capabilities, endpoints } = route;
  const flags = (["streaming", "tools", "json_schema", "logprobs", "vision", "reasoning_effort"] as const).filter(
    (flag) => capabilities[flag],
  );
  return [...endpoints, ...flags];
}

function listOr(values: readonly string[], none: string): string {
  return values.length === 0 ? none : values.join(", ");
}
