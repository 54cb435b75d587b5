import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import { ClientList, PeopleList, ProviderList, SettingsView, TokenList } from "@/lib/contract/directory";
import { apiChange, apiGet } from "./api";

/** People, tokens, client keys and provider keys: what Settings asks, and how it orders a change. */

export const peopleQuery = () =>
  queryOptions({
    queryKey: ["directory", "people"] as const,
    queryFn: ({ signal }) => apiGet("/api/people", PeopleList, signal),
  });

export const tokensQuery = () =>
  queryOptions({
    queryKey: ["directory", "tokens"] as const,
    queryFn: ({ signal }) => apiGet("/api/tokens", TokenList, signal),
  });

export const clientsQuery = () =>
  queryOptions({
    queryKey: ["directory", "clients"] as const,
    queryFn: ({ signal }) => apiGet("/api/clients", ClientList, signal),
  });

export const providersQuery = () =>
  queryOptions({
    queryKey: ["directory", "providers"] as const,
    queryFn: ({ signal }) => apiGet("/api/providers", ProviderList, signal),
  });

export const settingsQuery = () =>
  queryOptions({
    queryKey: ["settings"] as const,
    queryFn: ({ signal }) => apiGet("/api/settings", SettingsView, signal),
  });

/** One order to `/api/{people, tokens, clients, providers}/...`. The body never holds an empty reason. */
export function orderDirectory<T>(
  steps: readonly string[],
  answer: z.ZodType<T>,
  body: object,
  idempotencyKey: string,
): Promise<T> {
  return apiChange(`/api/${steps.map(encodeURIComponent).join("/")}`, answer, { body, idempotencyKey });
}
