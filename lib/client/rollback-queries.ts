import { keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import { RollbackResult } from "@/lib/contract/canary";
import { RollbackList, RollbackVerification } from "@/lib/contract/rollback";
import { RolloutOrderResult } from "@/lib/contract/rollout";
import { apiChange, apiGet } from "./api";
import { refreshRouting } from "./mutations";
import { aliasPath, queryString } from "./queries";

/** Rollbacks newest first, of one alias or of all; `cursor` is where older ones begin. */
export const rollbacksQuery = (alias: string | null, cursor: number | null) =>
  queryOptions({
    queryKey: ["rollbacks", alias, cursor] as const,
    queryFn: ({ signal }) =>
      apiGet(
        `/api/rollbacks${queryString({ alias: alias ?? undefined, cursor: cursor ?? undefined })}`,
        RollbackList,
        signal,
      ),
    placeholderData: keepPreviousData,
    meta: { refreshMs: 10_000 },
  });

/** A rollback and its checks. Events keep it current; asking again is for a stream that is down. */
export const rollbackQuery = (id: string) =>
  queryOptions({
    queryKey: ["rollback", id] as const,
    queryFn: ({ signal }) => apiGet(rollbackPath(id), RollbackVerification, signal),
    meta: { refreshMs: 5_000 },
  });

export interface RollbackReasonOrder {
  readonly id: string;
  readonly reason: string;
  readonly idempotencyKey: string;
}

export const rollbackReasonMutation = () =>
  mutationOptions({
    mutationKey: ["rollback-reason"],
    mutationFn: ({ id, reason, idempotencyKey }: RollbackReasonOrder) =>
      apiChange(`${rollbackPath(id)}/reason`, RollbackVerification, { body: { reason }, idempotencyKey }),
    onSuccess: (view, _order, _onMutate, context) => {
      context.client.setQueryData(rollbackQuery(view.verification_id).queryKey, view);
    },
  });

export interface UndoOrder {
  readonly alias: string;
  readonly reason: string;
  readonly baseVersion: number;
  readonly idempotencyKey: string;
}

export const undoMutation = () =>
  mutationOptions({
    mutationKey: ["undo-rollback"],
    mutationFn: ({ alias, reason, baseVersion, idempotencyKey }: UndoOrder) =>
      apiChange(`${aliasPath(alias)}/undo`, RolloutOrderResult, {
        body: { reason, base_version: baseVersion },
        baseVersion,
        idempotencyKey,
      }),
    onSettled: (_result, _error, { alias }, _onMutate, context) => refreshRouting(context.client, alias),
  });

export interface MapRollbackOrder {
  readonly toVersion: number;
  readonly reason?: string;
  readonly idempotencyKey: string;
}

/** No base version on purpose: a rollback must work while the screen is stale. */
export const mapRollbackMutation = () =>
  mutationOptions({
    mutationKey: ["roll-back-map"],
    mutationFn: ({ toVersion, reason, idempotencyKey }: MapRollbackOrder) =>
      apiChange("/api/route-map/rollback", RollbackResult, {
        body: { to_version: toVersion, ...(reason === undefined ? {} : { reason }) },
        idempotencyKey,
      }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshRouting(context.client, null),
  });

function rollbackPath(id: string): string {
  return `/api/rollbacks/${encodeURIComponent(id)}`;
}
