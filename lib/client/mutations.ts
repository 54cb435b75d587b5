import { mutationOptions, type QueryClient } from "@tanstack/react-query";
import { ShiftAnswer } from "@/lib/contract/approval";
import { type BreakerOrder, BreakerOrderResult } from "@/lib/contract/breaker";
import { RollbackResult } from "@/lib/contract/canary";
import { PasswordSet, type SetPasswordRequest } from "@/lib/contract/directory";
import { SessionView, SignedOut, type SignInRequest } from "@/lib/contract/session";
import { apiChange } from "./api";
import { aliasPath } from "./queries";

/**
 * Every change the console can order. None is optimistic: a screen changes when the server has confirmed.
 * `idempotencyKey` is made when the dialog opens, so that pressing twice orders once.
 */

export interface ShiftOrder {
  readonly alias: string;
  readonly cohort: string;
  readonly percent: number;
  readonly reason: string;
  readonly baseVersion: number;
  readonly idempotencyKey: string;
}

export const shiftMutation = () =>
  mutationOptions({
    mutationKey: ["shift"],
    mutationFn: (order: ShiftOrder) =>
      apiChange(`${aliasPath(order.alias)}/shift`, ShiftAnswer, {
        body: { cohort: order.cohort, percent: order.percent, reason: order.reason, base_version: order.baseVersion },
        baseVersion: order.baseVersion,
        idempotencyKey: order.idempotencyKey,
      }),
    onSettled: (_result, _error, order, _onMutate, context) => refreshRouting(context.client, order.alias),
  });

export interface RollbackOrder {
  readonly alias: string;
  /** Left out: the version the server names as the rollback target. */
  readonly toVersion?: number;
  readonly reason?: string;
  readonly idempotencyKey: string;
}

/** No base version on purpose: a rollback must work while the screen is stale. */
export const rollbackMutation = () =>
  mutationOptions({
    mutationKey: ["roll-back"],
    mutationFn: (order: RollbackOrder) =>
      apiChange(`${aliasPath(order.alias)}/rollback`, RollbackResult, {
        body: {
          ...(order.toVersion === undefined ? {} : { to_version: order.toVersion }),
          ...(order.reason === undefined ? {} : { reason: order.reason }),
        },
        idempotencyKey: order.idempotencyKey,
      }),
    onSettled: (_result, _error, order, _onMutate, context) => refreshRouting(context.client, order.alias),
  });

export interface BreakerOrdered {
  readonly route: string;
  readonly order: BreakerOrder;
  readonly reason?: string;
  /** Left out: it holds until somebody ends it. */
  readonly expiresInMs?: number;
  readonly idempotencyKey: string;
}

export const breakerMutation = () =>
  mutationOptions({
    mutationKey: ["breaker"],
    mutationFn: ({ route, order, reason, expiresInMs, idempotencyKey }: BreakerOrdered) =>
      apiChange(`/api/routes/${encodeURIComponent(route)}/breaker`, BreakerOrderResult, {
        body: {
          order,
          ...(reason === undefined ? {} : { reason }),
          ...(expiresInMs === undefined ? {} : { expires_in_ms: expiresInMs }),
        },
        idempotencyKey,
      }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshRouting(context.client, null),
  });

export const signInMutation = () =>
  mutationOptions({
    mutationKey: ["sign-in"],
    mutationFn: (body: SignInRequest) => apiChange("/api/auth/sign-in", SessionView, { body }),
  });

export const setPasswordMutation = () =>
  mutationOptions({
    mutationKey: ["set-password"],
    mutationFn: (body: SetPasswordRequest) => apiChange("/api/auth/set-password", PasswordSet, { body }),
  });

export const signOutMutation = () =>
  mutationOptions({
    mutationKey: ["sign-out"],
    mutationFn: () => apiChange("/api/auth/sign-out", SignedOut, {}),
  });

/** Everything a new route map version may have changed. */
export function refreshRouting(client: QueryClient, alias: string | null): Promise<unknown> {
  const canary = alias === null ? ["canary"] : ["canary", alias];
  const guarded = [["rollouts"], ["rollout"], ["approvals"], ["approval"]];
  const keys = [canary, ["overview"], ["traffic"], ["route-map"], ["audit"], ...guarded];
  return Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
}
