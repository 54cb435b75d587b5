import type { SkippedCandidate } from "./ledger-record";
import type { AliasRouting, Arm } from "./routing-snapshot";
import { candidatesFor, type Refusal, type RunState, recordSkipped } from "./run-state";

/** The routing that replaced a request's own while it was in flight. */
export interface SupersedingRoute {
  readonly alias: AliasRouting;
  /** The arm the caller is in by the new shares. */
  readonly arm: Arm;
  readonly version: number;
}

/**
 * Moves a run in flight to the routing that replaced its own: what was called or skipped stays as it is, the candidates
 * still ahead are those of the new map. What the old map would have called and the new one would not is recorded as
 * `superseded_route_version`. The current route is retried only where the new map puts it first, and as that map
 * defines it; `wouldRetry` says that the old map had another try of it in store.
 */
export function fenceRun(
  state: RunState,
  superseding: SupersedingRoute,
  wouldRetry: boolean,
  nowMs: number,
): { readonly state: RunState; readonly skipped: readonly SkippedCandidate[] } {
  const { alias, arm, version } = superseding;
  const input = { ...state.input, alias, arm, routeVersion: version };
  const renewed = candidatesFor(input, alias);
  const settled = state.candidates
    .slice(0, state.cursor)
    .map((called) => renewed.find(({ id }) => id === called.id) ?? called);
  const ahead = renewed.filter(({ id }) => !settled.some((route) => route.id === id));
  const currentId = state.candidates[state.current]?.id;
  const isCurrentFirst = currentId === renewed[0]?.id;
  const gone: Refusal[] = [];
  if (wouldRetry && !isCurrentFirst) gone.push(dropped(state.current));
  for (let index = state.cursor; index < state.candidates.length; index += 1) {
    if (!ahead.some((route) => route.id === state.candidates[index]?.id)) gone.push(dropped(index));
  }
  const skipped = recordSkipped(state, gone, nowMs);
  return {
    skipped: skipped.map((candidate) =>
      candidate.route === currentId ? { ...candidate, purpose: "retry" } : candidate,
    ),
    state: {
      ...state,
      input,
      candidates: [...settled, ...ahead],
      retriesOnRoute: isCurrentFirst ? state.retriesOnRoute : alias.budget.maxRetriesPerRoute,
      nextN: state.nextN + skipped.length,
    },
  };
}

function dropped(index: number): Refusal {
  return { index, reason: "superseded_route_version", detail: null };
}
