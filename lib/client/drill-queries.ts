import { mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { DrillList, DrillRunView, StartedDrill } from "@/lib/contract/drill";
import { EvidencePack } from "@/lib/contract/evidence";
import type { DrillId } from "@/lib/core/drill";
import { apiChange, apiGet } from "./api";

export const drillsQuery = () =>
  queryOptions({
    queryKey: ["drills"] as const,
    queryFn: ({ signal }) => apiGet("/api/drills", DrillList, signal),
    meta: { refreshMs: 15_000 },
  });

export const drillRunQuery = (id: string) =>
  queryOptions({
    queryKey: ["drill-run", id] as const,
    queryFn: ({ signal }) => apiGet(drillRunPath(id), DrillRunView, signal),
    meta: { refreshMs: 5_000 },
  });

/** The drill that runs anywhere in this instance; told by the live stream, never asked for. */
export const runningDrillQuery = () =>
  queryOptions({
    queryKey: ["running-drill"] as const,
    queryFn: (): Promise<DrillRunView | null> => Promise.resolve(null),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["evidence", id] as const,
    queryFn: ({ signal }) => apiGet(evidencePath(id), EvidencePack, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

export interface DrillOrder {
  readonly drill: DrillId;
  readonly alias: string;
  readonly reason?: string;
  readonly idempotencyKey: string;
}

export const runDrillMutation = () =>
  mutationOptions({
    mutationKey: ["run-drill"],
    mutationFn: ({ drill, alias, reason, idempotencyKey }: DrillOrder) =>
      apiChange(`/api/drills/${drill}/run`, StartedDrill, {
        body: { alias, ...(reason === undefined ? {} : { reason }) },
        idempotencyKey,
      }),
    onSettled: (_result, _error, _order, _onMutate, context) =>
      context.client.invalidateQueries({ queryKey: drillsQuery().queryKey }),
  });

export const stopDrillMutation = () =>
  mutationOptions({
    mutationKey: ["stop-drill"],
    mutationFn: ({ id }: { readonly id: string }) => apiChange(`${drillRunPath(id)}/stop`, DrillRunView, {}),
    onSuccess: (run, _order, _onMutate, context) => takeDrillRun(context.client, run),
  });

/** Puts what the server says of a run in place of what is on screen, wherever it is shown. */
export function takeDrillRun(client: QueryClient, run: DrillRunView): void {
  client.setQueryData(drillRunQuery(run.id).queryKey, run);
  if (run.part_of === null) client.setQueryData(runningDrillQuery().queryKey, run.ended_at === null ? run : null);
  const list = client.getQueryData(drillsQuery().queryKey);
  const isShownRunning = list?.running?.id === run.id && run.ended_at === null;
  if (!isShownRunning) void client.invalidateQueries({ queryKey: drillsQuery().queryKey });
}

export function evidencePath(id: string): string {
  return `${drillRunPath(id)}/evidence`;
}

function drillRunPath(id: string): string {
  return `/api/drill-runs/${encodeURIComponent(id)}`;
}
