import { parseAsStringLiteral } from "nuqs/server";
import type { RolloutScope } from "@/lib/client/rollout-queries";

export const ROLLOUT_SCOPES = ["open", "all"] as const satisfies readonly RolloutScope[];

/** The state of the Rollouts page that lives in its address. */
export const rolloutsParsers = { show: parseAsStringLiteral(ROLLOUT_SCOPES).withDefault("open") };
