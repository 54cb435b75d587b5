import { keepPreviousData, mutationOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import type { Window } from "@/lib/contract/common";
import {
  ContractChanged,
  ContractList,
  type ContractRowEdit,
  type ContractRowView,
  type ContractSheetView,
} from "@/lib/contract/contract-sheet";
import { CostComparison, ModelCatalogue, ModelList } from "@/lib/contract/model-catalogue";
import { ProbeList, ProbeRunStarted, ProbeSchedule } from "@/lib/contract/probe";
import { apiChange, apiGet } from "./api";

/** What the Contracts page asks and orders. Everything lies under one key, because one change shows in all of it. */

export const contractsQuery = () =>
  queryOptions({
    queryKey: ["contracts", "sheets"] as const,
    queryFn: ({ signal }) => apiGet("/api/contracts", ContractList, signal),
    meta: { refreshMs: 60_000 },
  });

export const probesQuery = () =>
  queryOptions({
    queryKey: ["contracts", "probes"] as const,
    queryFn: ({ signal }) => apiGet("/api/probes", ProbeList, signal),
    meta: { refreshMs: 30_000 },
  });

export const modelsQuery = () =>
  queryOptions({
    queryKey: ["contracts", "models"] as const,
    queryFn: ({ signal }) => apiGet("/api/models", ModelList, signal),
    meta: { refreshMs: 60_000 },
  });

export const costQuery = (alias: string, window: Window) =>
  queryOptions({
    queryKey: ["contracts", "cost", alias, window] as const,
    queryFn: ({ signal }) =>
      apiGet(`/api/models/cost?alias=${encodeURIComponent(alias)}&window=${window}`, CostComparison, signal),
    placeholderData: keepPreviousData,
    meta: { refreshMs: 60_000 },
  });

export interface RowPlace {
  readonly provider: string;
  readonly endpoint: ContractSheetView["endpoint"];
  readonly row: ContractRowView["row"];
}

function rowPath({ provider, endpoint, row }: RowPlace): string {
  return `/api/contracts/${encodeURIComponent(provider)}/${endpoint}/rows/${row}`;
}

function refreshContracts(client: QueryClient): Promise<unknown> {
  return Promise.all([["contracts"], ["canary"], ["audit"]].map((queryKey) => client.invalidateQueries({ queryKey })));
}

export const editRowMutation = () =>
  mutationOptions({
    mutationKey: ["contract", "edit"],
    mutationFn: ({ place, edit }: { readonly place: RowPlace; readonly edit: ContractRowEdit }) =>
      apiChange(rowPath(place), ContractChanged, { method: "PUT", body: edit }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshContracts(context.client),
  });

export const verifyRowMutation = () =>
  mutationOptions({
    mutationKey: ["contract", "verify"],
    mutationFn: ({ place, baseRevision }: { readonly place: RowPlace; readonly baseRevision: number }) =>
      apiChange(`${rowPath(place)}/verify`, ContractChanged, { body: { base_revision: baseRevision } }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshContracts(context.client),
  });

export const runProbesMutation = () =>
  mutationOptions({
    mutationKey: ["probes", "run"],
    mutationFn: (route: string | null) =>
      apiChange("/api/probes/run", ProbeRunStarted, { body: route === null ? {} : { route } }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshContracts(context.client),
  });

export const scheduleMutation = () =>
  mutationOptions({
    mutationKey: ["probes", "schedule"],
    mutationFn: (schedule: ProbeSchedule) =>
      apiChange("/api/probes/schedule", ProbeSchedule, { method: "PUT", body: schedule }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshContracts(context.client),
  });

export const refreshModelsMutation = () =>
  mutationOptions({
    mutationKey: ["models", "refresh"],
    mutationFn: (provider: string) => apiChange("/api/models/refresh", ModelCatalogue, { body: { provider } }),
    onSettled: (_result, _error, _order, _onMutate, context) => refreshContracts(context.client),
  });
