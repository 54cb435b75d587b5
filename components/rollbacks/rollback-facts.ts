import type { RollbackVerification } from "@/lib/contract/rollback";
import type { Fact } from "../requests/request-facts";
import { formatMoment } from "../ui/format-time";
import { printTook } from "./print-took";

/** What was rolled back, how fast, and what it takes out of use. */
export function rollbackFacts(rollback: RollbackVerification): readonly Fact[] {
  const { aliases, abandoned_version: abandoned, route_version: version, restores, took_ms: tookMs } = rollback;
  return [
    { label: "Rolled back", value: rollback.is_whole_map ? `all: ${aliases.join(", ")}` : aliases.join(", ") },
    {
      label: "From, to",
      value: `v${abandoned} → v${version}`,
      note: restores === null ? "canary at 0%" : `holds what v${restores} held`,
    },
    {
      label: "Press to in force",
      value: printTook(tookMs),
      ...(rollback.in_force_at === null ? {} : { note: `${formatMoment(rollback.in_force_at)} UTC` }),
    },
    { label: "Pressed by", value: rollback.actor },
    { label: "Routes left", value: listed(rollback.abandoned_routes, "none: each is still in use") },
    { label: "Accounts left", value: listed(rollback.abandoned_providers, "none: each is still in use") },
  ];
}

function listed(names: readonly string[], none: string): string {
  return names.length === 0 ? none : names.join(", ");
}
