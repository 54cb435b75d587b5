import type { SkippedCandidate } from "./ledger-record";
import type { AliasRouting } from "./routing-snapshot";
import { candidatesFor, type Refusal, type RunState, recordSkipped } from "./run-state";

/**
 * Moves a run in flight to the routing that replaced its own: what was called or skipped stays as it is, the candidates
 * still ahead are those of the new map. Old ones that are gone are recorded as `superseded_route_version`, and the
 * current route is not retried when the new map no longer names it.
 */
export function fenceRun(
  state: RunState,
  superseded: AliasRouting,
  nowMs: number,
): { readonly state: RunState; readonly skipped: readonly SkippedCandidate[] } {
  const settled = state.candidates.slice(0, state.cursor);
  const isSettled = (id: string): boolean => settled.some((route) => route.id === id);
  const renewed = candidatesFor(state.input, superseded);
  const ahead = renewed.filter((route) => !isSettled(route.id));
  const gone: Refusal[] = [];
  for (let index = state.cursor; index < state.candidates.length; index += 1) {
    if (ahead.some((route) => route.id === state.candidates[index]?.id)) continue;
    gone.push({ index, reason: "superseded_route_version", detail: null });
  }
  const currentId = state.candidates[state.current]?.id;
  const isCurrentNamed = renewed.some((route) => route.id === currentId);
  return {
    skipped: recordSkipped(state, gone, nowMs),
    state: {
      ...state,
      input: { ...state.input, alias: superseded },
      candidates: [...settled, ...ahead],
      retriesOnRoute: isCurrentNamed ? state.retriesOnRoute : superseded.budget.maxRetriesPerRoute,
      nextN: state.nextN + gone.length,
    },
  };
}
