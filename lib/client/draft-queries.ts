import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  ActivateAnswer,
  DraftCheck,
  type DraftCheckRequest,
  type DraftRequest,
  DraftResult,
  DriftView,
} from "@/lib/contract/route-map-draft";
import { apiChange, apiGet } from "./api";
import { refreshRouting } from "./mutations";
import { routeMapVersionQuery } from "./queries";

/** Where the configuration file differs from what is active. */
export const driftQuery = () =>
  queryOptions({
    queryKey: ["route-map", "drift"] as const,
    queryFn: ({ signal }) => apiGet("/api/route-map/drift", DriftView, signal),
  });

/** What a kept draft would change now, and what stands against activating it. */
export const keptDraftCheckQuery = (version: number, client: QueryClient) =>
  queryOptions({
    queryKey: ["route-map", "check", version] as const,
    queryFn: async () => {
      const { content } = await client.fetchQuery(routeMapVersionQuery(version));
      return apiChange("/api/route-map/check", DraftCheck, { body: { content } });
    },
    staleTime: 0,
  });

export const checkDraftMutation = () =>
  mutationOptions({
    mutationKey: ["check-draft"],
    mutationFn: (draft: DraftCheckRequest) => apiChange("/api/route-map/check", DraftCheck, { body: draft }),
  });

export interface DraftOrder {
  readonly draft: DraftRequest;
  readonly idempotencyKey: string;
}

export const draftMutation = () =>
  mutationOptions({
    mutationKey: ["draft-version"],
    mutationFn: ({ draft, idempotencyKey }: DraftOrder) =>
      apiChange("/api/route-map/versions", DraftResult, { body: draft, idempotencyKey }),
    onSettled: (_result, _error, _order, _onMutate, context) =>
      context.client.invalidateQueries({ queryKey: ["route-map"] }),
  });

export interface ActivateOrder {
  readonly version: number;
  readonly baseVersion: number;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export const activateMutation = () =>
  mutationOptions({
    mutationKey: ["activate-version"],
    mutationFn: ({ version, baseVersion, reason, idempotencyKey }: ActivateOrder) =>
      apiChange(`/api/route-map/versions/${version}/activate`, ActivateAnswer, {
        body: { reason },
        baseVersion,
        idempotencyKey,
      }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshRouting(context.client, null),
  });
