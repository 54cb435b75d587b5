import { keepPreviousData, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { type Automation, RolloutList, RolloutOrderResult, RolloutView } from "@/lib/contract/rollout";
import { apiChange, apiGet } from "./api";
import { refreshRouting } from "./mutations";
import { aliasPath } from "./queries";

/** Which rollouts a list shows: those that still look after their alias, or every one. */
export type RolloutScope = "open" | "all";

export const rolloutsQuery = (scope: RolloutScope) =>
  queryOptions({
    queryKey: ["rollouts", scope] as const,
    queryFn: ({ signal }) => apiGet(`/api/rollouts${scope === "open" ? "?state=open" : ""}`, RolloutList, signal),
    placeholderData: keepPreviousData,
    meta: { refreshMs: 10_000 },
  });

/** One rollout with its gates; events say when it moved, asking again keeps its figures fresh. */
export const rolloutQuery = (id: string) =>
  queryOptions({
    queryKey: ["rollout", id] as const,
    queryFn: ({ signal }) => apiGet(`/api/rollouts/${encodeURIComponent(id)}`, RolloutView, signal),
    meta: { refreshMs: 5_000 },
  });

export interface StartRolloutOrder {
  readonly alias: string;
  readonly reason: string;
  /** Soak of every stage; null for the default, or where the plan is written already. */
  readonly soakMs: number | null;
  readonly automation: Partial<Automation>;
  readonly baseVersion: number;
  readonly idempotencyKey: string;
}

export const startRolloutMutation = () =>
  mutationOptions({
    mutationKey: ["start-rollout"],
    mutationFn: ({ alias, reason, soakMs, automation, baseVersion, idempotencyKey }: StartRolloutOrder) =>
      apiChange(`${aliasPath(alias)}/rollout`, RolloutOrderResult, {
        body: { reason, automation, base_version: baseVersion, ...(soakMs === null ? {} : { soak_ms: soakMs }) },
        baseVersion,
        idempotencyKey,
      }),
    onSettled: (_result, _error, { alias }, _onMutate, context) => refreshRouting(context.client, alias),
  });

/** What a person may order of a rollout that is written. */
export type RolloutVerb = "advance" | "pause" | "resume";

export interface RolloutOrder {
  readonly alias: string;
  readonly verb: RolloutVerb;
  readonly reason: string;
  readonly baseVersion: number;
  readonly idempotencyKey: string;
}

/** Only going on is bound to the version the person looked at: pausing must work from a stale screen. */
export const rolloutOrderMutation = () =>
  mutationOptions({
    mutationKey: ["rollout-order"],
    mutationFn: ({ alias, verb, reason, baseVersion, idempotencyKey }: RolloutOrder) =>
      apiChange(`${aliasPath(alias)}/${verb}`, RolloutOrderResult, {
        body: { reason, ...(verb === "advance" ? { base_version: baseVersion } : {}) },
        ...(verb === "advance" ? { baseVersion } : {}),
        idempotencyKey,
      }),
    onSettled: (_result, _error, { alias }, _onMutate, context) => refreshRouting(context.client, alias),
  });

/** Everything that shows where rollouts and approvals stand. */
export function refreshRollouts(client: QueryClient): Promise<unknown> {
  const keys = [["rollouts"], ["rollout"], ["approvals"], ["approval"], ["overview"]];
  return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
