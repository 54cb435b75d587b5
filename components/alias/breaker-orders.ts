import type { BreakerOrder } from "@/lib/contract/breaker";
import type { CanaryView, RouteHealth } from "@/lib/contract/canary";

/** One thing an operator can order of a breaker, in words. */
export interface BreakerChoice {
  readonly order: BreakerOrder;
  readonly verb: string;
  /** What it means for requests. */
  readonly meaning: string;
  /** Keeps requests away from the route. */
  readonly stopsRoute: boolean;
}

const CHOICES: readonly BreakerChoice[] = [
  {
    order: "forced_open",
    verb: "Force open",
    meaning: "The route gets no requests and no probes; requests move on to the next route (circuit_open).",
    stopsRoute: true,
  },
  {
    order: "disabled",
    verb: "Take out",
    meaning: "The route is out of service: it is no candidate at all until somebody puts it back (route_disabled).",
    stopsRoute: true,
  },
  {
    order: "metrics_only",
    verb: "Only observe",
    meaning: "Calls are counted, but however many fail, the breaker never opens.",
    stopsRoute: false,
  },
  {
    order: "automatic",
    verb: "Back to automatic",
    meaning: "The breaker starts closed with an empty window and decides by itself again.",
    stopsRoute: false,
  },
];

/** The orders that would change something now. */
export function breakerChoices({ breaker }: RouteHealth): readonly BreakerChoice[] {
  const current = breaker.override === null ? "automatic" : breaker.state;
  return CHOICES.filter(({ order }) => order !== current);
}

/** What the breaker does with requests now, one sentence. */
export function breakerMeaning({ breaker }: RouteHealth): string {
  switch (breaker.state) {
    case "closed":
      return "Requests pass. It opens by itself when too many calls fail.";
    case "open":
      return "Requests are kept off since too many calls failed; a few probes follow when its time is over.";
    case "half_open":
      return "A few probes pass; when they succeed it closes.";
    case "forced_open":
      return "An operator keeps requests off. It does not close by itself.";
    case "disabled":
      return "An operator took the route out of service.";
    case "metrics_only":
      return "Requests pass, and it never opens however many calls fail.";
  }
}

/** Whether stopping this route would leave the alias's stable requests without any route that works now. */
export function isLastWorking(canary: CanaryView, health: RouteHealth): boolean {
  const { state } = health.breaker;
  if (state === "forced_open" || state === "disabled") return false;
  return !canary.routes.some((other) => other.route !== health.route && other.takes_stable && isWorking(other));
}

function isWorking({ breaker, position, production_eligible, needs_owner }: RouteHealth): boolean {
  const passes = breaker.state === "closed" || breaker.state === "metrics_only" || breaker.state === "half_open";
  return passes && !needs_owner && (position === "primary" || production_eligible);
}
