import type { RouteMapVersionSummary } from "@/lib/contract/route-map";

/** What made a version, as a word beside its number. */
export const ACTION_WORD: Readonly<Record<RouteMapVersionSummary["action"], string>> = {
  initialised: "first version",
  shifted: "shift",
  rolled_back: "rollback",
  activated: "activation",
  drafted: "draft",
};
