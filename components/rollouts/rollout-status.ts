import type { RolloutSummary } from "@/lib/contract/rollout";
import { assertNever } from "@/lib/core/assert-never";
import type { StatusKind } from "../ui/status-shape";

/** How a rollout stands in one word. Red only where a gate failed, amber where somebody has to look. */
export function rolloutStatus({ state, waiting_for: waitingFor }: Pick<RolloutSummary, "state" | "waiting_for">): {
  readonly status: StatusKind;
  readonly label: string;
} {
  switch (state) {
    case "pending":
      return { status: "no_data", label: "Pending" };
    case "ready":
      return waitingFor === "approval" ? NEEDS_APPROVAL : { status: "waiting", label: "Ready to start" };
    case "running":
      return runningStatus(waitingFor);
    case "paused":
      return { status: "degraded", label: "Paused" };
    case "completed":
      return { status: "healthy", label: "Completed" };
    case "rolled_back":
      return { status: "degraded", label: "Rolled back" };
    default:
      return assertNever(state);
  }
}

const NEEDS_APPROVAL = { status: "waiting", label: "Needs approval" } as const;

function runningStatus(waitingFor: RolloutSummary["waiting_for"]) {
  switch (waitingFor) {
    case "protection":
      return { status: "failing", label: "Gate failed" } as const;
    case "sample_ratio":
      return { status: "degraded", label: "Uneven split" } as const;
    case "approval":
      return NEEDS_APPROVAL;
    case "person":
      return { status: "waiting", label: "Ready to move on" } as const;
    case "traffic":
      return { status: "no_data", label: "No traffic" } as const;
    case "soak":
      return { status: "healthy", label: "Soaking" } as const;
    case "evidence":
    case "sufficiency":
      return { status: "healthy", label: "Gathering evidence" } as const;
    case null:
      return { status: "healthy", label: "Running" } as const;
    default:
      return assertNever(waitingFor);
  }
}
