import { keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import { ApprovalList, ApprovalView, DecisionResult } from "@/lib/contract/approval";
import { apiChange, apiGet } from "./api";
import { refreshRouting } from "./mutations";

/** What waits for a decision, what the reader asked for, and what was decided or closed. */
export const APPROVAL_TABS = ["waiting", "mine", "decided"] as const;
export type ApprovalTab = (typeof APPROVAL_TABS)[number];

/** The question each tab asks the console API. */
export const APPROVAL_FILTERS = {
  waiting: { state: "waiting" },
  mine: { mine: "true" },
  decided: { state: "closed" },
} as const;

export const approvalsQuery = (tab: ApprovalTab) =>
  queryOptions({
    queryKey: ["approvals", tab] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/approvals?${new URLSearchParams(APPROVAL_FILTERS[tab])}`, ApprovalList, signal),
    placeholderData: keepPreviousData,
    meta: { refreshMs: 15_000 },
  });

/** One approval; what moved since it was asked for is judged anew with every answer. */
export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ["approval", id] as const,
    queryFn: ({ signal }) => apiGet(approvalPath(id), ApprovalView, signal),
    meta: { refreshMs: 5_000 },
  });

export interface DecisionOrder {
  readonly id: string;
  readonly alias: string;
  readonly decision: "approve" | "reject";
  /** Required for a rejection. */
  readonly reason: string | null;
  /** The hash of the evidence that was on screen. */
  readonly binding: string;
  readonly idempotencyKey: string;
}

export const decisionMutation = () =>
  mutationOptions({
    mutationKey: ["decide"],
    mutationFn: ({ id, decision, reason, binding, idempotencyKey }: DecisionOrder) =>
      apiChange(`${approvalPath(id)}/${decision}`, DecisionResult, {
        body: { ...(reason === null ? {} : { reason }), ...(decision === "approve" ? { binding } : {}) },
        idempotencyKey,
      }),
    onSettled: (_result, _error, { alias }, _onMutate, context) => refreshRouting(context.client, alias),
  });

function approvalPath(id: string): string {
  return `/api/approvals/${encodeURIComponent(id)}`;
}
